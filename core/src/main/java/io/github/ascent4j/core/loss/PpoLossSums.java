package io.github.ascent4j.core.loss;

/** Sums of a PPO loss, and of how far the policy has moved from the one that took the actions. */
public final class PpoLossSums extends LossSums {
  double kl;
  double klK1;
  double klK2;
  double klK3;
  double clipped;
  float ratioMin = Float.POSITIVE_INFINITY;
  float ratioMax = Float.NEGATIVE_INFINITY;

  @Override
  public void clear() {
    super.clear();
    kl = 0;
    klK1 = 0;
    klK2 = 0;
    klK3 = 0;
    clipped = 0;
    ratioMin = Float.POSITIVE_INFINITY;
    ratioMax = Float.NEGATIVE_INFINITY;
  }

  /** Adds the sums of further samples. */
  public void add(PpoLossSums other) {
    super.add(other);
    kl += other.kl;
    klK1 += other.klK1;
    klK2 += other.klK2;
    klK3 += other.klK3;
    clipped += other.clipped;
    ratioMin = Math.min(ratioMin, other.ratioMin);
    ratioMax = Math.max(ratioMax, other.ratioMax);
  }

  /** Mean exact KL(old || new); NaN where the loss has no penalty on it. */
  public double kl() {
    return kl / weight;
  }

  /**
   * Mean of {@code -log r}, an unbiased estimate of KL(old || new): Spinning Up. This and the next
   * two are named as in Schulman 2020, "Approximating KL divergence".
   */
  public double approximateKlK1() {
    return klK1 / weight;
  }

  /** Mean of {@code (log r)^2 / 2}, biased and never negative: Baselines. */
  public double approximateKlK2() {
    return klK2 / weight;
  }

  /** Mean of {@code r - 1 - log r}, unbiased and never negative: CleanRL, Stable-Baselines3. */
  public double approximateKlK3() {
    return klK3 / weight;
  }

  /** Share of samples whose ratio lies outside the clip range. */
  public double clipFraction() {
    return clipped / weight;
  }

  /** The smallest ratio; infinite where nothing counted. */
  public float ratioMin() {
    return ratioMin;
  }

  /** The largest ratio; negatively infinite where nothing counted. */
  public float ratioMax() {
    return ratioMax;
  }
}
