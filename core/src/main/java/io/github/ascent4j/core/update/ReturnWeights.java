package io.github.ascent4j.core.update;

import io.github.ascent4j.core.advantage.MonteCarlo;
import io.github.ascent4j.core.advantage.RewardStandardization;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.ScheduledSettings;

/** Returns as weights, less what a critic expected if there is one. */
final class ReturnWeights extends AdvantageStep {
  private final boolean toGo;
  private final boolean critic;

  ReturnWeights(ScheduledSettings settings, AdvantageConfig config, boolean toGo, boolean critic) {
    super(settings, config.gamma(), config.advantageStandardization());
    // Kept among the settings, so that a checkpoint has them in the same order with and without.
    settings.add(config.gaeLambda());
    this.toGo = toGo;
    this.critic = critic;
  }

  @Override
  boolean hasCritic() {
    return critic;
  }

  @Override
  void weigh(RolloutBuffer rollout, double discount) {
    if (toGo) {
      rewardsToGo(rollout, discount);
    } else {
      MonteCarlo.total(steps(rollout), discount, rollout.returns);
    }
    standardizeEpisodes(RewardStandardization.RETURNS, rollout, rollout.returns);
    for (int i = 0; i < rollout.size(); i++) {
      rollout.advantages[i] = critic ? rollout.returns[i] - rollout.values[i] : rollout.returns[i];
    }
  }
}
