package io.github.ascent4j.core.update;

import io.github.ascent4j.core.config.SettingRecord;
import io.github.ascent4j.core.schedule.Schedule;

/**
 * A config that holds a {@link LossConfig}, with its settings as if they were its own.
 *
 * @param <C> the config itself
 */
public interface LossSettings<C extends Record> extends SettingRecord<C> {
  /** How the loss weighs its terms. */
  LossConfig loss();

  default C withHalfValueLoss(boolean value) {
    return with("halfValueLoss", value);
  }

  default C withValueCoefficient(Schedule value) {
    return with("valueCoefficient", value);
  }

  default C withValueCoefficient(double value) {
    return with("valueCoefficient", value);
  }

  default C withEntropyCoefficient(Schedule value) {
    return with("entropyCoefficient", value);
  }

  default C withEntropyCoefficient(double value) {
    return with("entropyCoefficient", value);
  }
}
