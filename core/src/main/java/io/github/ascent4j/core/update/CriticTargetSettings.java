package io.github.ascent4j.core.update;

import io.github.ascent4j.core.config.SettingRecord;

/**
 * A config that holds a {@link CriticTarget}, with its settings as if they were its own.
 *
 * @param <C> the config itself
 */
public interface CriticTargetSettings<C extends Record> extends SettingRecord<C> {
  /** What the critic learns. */
  CriticTarget criticTarget();

  default C withValueTarget(ValueTarget value) {
    return with("valueTarget", value);
  }

  default C withScaleReturns(boolean value) {
    return with("scaleReturns", value);
  }
}
