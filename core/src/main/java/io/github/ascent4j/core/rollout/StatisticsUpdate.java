package io.github.ascent4j.core.rollout;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import org.jspecify.annotations.Nullable;

/** When the statistics that observations are normalised by take in what is seen. */
sealed interface StatisticsUpdate {
  /** What the rules say for a normaliser, if there is one. */
  static StatisticsUpdate of(
      ObservationNormalization rules, @Nullable ObservationNormalizer normalizer) {
    if (normalizer == null) {
      return new Never();
    }
    return rules.perBatch()
        ? new PerBatch(normalizer)
        : new AsTheyCome(normalizer, rules.countsFinalObservations());
  }

  /** Takes in what a group sees now; it is normalised after that. */
  default void observed(ActingGroup group, StepBatch step) {}

  /** Takes in a rollout that is done, and brings it and what is seen now to the new statistics. */
  default void collected(RolloutBuffer buffer, ActingGroup[] groups) {}

  /** Whether observations are kept in the environment's units until the rollout is done. */
  default boolean keepsPlain() {
    return false;
  }

  /** Nothing is normalised. */
  record Never() implements StatisticsUpdate {}

  /**
   * Each observation before it is acted on.
   *
   * @param finals whether an episode's last observation counts as well
   */
  record AsTheyCome(ObservationNormalizer normalizer, boolean finals) implements StatisticsUpdate {
    @Override
    public void observed(ActingGroup group, StepBatch step) {
      int size = group.observationSize;
      if (finals) {
        for (int i = 0; i < group.count; i++) {
          int b = group.from + i;
          // A copy that waits has ended before, and says so again.
          if (!group.waiting[i] && (step.terminated[b] || step.truncated[b])) {
            normalizer.update(step.finalObservations, b * size, 1, size);
          }
        }
      }
      // A copy that waits shows what it has shown before.
      int i = 0;
      while (i < group.count) {
        int start = i;
        while (i < group.count && !group.waiting[i]) {
          i++;
        }
        normalizer.update(group.raw, start * size, i - start, size);
        i++;
      }
    }
  }

  /** A whole rollout at its end, as rlpyt does; it is acted by the statistics of those before. */
  record PerBatch(ObservationNormalizer normalizer) implements StatisticsUpdate {
    @Override
    public boolean keepsPlain() {
      return true;
    }

    @Override
    public void collected(RolloutBuffer buffer, ActingGroup[] groups) {
      int stride = buffer.shape().rowSize();
      takeIn(buffer, stride);
      normalizer.normalize(buffer.observations, 0, buffer.size(), stride);
      if (buffer.shape().finalObservations()) {
        normalizer.normalize(buffer.finalObservations, 0, buffer.size(), stride);
        normalizer.normalize(buffer.bootstrapObservations, 0, buffer.environments(), stride);
      }
      for (ActingGroup group : groups) {
        group.load(normalizer);
      }
    }

    /** Takes in what was seen in steps that are learnt from. */
    private void takeIn(RolloutBuffer buffer, int stride) {
      boolean[] valid = buffer.valid;
      if (valid.length == 0) {
        normalizer.update(buffer.observations, 0, buffer.size(), stride);
        return;
      }
      float[] seen = new float[buffer.size() * stride];
      int count = 0;
      for (int i = 0; i < buffer.size(); i++) {
        if (valid[i]) {
          System.arraycopy(buffer.observations, i * stride, seen, count++ * stride, stride);
        }
      }
      normalizer.update(seen, 0, count, stride);
    }
  }
}
