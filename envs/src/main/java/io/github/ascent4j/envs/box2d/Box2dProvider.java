package io.github.ascent4j.envs.box2d;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.simulator.SimulatorCopies;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The Box2D tasks by name. Ids, options, time limits and reward thresholds are those of {@code
 * gymnasium/envs/__init__.py}.
 */
public final class Box2dProvider implements EnvironmentProvider {
  private static final double LOWEST_GRAVITY = -12;

  /** Gymnasium warns beyond 20 and 2, and takes any number. */
  private static final double STRONGEST_WIND = 1000;

  private static final List<Task> TASKS =
      List.of(
          new Lander("LunarLander-v2", 2, false),
          new Lander("LunarLander-v3", 3, false),
          new Lander("LunarLanderContinuous-v2", 2, true),
          new Lander("LunarLanderContinuous-v3", 3, true),
          new Walker("BipedalWalker-v3", false, 1600),
          new Walker("BipedalWalkerHardcore-v3", true, 2000));

  @Override
  public List<EnvironmentInfo> list() {
    return TASKS.stream().map(Task::info).toList();
  }

  @Override
  public boolean provides(String id) {
    return TASKS.stream().anyMatch(task -> task.id().equals(id));
  }

  @Override
  public boolean selfContained(String id) {
    return true;
  }

  @Override
  public List<EnvironmentOption> options(String id) {
    return task(id).options();
  }

  @Override
  public VectorEnvironment make(EnvironmentRequest request) {
    Task task = task(request.id());
    request.allowOnly(task.options());
    return task.make(request);
  }

  private static Task task(String id) {
    return TASKS.stream()
        .filter(task -> task.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(id + " is no Box2D task"));
  }

  private sealed interface Task {
    String id();

    EnvironmentInfo info();

    List<EnvironmentOption> options();

    VectorEnvironment make(EnvironmentRequest request);
  }

  private record Lander(String id, int version, boolean continuous) implements Task {
    @Override
    public EnvironmentInfo info() {
      return info(continuous);
    }

    private EnvironmentInfo info(boolean withThrottles) {
      return new EnvironmentInfo(
          id,
          "land between two flags on the moon"
              + (withThrottles ? " with engines that can be throttled" : ""),
          LunarLander.observationSpace(version),
          LunarLander.actionSpace(withThrottles),
          1000,
          OptionalDouble.of(200));
    }

    @Override
    public List<EnvironmentOption> options() {
      return List.of(
          EnvironmentOption.plain(
              "continuous",
              String.valueOf(continuous),
              "true for throttles of main and side engines, false for four actions"),
          EnvironmentOption.plain(
              "gravity", "-10", "m/s2 upwards, above " + LOWEST_GRAVITY + " and below 0"),
          EnvironmentOption.plain("enable_wind", "false", "true for wind and turbulence in flight"),
          EnvironmentOption.plain(
              "wind_power", "15", "strongest force of the wind; Gymnasium advises 0 to 20"),
          EnvironmentOption.plain(
              "turbulence_power",
              "1.5",
              "strongest torque of the turbulence; Gymnasium advises 0 to 2"));
    }

    @Override
    public VectorEnvironment make(EnvironmentRequest request) {
      LunarLander.Options options =
          new LunarLander.Options(
              request.flag("continuous", continuous),
              gravity(request),
              request.flag("enable_wind", false),
              request.number("wind_power", 15, -STRONGEST_WIND, STRONGEST_WIND),
              request.number("turbulence_power", 1.5, -STRONGEST_WIND, STRONGEST_WIND));
      Box2dNatives.load();
      return new SimulatorCopies(
          info(options.continuous()),
          request.copies(),
          request.threads(),
          () -> new LunarLander(options));
    }

    private static double gravity(EnvironmentRequest request) {
      double gravity = request.number("gravity", -10, LOWEST_GRAVITY, 0);
      if (gravity == LOWEST_GRAVITY || gravity == 0) {
        throw new IllegalArgumentException(
            request.id()
                + ": gravity \""
                + request.text("gravity", "-10")
                + "\"; give a number above "
                + LOWEST_GRAVITY
                + " and below 0");
      }
      return gravity;
    }
  }

  private record Walker(String id, boolean hardcore, int timeLimit) implements Task {
    @Override
    public EnvironmentInfo info() {
      return new EnvironmentInfo(
          id,
          "walk on two legs over " + (hardcore ? "stumps, stairs and pits" : "uneven grass"),
          BipedalWalker.observationSpace(),
          BipedalWalker.actionSpace(),
          timeLimit,
          OptionalDouble.of(300));
    }

    @Override
    public List<EnvironmentOption> options() {
      return List.of(
          EnvironmentOption.plain(
              "hardcore",
              String.valueOf(hardcore),
              "true for stumps, stairs and pits on the way, false for grass"));
    }

    @Override
    public VectorEnvironment make(EnvironmentRequest request) {
      boolean obstacles = request.flag("hardcore", hardcore);
      Box2dNatives.load();
      return new SimulatorCopies(
          info(), request.copies(), request.threads(), () -> new BipedalWalker(obstacles));
    }
  }
}
