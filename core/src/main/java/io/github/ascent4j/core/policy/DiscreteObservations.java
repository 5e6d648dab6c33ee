package io.github.ascent4j.core.policy;

import io.github.ascent4j.policy.file.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a network reads the components of an observation that are choices and not quantities. */
public enum DiscreteObservations {
  /**
   * Each component of a Discrete or MultiDiscrete observation as a one among zeros, without an
   * order between its values, as in Stable-Baselines3, RLlib and baselines. Such components are
   * never normalised, and neither are the bits of a MultiBinary one, which are read as 0 and 1.
   */
  ONE_HOT,
  /** As the numbers that they are written as, which are normalised with the others. */
  RAW;

  private static final String NAME = "discreteObservations";

  /**
   * The settings of a whole run as they were meant: those that do not say how discrete observations
   * are read are older than the choice, and their agents read numbers.
   *
   * @param settings as {@link io.github.ascent4j.core.config.ConfigRecords#toJson} writes them
   */
  public static Json completed(Json settings) {
    Json policy = settings.members().get("policy");
    return policy == null || policy.find(NAME).isPresent()
        ? settings
        : with(settings, "policy", with(policy, NAME, Json.of(RAW.name())));
  }

  private static Json with(Json object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return Json.object(members);
  }
}
