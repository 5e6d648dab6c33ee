package io.github.ascent4j.core.policy;

/** How continuous actions are distributed. */
public enum ContinuousDistribution {
  /** A diagonal Gaussian, brought into the bounds afterwards if at all. */
  GAUSSIAN,
  /**
   * A diagonal Gaussian squashed by tanh into the bounds, with log-probabilities of the squashed
   * action.
   */
  TANH_GAUSSIAN,
  /** A Beta distribution over the bounds for each component. */
  BETA
}
