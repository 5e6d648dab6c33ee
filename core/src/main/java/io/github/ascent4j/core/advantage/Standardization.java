package io.github.ascent4j.core.advantage;

import io.github.ascent4j.policy.normalizer.Moments;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How numbers are brought to mean 0 and standard deviation 1: {@code (A - mean) / divisor}, in
 * double precision, rounded to float once. The systems differ in the divisor; {@link
 * AdvantageNormalization} says over what.
 */
public enum Standardization {
  /** {@code std + 1e-8}, std over n - 1: Stable-Baselines3, CleanRL, tianshou, prt_rl. */
  UNBIASED_PLUS_EPSILON,
  /** {@code std + 1e-8}, std over n: Baselines, PureJaxRL. */
  POPULATION_PLUS_EPSILON,
  /** {@code max(std, 1e-6)}, std over n - 1: rlpyt. */
  UNBIASED_MAX_EPSILON,
  /** {@code std} over n: Spinning Up. Equal numbers, whose std is 0, become 0 instead of NaN. */
  POPULATION_PLAIN;

  /** What a number becomes that has no others to be compared with. */
  public enum Single {
    /** What it was: Stable-Baselines3. */
    KEPT,
    /** 0, as if it were its own mean: prt_rl. */
    ZERO
  }

  private static final double EPSILON = 1e-8;
  private static final double LEAST = 1e-6;

  /** Standardises {@code values[0 .. count-1]} in place. */
  public void apply(float[] values, int count, Single single) {
    apply(values, count, null, single);
  }

  /**
   * Standardises {@code values[0 .. count-1]} in place by the mean and the deviation of those that
   * are valid; the others are shifted and scaled along with them, as in rlpyt. Without a valid one
   * nothing changes, and a single valid one has no deviation, so that all are treated as {@code
   * single} says.
   *
   * @param valid which numbers count; null for all
   */
  public void apply(float[] values, int count, boolean @Nullable [] valid, Single single) {
    if (values.length < count || (valid != null && valid.length < count)) {
      throw new IllegalArgumentException(
          "count "
              + count
              + " is more than the "
              + (valid == null ? values.length : Math.min(values.length, valid.length))
              + " elements given");
    }
    apply(new Moments(1).of(values, count, valid), values, count, single);
  }

  /**
   * Standardises {@code values[0 .. count-1]} in place by moments that were taken before, of these
   * numbers or of more.
   */
  public void apply(Moments moments, float[] values, int count, Single single) {
    if (moments.count() < 2) {
      if (moments.count() == 1 && single == Single.ZERO) {
        Arrays.fill(values, 0, count, 0);
      }
      return;
    }
    double mean = moments.mean(0);
    double divisor = divisor(moments.squares(0), moments.count());
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((values[i] - mean) / divisor);
    }
  }

  private double divisor(double squares, double count) {
    return switch (this) {
      case UNBIASED_PLUS_EPSILON -> Math.sqrt(squares / (count - 1)) + EPSILON;
      case POPULATION_PLUS_EPSILON -> Math.sqrt(squares / count) + EPSILON;
      case UNBIASED_MAX_EPSILON -> Math.max(Math.sqrt(squares / (count - 1)), LEAST);
      case POPULATION_PLAIN -> squares == 0 ? 1 : Math.sqrt(squares / count);
    };
  }
}
