package io.github.ascent4j.environment.simulator;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.ObservationLayout;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/*
 * Design. Where a simulator cannot write its state (a physics engine keeps some of it to itself), the
 * running episode is kept as the generator's state at its start and the actions since, and restoring
 * replays them. The observation it ends at has to be the one that was saved.
 */

/** One simulator with its generator and its running episode. */
final class SimulatorCopy {
  private static final int FIRST_HISTORY = 64;

  private final EnvironmentInfo info;
  private final int index;
  private final Simulator simulator;
  private final int actionSize;
  private final boolean replays;
  private final Pcg64 generator;
  private final Pcg64 generatorAtStart = new Pcg64(0);
  private float[] history = new float[0];
  private int elapsed;

  SimulatorCopy(EnvironmentInfo info, int index, Simulator simulator) {
    this.info = info;
    this.index = index;
    this.simulator = simulator;
    actionSize = info.actionSpace().flatSize();
    replays = !simulator.savesState();
    generator = new Pcg64(index);
  }

  void seed(long seed) {
    generator.seed(seed);
    restart();
  }

  void restart() {
    elapsed = 0;
    if (replays) {
      generatorAtStart.become(generator);
    }
    try {
      simulator.start(generator);
    } catch (RuntimeException | StackOverflowError e) {
      throw failure("the start of an episode failed: " + reason(e), e);
    }
  }

  double step(float[] actions, int offset) {
    if (replays) {
      remember(actions, offset);
    }
    elapsed++;
    try {
      return simulator.step(actions, offset);
    } catch (RuntimeException | StackOverflowError e) {
      throw failure("step " + elapsed + " of the episode failed: " + reason(e), e);
    }
  }

  private void remember(float[] actions, int offset) {
    int at = elapsed * actionSize;
    if (at + actionSize > history.length) {
      history = Arrays.copyOf(history, Math.max(FIRST_HISTORY * actionSize, 2 * history.length));
    }
    System.arraycopy(actions, offset, history, at, actionSize);
  }

  boolean terminated() {
    return simulator.terminated();
  }

  /** As in Gymnasium, a terminal state reached in the last step allowed is reported as both. */
  boolean truncated() {
    return elapsed >= info.timeLimit() || simulator.truncated();
  }

  void observe(float[] numbers, int numbersAt, byte[] images, int imagesAt) {
    simulator.observe(numbers, numbersAt, images, imagesAt);
  }

  Optional<Scene> scene() {
    return simulator.scene();
  }

  void close() {
    simulator.close();
  }

  void save(DataOutput data) throws IOException {
    data.writeInt(elapsed);
    if (!replays) {
      generator.save(data);
      simulator.save(data);
      return;
    }
    generatorAtStart.save(data);
    for (int i = 0; i < elapsed * actionSize; i++) {
      data.writeFloat(history[i]);
    }
    data.writeInt(observationHash());
  }

  void restore(DataInput data) throws IOException {
    int steps = data.readInt();
    if (steps < 0 || steps >= info.timeLimit()) {
      throw new IOException(
          "the saved state of "
              + info.id()
              + " is damaged: copy "
              + index
              + " has "
              + steps
              + " elapsed steps of "
              + info.timeLimit()
              + "; use an older checkpoint");
    }
    generator.restore(data);
    if (replays) {
      replay(steps, data);
    } else {
      simulator.restore(data, generator);
      elapsed = steps;
    }
  }

  private void replay(int steps, DataInput data) throws IOException {
    float[] action = new float[actionSize];
    try {
      restart();
      for (int t = 0; t < steps; t++) {
        for (int i = 0; i < actionSize; i++) {
          action[i] = data.readFloat();
        }
        step(action, 0);
      }
    } catch (EnvironmentException e) {
      throw new IOException("replaying the saved episode: " + e.getMessage(), e);
    }
    if (data.readInt() != observationHash()) {
      throw new IOException(
          info.id()
              + ", copy "
              + index
              + ": replaying its episode of "
              + steps
              + " steps did not lead to the observation it was saved with; resume with the same"
              + " release of the simulator that the run was started with");
    }
  }

  private int observationHash() {
    ObservationLayout layout = ObservationLayout.of(info.observationSpace());
    float[] numbers = new float[layout.numbers()];
    byte[] images = new byte[layout.bytes()];
    observe(numbers, 0, images, 0);
    return 31 * Arrays.hashCode(numbers) + Arrays.hashCode(images);
  }

  /** What is no failure of the environment's own saying is named by its class. */
  private static String reason(Throwable e) {
    return e instanceof EnvironmentException ? String.valueOf(e.getMessage()) : e.toString();
  }

  private EnvironmentException failure(String what, Throwable cause) {
    return new EnvironmentException(info.id() + ", copy " + index + ": " + what, cause);
  }
}
