package io.github.ascent4j.environment;

import io.github.ascent4j.environment.concurrent.Workers;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Design. A user's environment cannot be asked for its state, but an episode is decided by its seed
 * and its actions. So every episode gets a seed of its own, derived from the copy's seed and the
 * episode's number, and the actions of the running episode are kept: that is the state. Restoring
 * resets to the seed and replays the actions; the observation it ends at has to be the one that was
 * saved, which finds an environment that breaks the contract.
 *
 * Copies are independent, so threads may step them in any order without changing a result.
 *
 * Environments in other languages of the JVM throw checked exceptions without saying so, and some
 * fail by an assertion or by recursing too deep: all of these are the environment's failures.
 */

/** Copies of a single {@link Environment} behind the vector interface. */
final class CopiedEnvironments implements VectorEnvironment {
  private final Copy[] copies;
  private final Space observationSpace;
  private final Space actionSpace;
  private final String name;
  private final int maskSize;
  private final Workers workers;
  private final Workers.Body stepOne;
  private final ObservationLayout layout;
  private int first;
  private float[] actions = new float[0];
  private StepBatch out;

  CopiedEnvironments(Environment[] environments, int threads) {
    observationSpace = environments[0].observationSpace();
    actionSpace = environments[0].actionSpace();
    name = environments[0].name();
    maskSize = environments[0].masksActions() ? ActionMasks.size(actionSpace) : 0;
    copies = new Copy[environments.length];
    for (int b = 0; b < copies.length; b++) {
      checkAlike(environments[0], environments[b], b);
      copies[b] = new Copy(environments[b], b);
    }
    layout = ObservationLayout.of(observationSpace);
    out = new StepBatch(0, observationSpace, 0);
    workers = new Workers(threads, "ascent-environment");
    stepOne = (item, worker) -> copies[first + item].step();
  }

  private static void checkAlike(Environment first, Environment other, int copy) {
    if (!other.observationSpace().equals(first.observationSpace())
        || !other.actionSpace().equals(first.actionSpace())
        || other.masksActions() != first.masksActions()) {
      throw new EnvironmentException(
          first.name()
              + ", copy "
              + copy
              + ": observations "
              + other.observationSpace()
              + ", actions "
              + other.actionSpace()
              + ", masks "
              + other.masksActions()
              + "; every copy must have the spaces of copy 0");
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int copies() {
    return copies.length;
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public Space actionSpace() {
    return actionSpace;
  }

  @Override
  public int actionMaskSize() {
    return maskSize;
  }

  @Override
  public void reset(long seed, StepBatch batch) {
    checkMasks(batch);
    out = batch;
    for (Copy copy : copies) {
      copy.start(seed + copy.index);
    }
  }

  private void checkMasks(StepBatch batch) {
    if (batch.actionMasks.length != copies.length * maskSize) {
      throw new IllegalArgumentException(
          "a batch with "
              + batch.actionMasks.length
              + " mask flags for "
              + name
              + ", which gives "
              + copies.length * maskSize
              + "; make it with new StepBatch(environment)");
    }
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
    checkMasks(batch);
    actions = newActions;
    out = batch;
    first = from;
    workers.run(count, stepOne);
  }

  @Override
  public void save(DataOutput data) throws IOException {
    for (Copy copy : copies) {
      copy.save(data);
    }
  }

  @Override
  public void restore(DataInput data) throws IOException {
    for (Copy copy : copies) {
      copy.restore(data);
    }
  }

  @Override
  public Optional<Scene> scene(int copy) {
    return copies[copy].environment.scene();
  }

  @Override
  public void close() {
    workers.close();
    for (Copy copy : copies) {
      copy.environment.close();
    }
  }

  /** One environment with its running episode. */
  private final class Copy {
    private final Environment environment;
    private final int index;
    private final int timeLimit;
    private final float[] observation = new float[observationSpace.flatSize()];
    private final float[] action = new float[actionSpace.flatSize()];
    private final boolean[] mask = new boolean[maskSize];
    private long seed;
    private long episode;
    private int steps;
    private float[] history = new float[64];

    Copy(Environment environment, int index) {
      this.environment = environment;
      this.index = index;
      timeLimit = environment.timeLimit();
      if (timeLimit < 1) {
        throw new EnvironmentException(name + ": time limit " + timeLimit + " must be at least 1");
      }
    }

    private void start(long newSeed) {
      seed = newSeed;
      episode = 0;
      begin();
      publish();
    }

    /** Hands out what to act on next. */
    private void publish() {
      split(out.observations, out.images);
      if (maskSize > 0) {
        Arrays.fill(mask, true);
        try {
          environment.actionMask(mask);
        } catch (Exception | AssertionError | StackOverflowError e) {
          throw failure("actionMask after step " + steps + " of the episode failed: " + e, e);
        }
        int part = ActionMasks.firstForbidden(actionSpace, mask, 0);
        if (part >= 0) {
          throw failure(
              "after step "
                  + steps
                  + " of the episode every choice of action["
                  + part
                  + "] is masked; allow at least one",
              null);
        }
        System.arraycopy(mask, 0, out.actionMasks, index * maskSize, maskSize);
      }
    }

    /** Writes the observation's numbers and images to this copy's rows. */
    private void split(float[] numbers, byte[] images) {
      int wrong =
          layout.split(
              observation, 0, numbers, index * layout.numbers(), images, index * layout.bytes());
      if (wrong >= 0) {
        throw failure(
            "observation["
                + wrong
                + "] is "
                + observation[wrong]
                + " after step "
                + steps
                + " of the episode; give pixels as whole numbers from 0 to 255",
            null);
      }
    }

    private int size() {
      return observation.length;
    }

    private void begin() {
      steps = 0;
      try {
        environment.reset(EpisodeSeed.of(seed, episode), observation);
      } catch (Exception | AssertionError | StackOverflowError e) {
        throw failure("reset failed: " + e, e);
      }
    }

    private void step() {
      System.arraycopy(actions, index * action.length, action, 0, action.length);
      Environment.Outcome outcome = advance();
      boolean truncated = outcome.truncated() || steps >= timeLimit;
      out.rewards[index] = outcome.reward();
      out.terminated[index] = outcome.terminated();
      out.truncated[index] = truncated;
      if (outcome.terminated() || truncated) {
        split(out.finalObservations, out.finalImages);
        episode++;
        begin();
      }
      publish();
    }

    /** Steps the environment with {@code action} and remembers it. */
    private Environment.Outcome advance() {
      if (!actionSpace.contains(action)) {
        throw failure(
            "action "
                + Arrays.toString(action)
                + " at step "
                + (steps + 1)
                + " of the episode is not in "
                + actionSpace
                + "; bring it there with an action mapping",
            null);
      }
      int end = steps * action.length;
      if (end + action.length > history.length) {
        history = Arrays.copyOf(history, Math.max(2 * history.length, end + action.length));
      }
      System.arraycopy(action, 0, history, end, action.length);
      steps++;
      try {
        return environment.step(action, observation);
      } catch (Exception | AssertionError | StackOverflowError e) {
        throw failure("step " + steps + " of the episode failed: " + e, e);
      }
    }

    private EnvironmentException failure(String what, @Nullable Throwable cause) {
      return new EnvironmentException(name + ", copy " + index + ": " + what, cause);
    }

    private void save(DataOutput data) throws IOException {
      data.writeLong(seed);
      data.writeLong(episode);
      data.writeInt(steps);
      for (int i = 0; i < steps * action.length; i++) {
        data.writeFloat(history[i]);
      }
      for (float value : observation) {
        data.writeFloat(value);
      }
    }

    private void restore(DataInput data) throws IOException {
      seed = data.readLong();
      episode = data.readLong();
      int count = data.readInt();
      if (count < 0 || count >= timeLimit) {
        throw new IOException(name + ", copy " + index + ": " + count + " steps in an episode");
      }
      try {
        replay(count, data);
      } catch (EnvironmentException e) {
        throw new IOException("replaying the saved episode: " + e.getMessage(), e);
      }
      for (int i = 0; i < size(); i++) {
        float saved = data.readFloat();
        if (saved != observation[i]) {
          throw new IOException(
              name
                  + ", copy "
                  + index
                  + ": replaying its episode gave observation["
                  + i
                  + "] "
                  + observation[i]
                  + " instead of "
                  + saved
                  + "; an episode must follow from its seed and actions alone");
        }
      }
    }

    private void replay(int count, DataInput data) throws IOException {
      begin();
      for (int t = 0; t < count; t++) {
        for (int i = 0; i < action.length; i++) {
          action[i] = data.readFloat();
        }
        advance();
      }
    }
  }
}
