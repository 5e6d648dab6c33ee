package io.github.ascent4j.core.update;

import io.github.ascent4j.core.advantage.GeneralizedAdvantageEstimation;
import io.github.ascent4j.core.advantage.ReturnScaling;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Generalised advantages, and what the critic learns beside them. */
final class GeneralizedAdvantages extends AdvantageStep {
  private final Setting lambda;
  private final CriticTarget target;

  /** What returns were like so far, saved whether or not it is read; null where it never is. */
  private final @Nullable ReturnScaling scaling;

  GeneralizedAdvantages(
      ScheduledSettings settings,
      AdvantageConfig config,
      CriticTarget target,
      @Nullable ReturnScaling scaling) {
    super(settings, config.gamma(), config.advantageStandardization());
    lambda = settings.add(config.gaeLambda());
    this.target = target;
    this.scaling = scaling;
  }

  @Override
  boolean hasCritic() {
    return true;
  }

  @Override
  void weigh(RolloutBuffer rollout, double discount) {
    ReturnScaling used = target.scaleReturns() ? scaling : null;
    if (used != null) {
      float deviation = used.deviation();
      ReturnScaling.multiply(rollout.values, rollout.size(), deviation);
      ReturnScaling.multiply(rollout.finalValues, rollout.size(), deviation);
      ReturnScaling.multiply(rollout.bootstrapValues, rollout.environments(), deviation);
    }
    GeneralizedAdvantageEstimation.compute(
        steps(rollout), discount, lambda.value(), rollout.advantages, rollout.returns);
    if (used != null) {
      ReturnScaling.multiply(rollout.values, rollout.size(), 1 / used.deviation());
      used.scale(rollout.returns, rollout.size(), rollout.validOrNull());
    }
    if (target.valueTarget() == ValueTarget.REWARD_TO_GO) {
      rewardsToGo(rollout, discount);
    }
  }

  @Override
  void save(DataOutput out) throws IOException {
    if (scaling != null) {
      scaling.save(out);
    }
  }

  @Override
  void restore(DataInput in) throws IOException {
    if (scaling != null) {
      scaling.restore(in);
    }
  }
}
