package io.github.ascent4j.core.training;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.update.AdvantageConfig;

/**
 * A config that holds an {@link AdvantageConfig}, with its settings as if they were its own.
 *
 * @param <C> the config itself
 */
public interface AdvantageSettings<C extends Record> extends CommonSettings<C> {
  /** How advantages are estimated. */
  AdvantageConfig advantages();

  default Schedule gamma() {
    return advantages().gamma();
  }

  default C withGamma(Schedule value) {
    return with("gamma", value);
  }

  default C withGamma(double value) {
    return with("gamma", value);
  }

  default C withGaeLambda(Schedule value) {
    return with("gaeLambda", value);
  }

  default C withGaeLambda(double value) {
    return with("gaeLambda", value);
  }

  default C withAdvantageStandardization(Standardization value) {
    return with("advantageStandardization", value);
  }

  @Override
  default boolean bootstrapTruncated() {
    return advantages().bootstrapTruncated();
  }

  default C withBootstrapTruncated(boolean value) {
    return with("bootstrapTruncated", value);
  }

  @Override
  default double rewardScalingDiscount() {
    return gamma().start();
  }
}
