package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A walk that keeps its contract, and ones that break one line each. */
final class BrokenEnvironments {
  private BrokenEnvironments() {}

  /** From 0 to either end; a step may slip. */
  static class Walk implements Environment {
    static final int END = 4;
    SplittableRandom random = new SplittableRandom(0);
    int position;
    int steps;

    @Override
    public Space observationSpace() {
      return Box.uniform(-END, END, 2);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(3);
    }

    @Override
    public void reset(long seed, float[] observation) {
      random = new SplittableRandom(seed);
      position = 0;
      steps = 0;
      observe(observation);
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      steps++;
      position += random.nextDouble() < 0.1 ? 0 : (int) action[0] - 1;
      observe(observation);
      return Math.abs(position) == END ? Outcome.terminal(position) : Outcome.running(0);
    }

    void observe(float[] observation) {
      observation[0] = position;
      observation[1] = position > 0 ? 1 : 0;
    }

    @Override
    public int timeLimit() {
      return 50;
    }
  }

  static final class SpacesChange extends Walk {
    @Override
    public Space actionSpace() {
      return new Discrete(steps > 10 ? 2 : 3);
    }
  }

  static final class SpacesDiffer extends Walk {
    private static int instances;
    private final int choices = 3 + instances++;

    @Override
    public Space actionSpace() {
      return new Discrete(choices);
    }
  }

  static final class Unbounded extends Walk {
    @Override
    public Space actionSpace() {
      return Box.uniform(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 1);
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      return super.step(new float[] {1 + Math.signum(action[0])}, observation);
    }
  }

  static final class WritesTooMuch extends Walk {
    @Override
    void observe(float[] observation) {
      super.observe(observation);
      observation[2] = steps;
    }
  }

  static final class WritesTooMuchLater extends Walk {
    @Override
    void observe(float[] observation) {
      super.observe(observation);
      if (steps > 3) {
        observation[2] = steps;
        observation[3] = steps;
      }
    }
  }

  static final class ReadsTooMuch extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      return super.step(new float[] {action[0] + 0 * action[1]}, observation);
    }
  }

  static final class WritesTooLittle extends Walk {
    @Override
    void observe(float[] observation) {
      observation[0] = position;
    }
  }

  /** Takes the array for its state. */
  static final class AddsToTheArray extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      observation[0] += action[0] - 1;
      observation[1] = 0;
      return Math.abs(observation[0]) == END ? Outcome.terminal(1) : Outcome.running(0);
    }
  }

  static final class NotANumber extends Walk {
    @Override
    void observe(float[] observation) {
      super.observe(observation);
      observation[1] = (float) (1.0 / position * position);
    }
  }

  static final class OutOfBounds extends Walk {
    @Override
    void observe(float[] observation) {
      super.observe(observation);
      observation[0] = 2 * position;
    }
  }

  static final class RewardNotANumber extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      Outcome outcome = super.step(action, observation);
      return new Outcome(Math.log(position - 2 * position), outcome.terminated(), false);
    }
  }

  static final class FailsAtReset extends Walk {
    @Override
    public void reset(long seed, float[] observation) {
      if (seed > 3) {
        throw new IllegalStateException("no scenario " + seed);
      }
      super.reset(seed, observation);
    }
  }

  static final class FailsAtAStep extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      if (position == 2) {
        throw new IllegalStateException("the machine is broken");
      }
      return super.step(action, observation);
    }
  }

  static final class GivesNoOutcome extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      Outcome outcome = super.step(action, observation);
      return outcome.terminated() ? null : outcome;
    }
  }

  static final class GivesNoSpace extends Walk {
    @Override
    public Space observationSpace() {
      return null;
    }
  }

  static final class Hangs extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      while (position == 2 && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      return super.step(action, observation);
    }
  }

  static final class FailingScene extends Walk {
    @Override
    public Optional<Scene> scene() {
      throw new UnsupportedOperationException("not drawn yet");
    }
  }

  static final class FailsToClose extends Walk {
    @Override
    public void close() {
      throw new IllegalStateException("not started");
    }
  }

  static final class Unseeded extends Walk {
    @Override
    public void reset(long seed, float[] observation) {
      super.reset(seed, observation);
      random = new SplittableRandom();
    }
  }

  static final class RandomReward extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      Outcome outcome = super.step(action, observation);
      return new Outcome(Math.random(), outcome.terminated(), false);
    }
  }

  /** Goes on with the generator of the episode before. */
  static final class SeededOnce extends Walk {
    @Override
    public void reset(long seed, float[] observation) {
      SplittableRandom before = random;
      super.reset(seed, observation);
      random = before;
    }
  }

  static final class ForgetsToReset extends Walk {
    private int visits;

    @Override
    public Outcome step(float[] action, float[] observation) {
      Outcome outcome = super.step(action, observation);
      visits += position == 3 ? 1 : 0;
      return new Outcome(visits, outcome.terminated(), false);
    }
  }

  static final class Shared extends Walk {
    private static int common;

    @Override
    public void reset(long seed, float[] observation) {
      common = 0;
      super.reset(seed, observation);
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      Outcome outcome = super.step(action, observation);
      common++;
      return new Outcome(common, outcome.terminated(), false);
    }
  }

  static final class Alone extends Walk {
    private static boolean taken;

    Alone() {
      if (taken) {
        throw new IllegalStateException("the licence allows one");
      }
      taken = true;
    }
  }

  static final class ChangesAction extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      action[0] -= 1;
      return super.step(new float[] {action[0] + 1}, observation);
    }
  }

  /** Pays for what was done the step before, which the kept array no longer says. */
  static final class KeepsAction extends Walk {
    private float[] before = new float[1];

    @Override
    public void reset(long seed, float[] observation) {
      super.reset(seed, observation);
      before = new float[1];
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      Outcome outcome = super.step(action, observation);
      double reward = before[0];
      before = action;
      return new Outcome(reward, outcome.terminated(), false);
    }
  }

  static final class KeepsObservation extends Walk {
    private float[] kept = new float[2];

    @Override
    public void reset(long seed, float[] observation) {
      super.reset(seed, observation);
      kept = observation;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      Outcome outcome = super.step(action, kept);
      System.arraycopy(kept, 0, observation, 0, kept.length);
      return outcome;
    }
  }

  static final class NeverEnds extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      position = Math.max(-2, Math.min(2, position));
      return super.step(action, observation);
    }

    @Override
    public int timeLimit() {
      return Integer.MAX_VALUE;
    }
  }

  static final class NoTime extends Walk {
    @Override
    public int timeLimit() {
      return 0;
    }
  }

  static final class TerminatedByTheClock extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      position = Math.max(-2, Math.min(2, position));
      Outcome outcome = super.step(action, observation);
      return steps == 30 ? Outcome.terminal(outcome.reward()) : outcome;
    }
  }

  static class Masked extends Walk {
    @Override
    public boolean masksActions() {
      return true;
    }

    @Override
    public void actionMask(boolean[] mask) {
      mask[0] = position != -3;
      mask[2] = position != 3;
    }
  }

  static final class MasksAll extends Masked {
    @Override
    public void actionMask(boolean[] mask) {
      mask[0] = position < 3;
      mask[1] = position < 3;
      mask[2] = position < 3;
    }
  }

  static final class MaskTooLong extends Masked {
    @Override
    public void actionMask(boolean[] mask) {
      mask[3] = true;
    }
  }

  static final class MasksNumbers extends Masked {
    @Override
    public Space actionSpace() {
      return Box.uniform(0, 2, 1);
    }
  }

  static final class MaskNotDeclared extends Masked {
    @Override
    public boolean masksActions() {
      return false;
    }
  }

  static class Informed extends Walk {
    @Override
    public List<String> infoNames() {
      return List.of("position", "lucky/steps");
    }

    @Override
    public void info(double[] values) {
      values[0] = position;
      if (position > 0) {
        values[1] = steps;
      }
    }
  }

  static final class InfoNamesDiffer extends Informed {
    private static int instances;
    private final String name = "of" + instances++;

    @Override
    public List<String> infoNames() {
      return List.of(name);
    }
  }

  static final class InfoWithAComma extends Informed {
    @Override
    public List<String> infoNames() {
      return List.of("position", "x,y");
    }
  }

  static final class InfoTooLong extends Informed {
    @Override
    public void info(double[] values) {
      values[2] = position;
    }
  }

  static final class InfoInfinite extends Informed {
    @Override
    public void info(double[] values) {
      values[1] = 1.0 / position;
    }
  }

  static final class InfoUnseeded extends Informed {
    private static int calls;

    @Override
    public void info(double[] values) {
      values[1] = calls++;
    }
  }

  static final class OfOneThread extends Walk {
    private final ThreadLocal<Integer> place = ThreadLocal.withInitial(() -> 0);

    @Override
    public void reset(long seed, float[] observation) {
      place.set(0);
      super.reset(seed, observation);
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      position = place.get();
      Outcome outcome = super.step(action, observation);
      place.set(position);
      return outcome;
    }
  }
}
