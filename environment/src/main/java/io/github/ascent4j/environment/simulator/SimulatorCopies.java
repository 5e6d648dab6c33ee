package io.github.ascent4j.environment.simulator;

import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.InfoNames;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorGuard;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.concurrent.Workers;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
  private final VectorGuard guard;
  private final ObservationLayout layout;
  private final int actionSize;
  private final List<String> infoNames;
  private final Workers workers;
  private final Workers.Body stepOne;
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
    VectorGuard.checkCopies(info.id(), copies);
    this.info = info;
    layout = ObservationLayout.of(info.observationSpace());
    actionSize = info.actionSpace().flatSize();
    this.copies = new SimulatorCopy[copies];
    Simulator[] made = make(info.id(), copies, factory);
    infoNames = List.copyOf(made[0].infoNames());
    guard =
        new VectorGuard(
            info.id(), copies, info.observationSpace(), info.actionSpace(), 0, infoNames.size());
    for (int i = 0; i < copies; i++) {
      this.copies[i] = new SimulatorCopy(info, guard, i, made[i]);
    }
    workers = new Workers(Math.min(threads, copies), "ascent-simulator");
    stepOne = (item, worker) -> stepCopy(first + item);
  }

  private static Simulator[] make(String name, int copies, Supplier<? extends Simulator> factory) {
    Simulator[] made = new Simulator[copies];
    try {
      for (int i = 0; i < copies; i++) {
        made[i] = factory.get();
      }
      VectorGuard.checkApart(made);
      checkInfos(name, made);
      return made;
    } catch (RuntimeException | Error e) {
      try {
        Closing.copies(name, Stream.of(made).filter(Objects::nonNull).toList());
      } catch (EnvironmentException unclosed) {
        e.addSuppressed(unclosed);
      }
      throw e;
    }
  }

  private static void checkInfos(String name, Simulator[] made) {
    List<String> names = InfoNames.checked(name, made[0].infoNames());
    for (int i = 1; i < made.length; i++) {
      if (!made[i].infoNames().equals(names)) {
        throw new EnvironmentException(
            name
                + ", copy "
                + i
                + ": infos "
                + made[i].infoNames()
                + "; every copy must have those of copy 0, which are "
                + names);
      }
    }
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

  @Override
  public List<String> infoNames() {
    return infoNames;
  }

  @Override
  public int timeLimit() {
    return info.timeLimit();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the seed is negative, which Gymnasium refuses too
   */
  @Override
  public void reset(long seed, StepBatch batch) {
    guard.checkSeed(seed);
    guard.checkBatch(batch);
    for (int i = 0; i < copies.length; i++) {
      copies[i].seed(seed + i);
      observe(i, batch.observations, batch.images);
      batch.rewards[i] = 0;
      batch.terminated[i] = false;
      batch.truncated[i] = false;
    }
    Arrays.fill(batch.infos, Double.NaN);
    guard.setStarted(true);
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
    guard.checkStep(newActions, batch);
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
    batch.rewards[i] = copy.advance(actions, i * actionSize);
    batch.terminated[i] = copy.terminated();
    batch.truncated[i] = copy.truncated();
    if (batch.infos.length > 0) {
      int size = infoNames.size();
      Arrays.fill(batch.infos, i * size, (i + 1) * size, Double.NaN);
      copy.info(batch.infos, i * size);
    }
    if (batch.terminated[i] || batch.truncated[i]) {
      observe(i, batch.finalObservations, batch.finalImages);
      copy.begin();
    }
    observe(i, batch.observations, batch.images);
  }

  @Override
  public boolean restartsCopies() {
    return true;
  }

  @Override
  public void restartCopy(int copy, StepBatch batch) {
    guard.checkRestart(batch);
    copies[copy].begin();
    observe(copy, batch.observations, batch.images);
  }

  private void observe(int i, float[] numbers, byte[] images) {
    copies[i].observe(numbers, i * layout.numbers(), images, i * layout.bytes());
  }

  @Override
  public void save(DataOutput data) throws IOException {
    guard.save(
        data,
        out -> {
          for (SimulatorCopy copy : copies) {
            copy.save(out);
          }
        });
  }

  @Override
  public void restore(DataInput data) throws IOException {
    guard.restore(
        data,
        in -> {
          for (SimulatorCopy copy : copies) {
            copy.restore(in);
          }
        });
  }

  @Override
  public Optional<Scene> scene(int copy) {
    return copies[copy].scene();
  }

  @Override
  public void close() {
    guard.close();
    workers.close();
    Closing.copies(info.id(), Stream.of(copies).<AutoCloseable>map(copy -> copy::close).toList());
  }

  private void checkActions(float[] given, int from, int to) {
    for (int i = from; i < to; i++) {
      copies[i].checkAction(given, i * actionSize);
    }
  }
}
