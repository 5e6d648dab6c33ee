package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.loss.ValueClipping;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.RolloutSettings;
import io.github.ascent4j.core.update.CriticTargetSettings;
import io.github.ascent4j.core.update.LastMinibatch;
import io.github.ascent4j.core.update.LossSettings;

/** The settings in the groups of a {@link PpoConfig}, as if they were its own. */
public sealed interface PpoSettings
    extends RolloutSettings<PpoConfig>, CriticTargetSettings<PpoConfig>, LossSettings<PpoConfig>
    permits PpoConfig {
  /** How an update goes through its batch. */
  MinibatchConfig minibatching();

  /** How far an update may take ratios and values. */
  ClipConfig clip();

  /** What holds the divergence of an update down. */
  KlConfig kl();

  /** Sets the size of minibatches, and their number follows. */
  default PpoConfig withMinibatchSize(int value) {
    return with("minibatching", minibatching().with(value, 0));
  }

  /** Sets the number of minibatches, and their size follows. */
  default PpoConfig withMinibatches(int value) {
    return with("minibatching", minibatching().with(0, value));
  }

  default PpoConfig withLastMinibatch(LastMinibatch value) {
    return with("lastMinibatch", value);
  }

  default PpoConfig withEpochs(int value) {
    return with("epochs", value);
  }

  /** Sets the clip range on both sides. */
  default PpoConfig withClipRange(Schedule value) {
    return with("clip", clip().withRange(value));
  }

  /** Sets the clip range on both sides. */
  default PpoConfig withClipRange(double value) {
    return withClipRange(Schedule.constant(value));
  }

  default PpoConfig withClipRangeHigh(Schedule value) {
    return with("clipRangeHigh", value);
  }

  default PpoConfig withClipRangeHigh(double value) {
    return with("clipRangeHigh", value);
  }

  default PpoConfig withClipRangeLags(boolean value) {
    return with("clipRangeLags", value);
  }

  default PpoConfig withDualClip(double value) {
    return with("dualClip", value);
  }

  default PpoConfig withValueClipping(ValueClipping value) {
    return with("valueClipping", value);
  }

  default PpoConfig withValueClipRange(Schedule value) {
    return with("valueClipRange", value);
  }

  default PpoConfig withValueClipRange(double value) {
    return with("valueClipRange", value);
  }

  default PpoConfig withKlPenalty(double value) {
    return with("klPenalty", value);
  }

  default PpoConfig withKlPenaltyRule(PpoConfig.KlPenaltyRule value) {
    return with("klPenaltyRule", value);
  }

  default PpoConfig withKlPenaltyTarget(double value) {
    return with("klPenaltyTarget", value);
  }

  default PpoConfig withTargetKl(Schedule value) {
    return with("targetKl", value);
  }

  default PpoConfig withTargetKl(double value) {
    return with("targetKl", value);
  }

  default PpoConfig withKlStop(PpoConfig.KlStop value) {
    return with("klStop", value);
  }

  default PpoConfig withKlEstimator(PpoConfig.KlEstimator value) {
    return with("klEstimator", value);
  }
}
