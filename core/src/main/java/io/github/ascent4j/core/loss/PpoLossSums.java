package io.github.ascent4j.core.loss;

/** Sums over samples of the parts of a PPO loss and of what is watched beside it. */
public final class PpoLossSums {
  double policyLoss;
  double valueLoss;
  double entropy;
  double approximateKl;
  long clipped;
  long samples;

  /** Starts again at zero. */
  public void clear() {
    policyLoss = 0;
    valueLoss = 0;
    entropy = 0;
    approximateKl = 0;
    clipped = 0;
    samples = 0;
  }

  /** Adds the sums of further samples. */
  public void add(PpoLossSums other) {
    policyLoss += other.policyLoss;
    valueLoss += other.valueLoss;
    entropy += other.entropy;
    approximateKl += other.approximateKl;
    clipped += other.clipped;
    samples += other.samples;
  }

  /** Mean of the negative clipped surrogate. */
  public double policyLoss() {
    return policyLoss / samples;
  }

  /** Mean value error, with the convention's factor, before its coefficient. */
  public double valueLoss() {
    return valueLoss / samples;
  }

  /** Mean entropy. */
  public double entropy() {
    return entropy / samples;
  }

  /**
   * Mean of {@code r - 1 - log r}, an unbiased estimate of KL(old || new) that is never negative.
   */
  public double approximateKl() {
    return approximateKl / samples;
  }

  /** Share of samples whose ratio is further from 1 than the clip range. */
  public double clipFraction() {
    return (double) clipped / samples;
  }
}
