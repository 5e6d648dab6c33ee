package io.github.ascent4j.core.update;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.config.SettingGroup;
import io.github.ascent4j.core.schedule.Schedule;

/**
 * How advantages are estimated.
 *
 * @param gamma discount, 0 to 1
 * @param gaeLambda lambda of the advantage estimator, 0 to 1; 1 for n-step returns
 * @param advantageStandardization how advantages are normalised, where they are
 * @param bootstrapTruncated whether a truncated episode's final observation is valued; if not,
 *     truncation counts as termination
 */
public record AdvantageConfig(
    Schedule gamma,
    Schedule gaeLambda,
    Standardization advantageStandardization,
    boolean bootstrapTruncated)
    implements SettingGroup {

  public AdvantageConfig {
    Ranges.within("gamma", gamma, 0, 1);
    Ranges.within("gaeLambda", gaeLambda, 0, 1);
  }

  /**
   * Constant discount and lambda, as PyTorch's systems normalise, with truncated episodes valued.
   */
  public static AdvantageConfig of(double gamma, double gaeLambda) {
    return new AdvantageConfig(
        Schedule.constant(gamma),
        Schedule.constant(gaeLambda),
        Standardization.UNBIASED_PLUS_EPSILON,
        true);
  }

  /** The same without values of what truncated episodes ended with. */
  public AdvantageConfig withTruncationAsTermination() {
    return new AdvantageConfig(gamma, gaeLambda, advantageStandardization, false);
  }
}
