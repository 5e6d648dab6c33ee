package io.github.ascent4j.examples;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.Policy;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Somebody who chooses: a heuristic, a trained policy, or chance. */
@FunctionalInterface
public interface Rule {
  /**
   * The choice to take.
   *
   * @param mask which choices are allowed; empty if all are
   */
  int choose(float[] observation, boolean[] mask);

  /** The most probable choice of a trained policy. */
  static Rule of(Policy policy) {
    return (observation, mask) ->
        mask.length == 0 ? policy.choose(observation) : policy.choose(observation, mask);
  }

  /** Any allowed choice. */
  static Rule random(int choices, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return (observation, mask) -> {
      int choice = random.nextInt(choices);
      while (mask.length > 0 && !mask[choice]) {
        choice = random.nextInt(choices);
      }
      return choice;
    };
  }

  /**
   * The mean return of one episode in each copy of an environment.
   *
   * @param seed of the first copy
   */
  default double meanReturn(VectorEnvironment environment, long seed) {
    int copies = environment.copies();
    StepBatch batch = new StepBatch(environment);
    int size = batch.observations.length / copies;
    int flags = batch.actionMasks.length / copies;
    float[] actions = new float[copies];
    boolean[] ended = new boolean[copies];
    double sum = 0;
    int playing = copies;
    environment.reset(seed, batch);
    while (playing > 0) {
      for (int b = 0; b < copies; b++) {
        actions[b] =
            choose(
                Arrays.copyOfRange(batch.observations, b * size, (b + 1) * size),
                Arrays.copyOfRange(batch.actionMasks, b * flags, (b + 1) * flags));
      }
      environment.step(actions, batch);
      for (int b = 0; b < copies; b++) {
        if (!ended[b]) {
          sum += batch.rewards[b];
          ended[b] = batch.terminated[b] || batch.truncated[b];
          playing -= ended[b] ? 1 : 0;
        }
      }
    }
    return sum / copies;
  }
}
