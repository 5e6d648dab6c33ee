package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.catalog.EnvironmentOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a task by the names that Gymnasium gives them, with their defaults. Those that are
 * offered can be chosen by a user, the others are as the task was defined.
 */
final class Options {
  private static final String EXCLUDE = "exclude_current_positions_from_observation";

  private final List<EnvironmentOption> offered = new ArrayList<>();
  private final Map<String, String> defaults = new LinkedHashMap<>();

  /** Adds a number, a flag or a range. */
  Options with(String name, String defaultValue, String description) {
    offered.add(EnvironmentOption.plain(name, defaultValue, description));
    defaults.put(name, defaultValue);
    return this;
  }

  private Options file(String name, String description) {
    offered.add(new EnvironmentOption(name, "", description, EnvironmentOption.Reach.FILE));
    defaults.put(name, "");
    return this;
  }

  /** Adds something that no user can choose. */
  Options fixed(String name, String value) {
    defaults.put(name, value);
    return this;
  }

  /** Adds all that others have. */
  Options and(Options others) {
    offered.addAll(others.offered);
    defaults.putAll(others.defaults);
    return this;
  }

  Options resetNoise(String scale) {
    return with("reset_noise_scale", scale, "how far an episode's start strays from rest, 0 to 10");
  }

  Options controlCost(String weight) {
    return with("ctrl_cost_weight", weight, "price of the sum of squared controls");
  }

  Options forwardReward(String weight) {
    return with("forward_reward_weight", weight, "reward for each m/s forward");
  }

  Options healthy(String reward, String heights) {
    return with("healthy_reward", reward, "reward for each step in good health")
        .with("terminate_when_unhealthy", "true", "whether bad health ends the episode")
        .with("healthy_z_range", heights, "heights of good health, m, as low,high");
  }

  Options excludePositions() {
    return with(EXCLUDE, "true", "whether the place on the ground is left out of observations");
  }

  /** Adds whether an array is a part of observations. */
  Options include(String array, String description) {
    return with("include_" + array + "_in_observation", "true", description);
  }

  /** Adds what version 5 lets be chosen for every task. */
  Options version5(String frameSkip) {
    return file("xml_file", "an MJCF file with another robot for the same task")
        .with("frame_skip", frameSkip, "simulated timesteps of one step, 1 to 1000");
  }

  /** The options a user may give. */
  List<EnvironmentOption> offered() {
    return List.copyOf(offered);
  }

  /** The text that holds where a user says nothing. */
  String defaultOf(String name) {
    String text = defaults.get(name);
    if (text == null) {
      throw new IllegalStateException("the task has no option " + name);
    }
    return text;
  }

  static String excludePositionsName() {
    return EXCLUDE;
  }
}
