package io.github.ascent4j.core.update;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.config.SettingGroup;
import io.github.ascent4j.core.schedule.Schedule;

/**
 * How a loss of actor and critic weighs its terms.
 *
 * @param halfValueLoss whether the value error is {@code 0.5 (V - R)^2} instead of {@code (V -
 *     R)^2}
 * @param valueCoefficient weight of the value error in the loss
 * @param entropyCoefficient weight of the entropy bonus in the loss
 */
public record LossConfig(
    boolean halfValueLoss, Schedule valueCoefficient, Schedule entropyCoefficient)
    implements SettingGroup {

  public LossConfig {
    Ranges.within("valueCoefficient", valueCoefficient, 0, 1e6);
    Ranges.within("entropyCoefficient", entropyCoefficient, 0, 1e6);
  }

  /** Constant weights of a value error that is not halved. */
  public static LossConfig of(double valueCoefficient, double entropyCoefficient) {
    return new LossConfig(
        false, Schedule.constant(valueCoefficient), Schedule.constant(entropyCoefficient));
  }

  /** What the squared value error is multiplied by before its weight. */
  public double valueFactor() {
    return halfValueLoss ? 0.5 : 1;
  }
}
