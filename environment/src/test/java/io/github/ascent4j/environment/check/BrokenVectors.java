package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Walks over arrays: one that keeps its contract, and ones that break one line each. */
final class BrokenVectors {
  private BrokenVectors() {}

  /** From 0 to either end; a step may slip. */
  static class Walks implements VectorEnvironment {
    static final int END = 4;
    final int copies;
    final int[] positions;
    final long[] random;

    Walks(int copies) {
      this.copies = copies;
      positions = new int[copies];
      random = new long[copies];
    }

    @Override
    public String name() {
      return "Walks";
    }

    @Override
    public int copies() {
      return copies;
    }

    @Override
    public Space observationSpace() {
      return Box.uniform(-END, END, 1);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(3);
    }

    @Override
    public void reset(long seed, StepBatch out) {
      for (int b = 0; b < copies; b++) {
        random[b] = (seed + b) * 0x9E3779B97F4A7C15L;
        begin(b);
        out.observations[b] = positions[b];
        out.rewards[b] = 0;
        out.terminated[b] = false;
        out.truncated[b] = false;
      }
    }

    void begin(int b) {
      positions[b] = 0;
    }

    int draw(int b, int bound) {
      random[b] = random[b] * 6364136223846793005L + 1442695040888963407L;
      return (int) ((random[b] >>> 33) % bound);
    }

    @Override
    public void step(float[] actions, StepBatch out) {
      step(actions, out, 0, copies);
    }

    @Override
    public boolean stepsInParts() {
      return true;
    }

    @Override
    public void step(float[] actions, StepBatch out, int from, int count) {
      for (int b = from; b < from + count; b++) {
        stepCopy(b, choice(actions, b), out);
      }
    }

    int choice(float[] actions, int b) {
      if (!(actions[b] >= 0 && actions[b] < 3)) {
        throw new EnvironmentException("Walks, copy " + b + ": action " + actions[b]);
      }
      return (int) actions[b];
    }

    void stepCopy(int b, int choice, StepBatch out) {
      positions[b] += draw(b, 10) == 0 ? 0 : choice - 1;
      out.rewards[b] = Math.abs(positions[b]);
      out.terminated[b] = Math.abs(positions[b]) == END;
      out.truncated[b] = false;
      if (out.terminated[b]) {
        restart(b, out);
      }
      out.observations[b] = positions[b];
    }

    void restart(int b, StepBatch out) {
      out.finalObservations[b] = positions[b];
      begin(b);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      for (int b = 0; b < copies; b++) {
        out.writeInt(positions[b]);
        out.writeLong(random[b]);
      }
    }

    @Override
    public void restore(DataInput in) throws IOException {
      for (int b = 0; b < copies; b++) {
        positions[b] = in.readInt();
        random[b] = in.readLong();
      }
    }
  }

  static class Informed extends Walks {
    Informed(int copies) {
      super(copies);
    }

    @Override
    public List<String> infoNames() {
      return List.of("position");
    }

    @Override
    public void reset(long seed, StepBatch out) {
      super.reset(seed, out);
      Arrays.fill(out.infos, Double.NaN);
    }

    @Override
    void stepCopy(int b, int choice, StepBatch out) {
      super.stepCopy(b, choice, out);
      out.infos[b] = out.terminated[b] ? out.finalObservations[b] : positions[b];
    }
  }

  static final class InfosAtResetForgotten extends Informed {
    InfosAtResetForgotten(int copies) {
      super(copies);
    }

    @Override
    public void reset(long seed, StepBatch out) {
      super.reset(seed, out);
      out.infos[copies - 1] = 0;
    }
  }

  static final class InfosOfSomeSteps extends Informed {
    InfosOfSomeSteps(int copies) {
      super(copies);
    }

    @Override
    void stepCopy(int b, int choice, StepBatch out) {
      double before = out.infos[b];
      super.stepCopy(b, choice, out);
      if (out.terminated[b]) {
        out.infos[b] = before;
      }
    }
  }

  static final class TooFew extends Walks {
    TooFew(int copies) {
      super(Math.min(2, copies));
    }
  }

  static final class MaskSizeWrong extends Walks {
    MaskSizeWrong(int copies) {
      super(copies);
    }

    @Override
    public int actionMaskSize() {
      return 2;
    }
  }

  static final class PaysAtReset extends Walks {
    PaysAtReset(int copies) {
      super(copies);
    }

    @Override
    public void reset(long seed, StepBatch out) {
      super.reset(seed, out);
      out.rewards[copies - 1] = 1;
    }
  }

  static final class LeavesFirstObservation extends Walks {
    LeavesFirstObservation(int copies) {
      super(copies);
    }

    @Override
    public void reset(long seed, StepBatch out) {
      float before = out.observations[copies - 1];
      super.reset(seed, out);
      out.observations[copies - 1] = before;
    }
  }

  static final class NotANumber extends Walks {
    NotANumber(int copies) {
      super(copies);
    }

    @Override
    void stepCopy(int b, int choice, StepBatch out) {
      super.stepCopy(b, choice, out);
      if (positions[b] == 3) {
        out.observations[b] = Float.NaN;
      }
    }
  }

  static final class FinalOutside extends Walks {
    FinalOutside(int copies) {
      super(copies);
    }

    @Override
    void restart(int b, StepBatch out) {
      super.restart(b, out);
      out.finalObservations[b] *= 2;
    }
  }

  static final class NoFinalObservation extends Walks {
    NoFinalObservation(int copies) {
      super(copies);
    }

    @Override
    void restart(int b, StepBatch out) {
      begin(b);
    }
  }

  static final class NoAutoreset extends Walks {
    NoAutoreset(int copies) {
      super(copies);
    }

    @Override
    void restart(int b, StepBatch out) {
      out.finalObservations[b] = positions[b];
    }
  }

  static final class Unseeded extends Walks {
    Unseeded(int copies) {
      super(copies);
    }

    @Override
    int draw(int b, int bound) {
      return (int) (Math.random() * bound);
    }
  }

  static final class Leaks extends Walks {
    private int calls;

    Leaks(int copies) {
      super(copies);
    }

    @Override
    public void step(float[] actions, StepBatch out) {
      super.step(actions, out);
      out.rewards[0] = calls++;
    }
  }

  static final class SharesState extends Walks {
    private static int calls;

    SharesState(int copies) {
      super(copies);
    }

    @Override
    public void reset(long seed, StepBatch out) {
      calls = 0;
      super.reset(seed, out);
    }

    @Override
    void stepCopy(int b, int choice, StepBatch out) {
      super.stepCopy(b, choice, out);
      out.rewards[b] = calls;
      calls += b == 0 ? 1 : 0;
    }
  }

  /** All copies draw from one generator. */
  static final class OneGenerator extends Walks {
    OneGenerator(int copies) {
      super(copies);
    }

    @Override
    int draw(int b, int bound) {
      return super.draw(0, bound);
    }

    @Override
    public boolean stepsInParts() {
      return false;
    }
  }

  static final class KeepsActions extends Walks {
    private float[] before = new float[0];

    KeepsActions(int copies) {
      super(copies);
    }

    @Override
    public void reset(long seed, StepBatch out) {
      super.reset(seed, out);
      before = new float[copies];
    }

    @Override
    public void step(float[] actions, StepBatch out) {
      super.step(actions, out);
      for (int b = 0; b < copies; b++) {
        out.rewards[b] = before[b];
      }
      before = actions;
    }

    @Override
    public boolean stepsInParts() {
      return false;
    }
  }

  static final class ChangesActions extends Walks {
    ChangesActions(int copies) {
      super(copies);
    }

    @Override
    int choice(float[] actions, int b) {
      int choice = super.choice(actions, b);
      actions[b] = 0;
      return choice;
    }
  }

  static final class StepsOthersToo extends Walks {
    StepsOthersToo(int copies) {
      super(copies);
    }

    @Override
    public void step(float[] actions, StepBatch out, int from, int count) {
      super.step(actions, out, from, count);
      if (count < copies) {
        out.rewards[from == 0 ? copies - 1 : 0]++;
      }
    }
  }

  static final class SavesTooLittle extends Walks {
    SavesTooLittle(int copies) {
      super(copies);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      for (int b = 0; b < copies; b++) {
        out.writeInt(positions[b]);
        out.writeLong(0);
      }
    }
  }

  static final class CannotSave extends Walks {
    CannotSave(int copies) {
      super(copies);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      throw new IOException("not supported");
    }
  }

  static final class TakesAnyAction extends Walks {
    TakesAnyAction(int copies) {
      super(copies);
    }

    @Override
    int choice(float[] actions, int b) {
      return (int) actions[b];
    }
  }

  static final class NeverEnds extends Walks {
    NeverEnds(int copies) {
      super(copies);
    }

    @Override
    void stepCopy(int b, int choice, StepBatch out) {
      positions[b] = Math.max(-2, Math.min(2, positions[b]));
      super.stepCopy(b, choice, out);
    }
  }

  static final class FailsLater extends Walks {
    FailsLater(int copies) {
      super(copies);
    }

    @Override
    void stepCopy(int b, int choice, StepBatch out) {
      if (b == 1 && positions[b] == -2) {
        throw new IllegalStateException("no stock");
      }
      super.stepCopy(b, choice, out);
    }
  }
}
