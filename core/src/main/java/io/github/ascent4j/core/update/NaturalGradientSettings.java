package io.github.ascent4j.core.update;

import io.github.ascent4j.core.config.SettingRecord;

/**
 * A config that holds a {@link NaturalGradientConfig}, with its settings as if they were its own.
 *
 * @param <C> the config itself
 */
public interface NaturalGradientSettings<C extends Record> extends SettingRecord<C> {
  /** What it has in common with others that step along the natural gradient. */
  NaturalGradientConfig naturalGradient();

  default C withMinibatchSize(int value) {
    return with("minibatchSize", value);
  }

  default C withCriticEpochs(int value) {
    return with("criticEpochs", value);
  }

  default C withNormalizeAdvantages(boolean value) {
    return with("normalizeAdvantages", value);
  }

  default C withCgMaxSteps(int value) {
    return with("cgMaxSteps", value);
  }

  default C withCgDamping(double value) {
    return with("cgDamping", value);
  }
}
