package io.github.ascent4j.environment.simulator;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.EpisodeReplay;
import io.github.ascent4j.environment.VectorGuard;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.ObservationLayout;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Design. Where a simulator cannot write its state (a physics engine keeps some of it to itself), the
 * running episode is kept as the generator's state at its start and the actions since, and restoring
 * replays them. The observation it ends at has to be the one that was saved.
 */

/** One simulator with its generator and its running episode. */
final class SimulatorCopy implements EpisodeReplay.World {
  private final EnvironmentInfo info;
  private final int index;
  private final Simulator simulator;
  private final VectorGuard guard;
  private final boolean replays;
  private final int actionSize;

  /** Of a discrete action; 0 for one of numbers. */
  private final int choices;

  private final EpisodeReplay episode;
  private final Pcg64 generator;
  private final Pcg64 generatorAtStart = new Pcg64(0);

  SimulatorCopy(EnvironmentInfo info, VectorGuard guard, int index, Simulator simulator) {
    this.info = info;
    this.index = index;
    this.simulator = simulator;
    this.guard = guard;
    replays = !simulator.savesState();
    actionSize = info.actionSpace().flatSize();
    choices = info.actionSpace() instanceof Discrete discrete ? discrete.n() : 0;
    episode = new EpisodeReplay(replays ? actionSize : 0);
    generator = new Pcg64(index);
  }

  void seed(long seed) {
    generator.seed(seed);
    begin();
  }

  @Override
  public void begin() {
    episode.begin();
    if (replays) {
      generatorAtStart.become(generator);
    }
    try {
      simulator.start(generator);
    } catch (RuntimeException | StackOverflowError e) {
      throw failure("the start of an episode failed: " + reason(e), e);
    }
  }

  /** Refuses what is no action, which a simulator, and native code below it, must never see. */
  void checkAction(float[] given, int offset) {
    for (int i = 0; i < actionSize; i++) {
      float action = given[offset + i];
      if (choices > 0
          ? !(action >= 0 && action < choices && action == (int) action)
          : !Float.isFinite(action)) {
        throw new EnvironmentException(
            guard.place(index)
                + ": action["
                + i
                + "] is "
                + action
                + ", which is not in "
                + info.actionSpace()
                + (choices > 0
                    ? "; give the action's index"
                    : "; give a finite number, and look for NaN in the agent's parameters"));
      }
    }
  }

  /** In a replay; the actions are a file's, which may be anybody's. */
  @Override
  public void step(float[] actions, int offset) {
    checkAction(actions, offset);
    advance(actions, offset);
    if (terminated() || truncated()) {
      throw failure(
          "step " + episode.steps() + " ended the episode that was saved as running", null);
    }
  }

  /** Steps the simulator with the action that begins at {@code offset}; gives the reward. */
  double advance(float[] actions, int offset) {
    episode.add(actions, offset);
    try {
      return simulator.step(actions, offset);
    } catch (RuntimeException | StackOverflowError e) {
      throw failure("step " + episode.steps() + " of the episode failed: " + reason(e), e);
    }
  }

  boolean terminated() {
    return simulator.terminated();
  }

  /** As in Gymnasium, a terminal state reached in the last step allowed is reported as both. */
  boolean truncated() {
    return episode.steps() >= info.timeLimit() || simulator.truncated();
  }

  void observe(float[] numbers, int numbersAt, byte[] images, int imagesAt) {
    simulator.observe(numbers, numbersAt, images, imagesAt);
  }

  void info(double[] values, int at) {
    simulator.info(values, at);
  }

  Optional<Scene> scene() {
    return simulator.scene();
  }

  void close() {
    simulator.close();
  }

  void save(DataOutput data) throws IOException {
    data.writeInt(episode.steps());
    if (!replays) {
      generator.save(data);
      simulator.save(data);
      return;
    }
    generatorAtStart.save(data);
    episode.save(data);
    data.writeInt(observationHash());
  }

  void restore(DataInput data) throws IOException {
    int steps = guard.readSteps(data, index, info.timeLimit());
    generator.restore(data);
    episode.restore(steps, data);
    if (replays) {
      replay(data);
    } else {
      simulator.restore(data, generator);
    }
  }

  private void replay(DataInput data) throws IOException {
    episode.replay(this);
    if (data.readInt() != observationHash()) {
      throw new IOException(
          guard.place(index)
              + ": replaying its episode of "
              + episode.steps()
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

  private EnvironmentException failure(String what, @Nullable Throwable cause) {
    return new EnvironmentException(guard.place(index) + ": " + what, cause);
  }
}
