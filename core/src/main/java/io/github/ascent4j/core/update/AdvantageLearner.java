package io.github.ascent4j.core.update;

import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Function;

/**
 * What the updates of all algorithms begin with: the schedules are read, and the rollout's
 * advantages and returns filled. What both keep is saved and restored here.
 */
public abstract class AdvantageLearner implements Learner {
  /** The scheduled settings, saved in the order in which they are added. */
  protected final ScheduledSettings settings = new ScheduledSettings();

  /** Fills advantages and returns. */
  protected final AdvantageStep advantages;

  /**
   * @param step makes the step, which adds its own settings first
   */
  protected AdvantageLearner(Function<ScheduledSettings, AdvantageStep> step) {
    advantages = step.apply(settings);
  }

  @Override
  public final AlgorithmMetrics learn(RolloutBuffer rollout, Progress progress) {
    schedule(progress);
    advantages.estimate(rollout);
    return update(rollout, advantages.explainedVariance(rollout));
  }

  /** Reads the schedules. */
  protected void schedule(Progress progress) {
    settings.update(progress);
  }

  /** Writes what {@link #schedule} keeps. */
  protected void saveSchedule(DataOutput out) throws IOException {
    settings.save(out);
  }

  /** Takes over what {@link #saveSchedule} wrote. */
  protected void restoreSchedule(DataInput in) throws IOException {
    settings.restore(in);
  }

  /**
   * Learns from a rollout whose advantages and returns are filled.
   *
   * @param explainedVariance of the critic's values, to be reported; NaN without a critic
   */
  protected abstract AlgorithmMetrics update(RolloutBuffer rollout, double explainedVariance);

  @Override
  public void save(DataOutput out) throws IOException {
    saveSchedule(out);
    advantages.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    restoreSchedule(in);
    advantages.restore(in);
  }
}
