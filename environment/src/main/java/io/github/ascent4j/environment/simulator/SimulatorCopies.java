package io.github.ascent4j.environment.simulator;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.concurrent.Workers;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a {@link Simulator} behind the vector interface. Copy {@code i} draws from the
 * generator of {@code numpy.random.default_rng(seed + i)}, one episode after another, as the copies
 * of Gymnasium's vector environments do with {@code AutoresetMode.SAME_STEP}.
 *
 * <p>Copies are independent, so threads may step them in any order without changing a result.
 */
public final class SimulatorCopies implements VectorEnvironment {
  private final EnvironmentInfo info;
  private final SimulatorCopy[] copies;
  private final ObservationLayout layout;
  private final int actionSize;
  private final Workers workers;
  private final Workers.Body stepOne;
  private boolean started;
  private int first;
  private float[] actions = new float[0];
  private @Nullable StepBatch out;

  /**
   * @param info name, spaces and time limit
   * @param copies B, at least 1
   * @param threads that step them, the caller's included
   * @param factory makes one simulator; they share no mutable state
   */
  public SimulatorCopies(
      EnvironmentInfo info, int copies, int threads, Supplier<? extends Simulator> factory) {
    if (copies < 1) {
      throw new IllegalArgumentException(
          info.id() + " with " + copies + " copies; use at least 1 copy");
    }
    this.info = info;
    layout = ObservationLayout.of(info.observationSpace());
    actionSize = info.actionSpace().flatSize();
    this.copies = new SimulatorCopy[copies];
    try {
      for (int i = 0; i < copies; i++) {
        this.copies[i] = new SimulatorCopy(info, i, factory.get());
      }
    } catch (RuntimeException | Error e) {
      close(this.copies);
      throw e;
    }
    workers = new Workers(Math.min(threads, copies), "ascent-simulator");
    stepOne = (item, worker) -> stepCopy(first + item);
  }

  @Override
  public String name() {
    return info.id();
  }

  @Override
  public int copies() {
    return copies.length;
  }

  @Override
  public Space observationSpace() {
    return info.observationSpace();
  }

  @Override
  public Space actionSpace() {
    return info.actionSpace();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the seed is negative, which Gymnasium refuses too
   */
  @Override
  public void reset(long seed, StepBatch batch) {
    if (seed < 0 || seed > Long.MAX_VALUE - (copies.length - 1)) {
      throw new IllegalArgumentException(
          "seed "
              + seed
              + " for "
              + copies.length
              + " copies of "
              + name()
              + ": copy i is seeded with seed + i, which must lie in 0 .. "
              + Long.MAX_VALUE
              + "; use a seed of 0 or more");
    }
    checkSizes(batch);
    for (int i = 0; i < copies.length; i++) {
      copies[i].seed(seed + i);
      observe(i, batch.observations, batch.images);
      batch.rewards[i] = 0;
      batch.terminated[i] = false;
      batch.truncated[i] = false;
    }
    started = true;
  }

  @Override
  public void step(float[] newActions, StepBatch batch) {
    step(newActions, batch, 0, copies.length);
  }

  @Override
  public boolean stepsInParts() {
    return true;
  }

  @Override
  public void step(float[] newActions, StepBatch batch, int from, int count) {
    if (!started) {
      throw new IllegalStateException(
          name() + " was stepped before it was started; call reset or restore first");
    }
    checkSizes(batch);
    // All actions are checked before any copy moves: a caught exception leaves no half step.
    checkActions(newActions, from, from + count);
    actions = newActions;
    out = batch;
    first = from;
    workers.run(count, stepOne);
  }

  private void stepCopy(int i) {
    StepBatch batch = out;
    if (batch == null) {
      return;
    }
    SimulatorCopy copy = copies[i];
    batch.rewards[i] = copy.step(actions, i * actionSize);
    batch.terminated[i] = copy.terminated();
    batch.truncated[i] = copy.truncated();
    if (batch.terminated[i] || batch.truncated[i]) {
      observe(i, batch.finalObservations, batch.finalImages);
      copy.restart();
    }
    observe(i, batch.observations, batch.images);
  }

  private void observe(int i, float[] numbers, byte[] images) {
    copies[i].observe(numbers, i * layout.numbers(), images, i * layout.bytes());
  }

  @Override
  public void save(DataOutput data) throws IOException {
    if (!started) {
      throw new IllegalStateException(
          name() + " has no state to save before it was started; call reset first");
    }
    data.writeUTF(name());
    data.writeInt(copies.length);
    for (SimulatorCopy copy : copies) {
      copy.save(data);
    }
  }

  @Override
  public void restore(DataInput data) throws IOException {
    // Whatever fails from here on leaves an environment that asks for a reset.
    started = false;
    try {
      String savedName = data.readUTF();
      int savedCopies = data.readInt();
      if (!savedName.equals(name()) || savedCopies != copies.length) {
        throw new IOException(
            "the saved state is of "
                + savedCopies
                + " copies of "
                + savedName
                + ", but this is an environment of "
                + copies.length
                + " copies of "
                + name()
                + "; make the environment the run was started with");
      }
      for (SimulatorCopy copy : copies) {
        copy.restore(data);
      }
    } catch (EOFException e) {
      throw new IOException(
          "the saved state of "
              + copies.length
              + " copies of "
              + name()
              + " ends too early; it was cut short, use an older checkpoint",
          e);
    }
    started = true;
  }

  @Override
  public Optional<Scene> scene(int copy) {
    return copies[copy].scene();
  }

  @Override
  public void close() {
    workers.close();
    close(copies);
  }

  private static void close(@Nullable SimulatorCopy[] copies) {
    for (SimulatorCopy copy : copies) {
      if (copy != null) {
        copy.close();
      }
    }
  }

  private void checkSizes(StepBatch batch) {
    if (batch.rewards.length != copies.length
        || batch.observations.length != copies.length * layout.numbers()
        || batch.images.length != copies.length * layout.bytes()) {
      throw new IllegalArgumentException(
          "the StepBatch holds "
              + batch.rewards.length
              + " copies, "
              + batch.observations.length
              + " numbers and "
              + batch.images.length
              + " bytes, but "
              + name()
              + " has "
              + copies.length
              + " copies of "
              + layout.numbers()
              + " numbers and "
              + layout.bytes()
              + " bytes; make it with new StepBatch(environment)");
    }
  }

  private void checkActions(float[] given, int from, int to) {
    if (given.length != copies.length * actionSize) {
      throw new IllegalArgumentException(
          name()
              + " with "
              + copies.length
              + " copies needs "
              + copies.length * actionSize
              + " action floats, but got "
              + given.length);
    }
    int n = info.actionSpace() instanceof Discrete discrete ? discrete.n() : 0;
    for (int i = from * actionSize; i < to * actionSize; i++) {
      float action = given[i];
      if (n > 0
          ? !(action >= 0 && action < n && action == (int) action)
          : !Float.isFinite(action)) {
        throw new EnvironmentException(
            name()
                + ", copy "
                + i / actionSize
                + ": action["
                + i % actionSize
                + "] is "
                + action
                + ", which is not in "
                + info.actionSpace()
                + (n > 0
                    ? "; give the action's index"
                    : "; give a finite number, and look for NaN in the agent's parameters"));
      }
    }
  }
}
