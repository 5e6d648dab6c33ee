package io.github.ascent4j.environment;

import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What every vector environment asks of its callers: a reset before the first step, batches of its
 * shape, an action for each copy, and saved states that are its own. Whether an action is in its
 * space is left to the environment.
 */
public final class VectorGuard {
  private final String name;
  private final int copies;
  private final ObservationLayout layout;
  private final int actionSize;
  private final int maskSize;
  private final int infoSize;
  private boolean started;
  private boolean closed;

  /** Whom the copies were played by last: whom the batch names, or itself; null after a restore. */
  private @Nullable Object user;

  /**
   * @param maskSize flags of a copy's action mask, 0 for none
   * @throws IllegalArgumentException if there is no copy
   */
  public VectorGuard(
      String name, int copies, Space observationSpace, Space actionSpace, int maskSize) {
    this(name, copies, observationSpace, actionSpace, maskSize, 0);
  }

  /**
   * @param maskSize flags of a copy's action mask, 0 for none
   * @param infoSize I, how many infos a step has
   * @throws IllegalArgumentException if there is no copy
   */
  public VectorGuard(
      String name,
      int copies,
      Space observationSpace,
      Space actionSpace,
      int maskSize,
      int infoSize) {
    checkCopies(name, copies);
    this.name = name;
    this.copies = copies;
    layout = ObservationLayout.of(observationSpace);
    actionSize = actionSpace.flatSize();
    this.maskSize = maskSize;
    this.infoSize = infoSize;
  }

  /**
   * Checks how many copies are asked for.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static void checkCopies(String name, int copies) {
    if (copies < 1) {
      throw new IllegalArgumentException(name + " with " + copies + " copies; use at least 1 copy");
    }
  }

  /**
   * Checks that a factory has made a copy at each call.
   *
   * @param made what it gave, in order
   * @throws IllegalArgumentException if it gave the same instance twice, or none
   */
  public static void checkApart(Object[] made) {
    Map<Object, Integer> seen = new IdentityHashMap<>();
    for (int b = 0; b < made.length; b++) {
      if (made[b] == null) {
        throw new IllegalArgumentException(
            "the factory gave null as copy " + b + "; make a new instance at each call");
      }
      Integer same = seen.put(made[b], b);
      if (same != null) {
        throw new IllegalArgumentException(
            "the factory gave the same "
                + made[b].getClass().getSimpleName()
                + " as copy "
                + same
                + " and as copy "
                + b
                + ", but copies share nothing; make a new one at each call: () -> new "
                + made[b].getClass().getSimpleName()
                + "(…)");
      }
    }
  }

  /** Name and copy, for messages. */
  public String place(int copy) {
    return name + ", copy " + copy;
  }

  /**
   * Checks a seed where copy {@code i} is seeded with {@code seed + i}, and none may be negative.
   *
   * @throws IllegalArgumentException if one would be
   */
  public void checkSeed(long seed) {
    if (seed < 0 || seed > Long.MAX_VALUE - (copies - 1)) {
      throw new IllegalArgumentException(
          "seed "
              + seed
              + " for "
              + copies
              + " copies of "
              + name
              + ": copy i is seeded with seed + i, which must lie in 0 .. "
              + Long.MAX_VALUE
              + "; use a seed of 0 or more");
    }
  }

  /**
   * Checks what a reset is asked for: that the environment is open and the batch has its shape.
   *
   * @throws IllegalStateException if the environment is closed
   * @throws IllegalArgumentException if the batch is another environment's
   */
  public void checkBatch(StepBatch batch) {
    checkOpen();
    checkShape(batch);
    note(batch);
  }

  private void note(StepBatch batch) {
    Object known = batch.user();
    user = known != null ? known : batch;
  }

  /**
   * Checks that nobody has closed the environment.
   *
   * @throws IllegalStateException if somebody has
   */
  public void checkOpen() {
    if (closed) {
      throw new IllegalStateException(name + " is closed; make a new one");
    }
  }

  /**
   * Checks that the environment is open, whose copies are about to stand where nobody has led them.
   *
   * @throws IllegalStateException if it is closed
   */
  public void checkRestore() {
    checkOpen();
    user = null;
  }

  /** The environment is used no more. */
  public void close() {
    closed = true;
    started = false;
  }

  private void checkShape(StepBatch batch) {
    if (batch.rewards.length != copies
        || batch.observations.length != copies * layout.numbers()
        || batch.images.length != copies * layout.bytes()
        || batch.actionMasks.length != copies * maskSize) {
      throw new IllegalArgumentException(
          "the StepBatch holds "
              + batch.rewards.length
              + " copies, "
              + batch.observations.length
              + " numbers, "
              + batch.images.length
              + " bytes and "
              + batch.actionMasks.length
              + " mask flags, but "
              + name
              + " has "
              + copies
              + " copies of "
              + layout.numbers()
              + " numbers, "
              + layout.bytes()
              + " bytes and "
              + maskSize
              + " mask flags; make it with new StepBatch(environment)");
    }
    if (batch.infos.length != 0 && batch.infos.length != copies * infoSize) {
      throw new IllegalArgumentException(
          "the StepBatch holds "
              + batch.infos.length
              + " infos, but "
              + name
              + " has "
              + copies
              + " copies of "
              + infoSize
              + "; make it with new StepBatch(environment)");
    }
  }

  /**
   * Checks what a step is asked for.
   *
   * @throws IllegalStateException if there was no reset, if the environment is closed, or if
   *     somebody else has played it, where the batch says {@linkplain StepBatch#usedBy whose} it is
   * @throws IllegalArgumentException if the batch or the actions are not of the environment's shape
   */
  public void checkStep(float[] actions, StepBatch batch) {
    checkRestart(batch);
    if (actions.length != copies * actionSize) {
      throw new IllegalArgumentException(
          name
              + " with "
              + copies
              + " copies needs "
              + copies * actionSize
              + " action floats, but got "
              + actions.length);
    }
  }

  /**
   * Checks what a restart of one copy is asked for.
   *
   * @throws IllegalStateException as {@link #checkStep}
   * @throws IllegalArgumentException if the batch is not of the environment's shape
   */
  public void checkRestart(StepBatch batch) {
    checkOpen();
    if (!started) {
      throw new IllegalStateException(
          name + " was stepped before it was started; call reset or restore first");
    }
    checkShape(batch);
    if (playedByAnother(batch)) {
      throw new IllegalStateException(
          name
              + " was reset or stepped by somebody else in between; give each training, evaluation"
              + " and loop an environment of its own");
    }
    note(batch);
  }

  @SuppressWarnings("ReferenceEquality") // A user is known by being the same.
  private boolean playedByAnother(StepBatch batch) {
    return user != null && batch.user() != null && user != batch.user();
  }

  /** Says whether the copies stand somewhere to be stepped from. */
  public void setStarted(boolean now) {
    started = now;
  }

  /**
   * Writes whose state it is, and then the copies.
   *
   * @throws IllegalStateException if there was no reset
   */
  public void save(DataOutput data, StateBytes.Writer states) throws IOException {
    checkOpen();
    if (!started) {
      throw new IllegalStateException(
          name + " has no state to save before it was started; call reset first");
    }
    data.writeUTF(name);
    data.writeInt(copies);
    states.write(data);
  }

  /**
   * Reads what {@link #save} wrote. Whatever fails leaves an environment that asks for a reset.
   *
   * @throws IOException if it is the state of another environment, or ends too early
   */
  public void restore(DataInput data, StateBytes.Reader states) throws IOException {
    restore(data, name::equals, states);
  }

  /**
   * As {@link #restore(DataInput, StateBytes.Reader)}, for an environment that may have had another
   * name.
   *
   * @param names those that it may have been saved under
   */
  public void restore(DataInput data, Predicate<String> names, StateBytes.Reader states)
      throws IOException {
    started = false;
    try {
      checkOwn(data.readUTF(), names, data.readInt());
      states.read(data);
    } catch (EOFException e) {
      throw new IOException(
          "the saved state of "
              + copies
              + " copies of "
              + name
              + " ends too early; it was cut short, use an older checkpoint",
          e);
    }
    started = true;
  }

  private void checkOwn(String savedName, Predicate<String> names, int savedCopies)
      throws IOException {
    if (!names.test(savedName) || savedCopies != copies) {
      throw new IOException(
          "the saved state is of "
              + savedCopies
              + " copies of "
              + savedName
              + ", but this is an environment of "
              + copies
              + " copies of "
              + name
              + "; make the environment the run was started with");
    }
  }

  /**
   * Reads how many steps the running episode of a copy has.
   *
   * @throws IOException if it cannot have so many
   */
  public int readSteps(DataInput data, int copy, int timeLimit) throws IOException {
    int steps = data.readInt();
    if (steps < 0 || steps >= timeLimit) {
      throw damaged(copy, steps + " elapsed steps of " + timeLimit);
    }
    return steps;
  }

  /** Says what a copy cannot have. */
  public IOException damaged(int copy, String what) {
    return new IOException(
        "the saved state of "
            + name
            + " is damaged: copy "
            + copy
            + " has "
            + what
            + "; use an older checkpoint");
  }
}
