package io.github.ascent4j.core.learning;

import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.ObservationNormalization;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something to learn of which the best actions are known.
 *
 * @param environment makes the environment with so many copies
 * @param policy the policy that is to learn it
 * @param normalized whether observations are normalised
 * @param gamma a discount at which the best actions are the best
 * @param probes observations to ask for the action
 * @param tolerance how far an action may be from the best one
 * @param bestReturn what an episode of best actions earns at least
 */
record Task(
    String name,
    IntFunction<VectorEnvironment> environment,
    PolicyConfig policy,
    boolean normalized,
    double gamma,
    List<Probe> probes,
    double tolerance,
    double bestReturn) {

  /**
   * An observation with the best action there.
   *
   * @param mask which choices are allowed; null for all
   */
  @SuppressWarnings("ArrayRecordComponent") // Read element by element, never compared.
  record Probe(float[] observation, boolean @Nullable [] mask, float... best) {}

  Task withGamma(double value) {
    return new Task(name, environment, policy, normalized, value, probes, tolerance, bestReturn);
  }

  NormalizationConfig normalization() {
    return normalized
        ? NormalizationConfig.NONE.withObservations(ObservationNormalization.SB3)
        : NormalizationConfig.NONE;
  }

  /** Largest distance of an action from the best one. */
  double error(Agent<?> agent) {
    double largest = 0;
    for (Probe probe : probes) {
      float[] action = agent.act(probe.observation, probe.mask, true);
      for (int k = 0; k < action.length; k++) {
        largest = Math.max(largest, Math.abs(action[k] - probe.best[k]));
      }
    }
    return largest;
  }

  @Override
  public String toString() {
    return name;
  }
}
