package io.github.ascent4j.core.update;

import io.github.ascent4j.core.config.SettingGroup;

/**
 * What the critic learns.
 *
 * @param valueTarget which return
 * @param scaleReturns whether it is divided by the running deviation of returns: tianshou's
 *     reward_normalization
 */
public record CriticTarget(ValueTarget valueTarget, boolean scaleReturns) implements SettingGroup {
  /** The return of TD(lambda) as it is. */
  public static final CriticTarget LAMBDA_RETURN =
      new CriticTarget(ValueTarget.LAMBDA_RETURN, false);

  public CriticTarget {
    if (scaleReturns && valueTarget != ValueTarget.LAMBDA_RETURN) {
      throw new IllegalArgumentException(
          "scaleReturns true goes with valueTarget LAMBDA_RETURN, not " + valueTarget);
    }
  }
}
