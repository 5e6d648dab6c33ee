package io.github.ascent4j.core.update;

import io.github.ascent4j.core.advantage.ReturnNormalization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Returns as weights, those of cut episodes continued with the mean of the batches before. */
final class ContinuedReturns extends AdvantageStep {
  private final ReturnNormalization returns = new ReturnNormalization();
  private final boolean normalize;

  ContinuedReturns(ScheduledSettings settings, Schedule gamma, boolean normalize) {
    super(settings, gamma, Standardization.UNBIASED_PLUS_EPSILON);
    this.normalize = normalize;
  }

  @Override
  boolean hasCritic() {
    return false;
  }

  @Override
  void weigh(RolloutBuffer rollout, double discount) {
    int size = rollout.size();
    float later = normalize ? (float) returns.mean() : 0;
    Arrays.fill(rollout.finalValues, 0, size, later);
    Arrays.fill(rollout.bootstrapValues, later);
    rewardsToGo(rollout, discount);
    if (normalize) {
      returns.normalize(rollout.returns, size);
    }
    System.arraycopy(rollout.returns, 0, rollout.advantages, 0, size);
  }

  @Override
  void save(DataOutput out) throws IOException {
    returns.save(out);
  }

  @Override
  void restore(DataInput in) throws IOException {
    returns.restore(in);
  }
}
