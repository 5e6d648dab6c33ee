package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.config.SettingGroup;
import io.github.ascent4j.core.ppo.PpoConfig.KlEstimator;
import io.github.ascent4j.core.ppo.PpoConfig.KlPenaltyRule;
import io.github.ascent4j.core.ppo.PpoConfig.KlStop;
import io.github.ascent4j.core.schedule.Schedule;

/**
 * What holds the divergence of an update down.
 *
 * @param klPenalty first weight of KL(old || new) in the loss; 0 for no penalty
 * @param klPenaltyRule how that weight follows the divergence
 * @param klPenaltyTarget divergence that the weight aims at; read if it is adapted
 * @param targetKl an update stops early beyond this divergence; Infinity for never
 * @param klStop when and how the divergence is compared
 * @param klEstimator how the divergence is estimated
 */
public record KlConfig(
    double klPenalty,
    KlPenaltyRule klPenaltyRule,
    double klPenaltyTarget,
    Schedule targetKl,
    KlStop klStop,
    KlEstimator klEstimator)
    implements SettingGroup {

  /** Neither penalty nor limit. */
  public static final KlConfig FREE =
      new KlConfig(
          0,
          KlPenaltyRule.FIXED,
          0.01,
          Schedule.constant(Double.POSITIVE_INFINITY),
          KlStop.MINIBATCH,
          KlEstimator.K3);

  public KlConfig {
    Ranges.within("klPenalty", klPenalty, 0, 1e6);
    Ranges.startsAboveZero("targetKl", targetKl, Double.POSITIVE_INFINITY);
    if (!(klPenaltyTarget > 0 && klPenaltyTarget < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "klPenaltyTarget " + klPenaltyTarget + " must be finite and above 0");
    }
  }
}
