package io.github.ascent4j.core.schedule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The weight of a penalty on the divergence from the policy before the update, which grows while
 * updates go further than a target and shrinks while they stay short of it (Schulman et al. 2017,
 * "Proximal policy optimization algorithms", section 4). A coefficient of 0 stays 0.
 */
public final class KlCoefficient {
  /** When and by what the coefficient is multiplied. */
  public enum Rule {
    /** By 1.5 above 2 targets, by 0.5 below half a target: RLlib. */
    RLLIB(2, 1.5),
    /** By 2 above 1.5 targets, by 0.5 below a target / 1.5: the paper. */
    SCHULMAN(1.5, 2);

    private final double tolerance;
    private final double growth;

    Rule(double tolerance, double growth) {
      this.tolerance = tolerance;
      this.growth = growth;
    }
  }

  private final Rule rule;
  private final double target;
  private double value;

  /**
   * @param initial coefficient of the first update, finite and not negative
   * @param target divergence that an update should make, finite and above 0
   */
  public KlCoefficient(Rule rule, double initial, double target) {
    if (!(initial >= 0) || Double.isInfinite(initial)) {
      throw new IllegalArgumentException(
          "initial KL coefficient " + initial + " must be finite and not negative");
    }
    if (!(target > 0) || Double.isInfinite(target)) {
      throw new IllegalArgumentException("target KL " + target + " must be finite and above 0");
    }
    this.rule = rule;
    this.target = target;
    value = initial;
  }

  /** The coefficient of the next update. */
  public double value() {
    return value;
  }

  /** Follows the divergence {@code kl} that an update has made; NaN changes nothing. */
  public void update(double kl) {
    if (kl > rule.tolerance * target) {
      value = Math.min(Double.MAX_VALUE, value * rule.growth);
    } else if (kl < target / rule.tolerance) {
      value *= 0.5;
    }
  }

  /** Writes the coefficient. */
  public void save(DataOutput out) throws IOException {
    out.writeDouble(value);
  }

  /** Takes over what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    value = in.readDouble();
  }
}
