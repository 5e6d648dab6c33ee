package io.github.ascent4j.core.rollout;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.PlayInterruptedException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;

/** Steps the copies of an environment, all at once or some of them. */
final class CopyStepper {
  private final VectorEnvironment environment;
  private final boolean someWait;

  /** What came of each copy's latest step. */
  final StepBatch step;

  /** What each copy does next, as the environment takes it, [B,A]. */
  final float[] actions;

  /** A. */
  final int actionSize;

  /**
   * @param someWait whether copies may wait, so that the others are stepped alone
   */
  CopyStepper(VectorEnvironment environment, boolean someWait) {
    this.environment = environment;
    this.someWait = someWait;
    step = new StepBatch(environment).usedBy(this);
    actionSize = environment.actionSpace().flatSize();
    actions = new float[environment.copies() * actionSize];
  }

  void reset(long seed) {
    environment.reset(seed, step);
  }

  boolean ended(int b) {
    return step.terminated[b] || step.truncated[b];
  }

  /** Steps those copies of a group that do not wait. */
  void step(ActingGroup group, int t) {
    if (group.count == environment.copies() && !someWait) {
      step(-1, group.count, t);
      return;
    }
    int i = 0;
    while (i < group.count) {
      int start = i;
      while (i < group.count && !group.waiting[i]) {
        i++;
      }
      if (i > start) {
        step(group.from + start, i - start, t);
      }
      i++;
    }
  }

  /**
   * @param from the first copy to step, negative for all at once
   * @param t step of the rollout, for messages
   */
  void step(int from, int count, int t) {
    PlayInterruptedException.check(environment);
    try {
      if (from < 0) {
        environment.step(actions, step);
      } else {
        environment.step(actions, step, from, count);
      }
    } catch (Exception | AssertionError | StackOverflowError e) {
      String what =
          e instanceof EnvironmentException ? e.getMessage() : environment.name() + ": " + e;
      throw new EnvironmentException(what + " (at step " + t + " of the rollout)", e);
    }
  }
}
