package io.github.ascent4j.environment.wrapper;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.ObservationLayout;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Truncates episodes after a number of steps. As in Gymnasium, a terminal state that is reached in
 * the last step allowed is reported as both.
 */
public final class TimeLimit extends VectorWrapper {
  private final int limit;
  private final String label;
  private final int numbers;
  private final int bytes;

  /** Steps of the running episode of each copy, [B]. */
  private final int[] elapsed;

  /**
   * @param environment closed with this
   * @param steps after which an episode is truncated
   * @throws IllegalArgumentException if the environment's own limit is less, or if it cannot cut
   *     episodes short
   */
  public TimeLimit(VectorEnvironment environment, int steps) {
    super(environment);
    if (steps < 1) {
      throw new IllegalArgumentException("time limit " + steps + " must be at least 1 step");
    }
    if (steps > environment.timeLimit()) {
      throw new IllegalArgumentException(
          environment.name()
              + " ends its episodes after "
              + environment.timeLimit()
              + " steps, so a time limit of "
              + steps
              + " would never be reached; give at most "
              + environment.timeLimit());
    }
    if (!environment.restartsCopies()) {
      throw new IllegalArgumentException(
          environment.name()
              + " ("
              + environment.getClass().getSimpleName()
              + ") cannot cut an episode short, which a time limit needs; implement"
              + " restartCopy(int, StepBatch) and restartsCopies() in it");
    }
    limit = steps;
    label = "time limit of " + steps;
    ObservationLayout layout = ObservationLayout.of(environment.observationSpace());
    numbers = layout.numbers();
    bytes = layout.bytes();
    elapsed = new int[environment.copies()];
  }

  @Override
  public int timeLimit() {
    return limit;
  }

  @Override
  protected void begun(int copy, StepBatch out) {
    elapsed[copy] = 0;
  }

  @Override
  protected void stepped(int copy, float[] actions, StepBatch out) {
    boolean over = ++elapsed[copy] >= limit;
    boolean ended = out.terminated[copy] || out.truncated[copy];
    if (over) {
      out.truncated[copy] = true;
    }
    if (over && !ended) {
      int row = copy * numbers;
      System.arraycopy(out.observations, row, out.finalObservations, row, numbers);
      System.arraycopy(out.images, copy * bytes, out.finalImages, copy * bytes, bytes);
      environment().restartCopy(copy, out);
    }
    if (over || ended) {
      elapsed[copy] = 0;
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    WrapperState.write(label, out);
    for (int steps : elapsed) {
      out.writeInt(steps);
    }
    super.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    WrapperState.check(label, in);
    int[] steps = new int[elapsed.length];
    for (int b = 0; b < steps.length; b++) {
      steps[b] = in.readInt();
      if (steps[b] < 0 || steps[b] >= limit) {
        throw new IOException(
            "the saved state of "
                + name()
                + " is damaged: copy "
                + b
                + " has "
                + steps[b]
                + " elapsed steps of "
                + limit
                + "; use an older checkpoint");
      }
    }
    super.restore(in);
    System.arraycopy(steps, 0, elapsed, 0, steps.length);
  }
}
