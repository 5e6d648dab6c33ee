package io.github.ascent4j.core.loss;

/**
 * Sums over samples of the parts of a loss and of what is watched beside it, each sample times how
 * much it counts. Means are NaN where nothing counted.
 */
public sealed class LossSums permits PpoLossSums {
  double policyLoss;
  double valueLoss;
  double entropy;
  double perplexity;
  double weight;

  /** Starts again at zero. */
  public void clear() {
    policyLoss = 0;
    valueLoss = 0;
    entropy = 0;
    perplexity = 0;
    weight = 0;
  }

  /** Adds the sums of further samples. */
  public final void add(LossSums other) {
    policyLoss += other.policyLoss;
    valueLoss += other.valueLoss;
    entropy += other.entropy;
    perplexity += other.perplexity;
    weight += other.weight;
  }

  /** How much the samples count together: their number, where each counts 1. */
  public final double weight() {
    return weight;
  }

  /** Mean of what is minimised by way of the log-probabilities, before entropy and penalties. */
  public final double policyLoss() {
    return policyLoss / weight;
  }

  /** Mean value error, with the convention's factor, before its coefficient; 0 if not asked for. */
  public final double valueLoss() {
    return valueLoss / weight;
  }

  /** Mean entropy. */
  public final double entropy() {
    return entropy / weight;
  }

  /** Mean of exp(entropy): as from how many equally likely choices the policy draws. */
  public final double perplexity() {
    return perplexity / weight;
  }
}
