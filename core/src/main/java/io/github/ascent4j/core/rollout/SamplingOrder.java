package io.github.ascent4j.core.rollout;

import io.github.ascent4j.environment.concurrent.Workers;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** In which order groups take their {@linkplain GroupTurns turns} through a rollout. */
sealed interface SamplingOrder {
  /**
   * Fills a buffer.
   *
   * @param endStep called when every group has taken step t
   */
  void collect(RolloutBuffer buffer, ObjIntConsumer<RolloutBuffer> endStep);

  /** The order that a sampler stands for. */
  static SamplingOrder of(Sampler sampler, GroupTurns turns, ActingGroup[] groups) {
    return switch (sampler) {
      case SERIAL, ALTERNATING_NO_OVERLAP -> new OneByOne(turns, groups);
      case ALTERNATING -> new Overlapping(turns, groups[0], groups[1]);
    };
  }

  /** Acting and stepping, group after group. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record OneByOne(GroupTurns turns, ActingGroup[] groups) implements SamplingOrder {
    @Override
    public void collect(RolloutBuffer buffer, ObjIntConsumer<RolloutBuffer> endStep) {
      for (int t = 0; t < buffer.steps(); t++) {
        turns.step(groups, buffer, t);
        endStep.accept(buffer, t);
      }
    }
  }

  /** One half steps in a thread of its own while the policy acts for the other. */
  final class Overlapping implements SamplingOrder {
    private final GroupTurns turns;
    private final ActingGroup first;
    private final ActingGroup second;
    private @Nullable RolloutBuffer buffer;
    private int t;
    private boolean firstSteps;

    Overlapping(GroupTurns turns, ActingGroup first, ActingGroup second) {
      this.turns = turns;
      this.first = first;
      this.second = second;
    }

    @Override
    public void collect(RolloutBuffer rollout, ObjIntConsumer<RolloutBuffer> endStep) {
      buffer = rollout;
      Workers.Body half = this::half;
      try (Workers both = new Workers(2, "ascent-sampler")) {
        turns.act(first, rollout, 0);
        for (t = 0; t < rollout.steps(); t++) {
          firstSteps = true;
          both.run(2, half);
          firstSteps = false;
          both.run(2, half);
          turns.finish(second, rollout, t);
          endStep.accept(rollout, t);
        }
      }
    }

    /** The environment's half of the work, or the policy's. */
    private void half(int item, int worker) {
      RolloutBuffer rollout = Objects.requireNonNull(buffer);
      if (item == 0) {
        turns.step(firstSteps ? first : second, t);
      } else if (firstSteps) {
        turns.act(second, rollout, t);
      } else {
        turns.finish(first, rollout, t);
        if (t + 1 < rollout.steps()) {
          turns.act(first, rollout, t + 1);
        }
      }
    }
  }
}
