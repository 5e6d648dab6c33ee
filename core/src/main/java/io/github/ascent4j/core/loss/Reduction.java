package io.github.ascent4j.core.loss;

/** How the samples of a policy gradient loss are brought to one number. */
public enum Reduction {
  /** The mean over samples of every term. */
  MEAN,
  /**
   * As the mean, but with the policy's term divided by the A floats of an action besides: the mean
   * over all N A products of a weight and the log-density of one component, which is what tianshou
   * takes for a normal distribution whose components it has not been told to sum.
   */
  MEAN_PER_DIMENSION,
  /** The sum over samples of every term. */
  SUM
}
