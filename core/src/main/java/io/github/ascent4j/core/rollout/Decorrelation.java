package io.github.ascent4j.core.rollout;

import io.github.ascent4j.environment.RandomActions;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.random.RandomGenerator;

/**
 * Random actions at the start of a training, which are not learnt from, so that the episodes of
 * copies do not end together: each copy takes from one to so many, as in rlpyt.
 */
record Decorrelation(VectorEnvironment environment, int most, RandomGenerator random) {
  /** Lets every copy of a group take its actions. */
  void run(ActingGroup group, CopyStepper copies, EpisodeStatistics episodes) {
    int maskSize = environment.actionMaskSize();
    for (int i = 0; i < group.count; i++) {
      int b = group.from + i;
      int count = 1 + random.nextInt(most);
      for (int k = 0; k < count; k++) {
        RandomActions.draw(
            environment.actionSpace(),
            copies.step.actionMasks,
            b * maskSize,
            random,
            copies.actions,
            b * copies.actionSize);
        copies.step(b, 1, 0);
        episodes.step(b, copies.step.rewards[b], copies.ended(b));
        group.remember(copies, i);
      }
    }
  }
}
