package io.github.ascent4j.environment;

import io.github.ascent4j.environment.concurrent.Workers;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Design. A user's environment cannot be asked for its state, so the running episodes are replayed.
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
  private final List<String> infoNames;
  private final int infoSize;
  private final int timeLimit;
  private final VectorGuard guard;
  private final Workers workers;
  private final Workers.Body stepOne;
  private final ObservationLayout layout;
  private int first;
  private float[] actions = new float[0];
  private StepBatch out;

  CopiedEnvironments(Environment[] environments, int threads) {
    VectorGuard.checkApart(environments);
    name = given(environments[0], "name", environments[0].name());
    observationSpace =
        given(environments[0], "observationSpace", environments[0].observationSpace());
    actionSpace = given(environments[0], "actionSpace", environments[0].actionSpace());
    maskSize = environments[0].masksActions() ? ActionMasks.size(actionSpace) : 0;
    timeLimit = environments[0].timeLimit();
    infoNames =
        InfoNames.checked(name, given(environments[0], "infoNames", environments[0].infoNames()));
    infoSize = infoNames.size();
    guard =
        new VectorGuard(
            name, environments.length, observationSpace, actionSpace, maskSize, infoSize);
    copies = new Copy[environments.length];
    for (int b = 0; b < copies.length; b++) {
      checkAlike(environments[0], environments[b], b);
      copies[b] = new Copy(environments[b], b);
    }
    layout = ObservationLayout.of(observationSpace);
    out = new StepBatch(0, observationSpace);
    workers = new Workers(threads, "ascent-environment");
    stepOne = (item, worker) -> copies[first + item].step();
  }

  private static <T> T given(Environment environment, String what, @Nullable T answer) {
    if (answer == null) {
      throw new EnvironmentException(
          environment.getClass().getSimpleName()
              + ": "
              + what
              + "() is null; return a value at every call");
    }
    return answer;
  }

  private static void checkAlike(Environment first, Environment other, int copy) {
    if (!other.observationSpace().equals(first.observationSpace())
        || !other.actionSpace().equals(first.actionSpace())
        || other.masksActions() != first.masksActions()
        || !first.infoNames().equals(other.infoNames())) {
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
              + ", infos "
              + other.infoNames()
              + "; every copy must have the spaces of copy 0, and its infos");
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
  public List<String> infoNames() {
    return infoNames;
  }

  @Override
  public int timeLimit() {
    return timeLimit;
  }

  @Override
  public void reset(long seed, StepBatch batch) {
    guard.checkBatch(batch);
    out = batch;
    for (Copy copy : copies) {
      copy.start(seed + copy.index);
    }
    Arrays.fill(batch.rewards, 0);
    Arrays.fill(batch.terminated, false);
    Arrays.fill(batch.truncated, false);
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
    actions = newActions;
    out = batch;
    first = from;
    workers.run(count, stepOne);
  }

  @Override
  public boolean restartsCopies() {
    return true;
  }

  @Override
  public void restartCopy(int copy, StepBatch batch) {
    guard.checkRestart(batch);
    out = batch;
    copies[copy].next();
    copies[copy].publish();
  }

  @Override
  public void save(DataOutput data) throws IOException {
    guard.checkOpen();
    for (Copy copy : copies) {
      copy.save(data);
    }
  }

  @Override
  public void restore(DataInput data) throws IOException {
    guard.checkRestore();
    for (Copy copy : copies) {
      copy.restore(data);
    }
    guard.setStarted(true);
  }

  @Override
  public Optional<Scene> scene(int copy) {
    return copies[copy].environment.scene();
  }

  @Override
  public void close() {
    guard.close();
    workers.close();
    Closing.copies(name, Arrays.stream(copies).map(copy -> copy.environment).toList());
  }

  /** One environment with its running episode. */
  private final class Copy implements EpisodeReplay.World {
    private final Environment environment;
    private final int index;
    private final SeededEpisodes episodes;
    private final float[] observation = new float[observationSpace.flatSize()];
    private final float[] action = new float[actionSpace.flatSize()];
    private final boolean[] mask = new boolean[maskSize];
    private final double[] info = new double[infoSize];
    private final Tenancy tenancy;
    private final Object token = new Object();

    Copy(Environment environment, int index) {
      this.environment = environment;
      this.index = index;
      tenancy = Tenancy.of(environment);
      int timeLimit = environment.timeLimit();
      if (timeLimit < 1) {
        throw new EnvironmentException(name + ": time limit " + timeLimit + " must be at least 1");
      }
      episodes = new SeededEpisodes(guard, index, action.length, timeLimit);
    }

    private void start(long newSeed) {
      episodes.start(newSeed);
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
          throw failure(
              "actionMask after step " + episodes.steps() + " of the episode failed: " + e, e);
        }
        int part = ActionMasks.firstForbidden(actionSpace, mask, 0);
        if (part >= 0) {
          throw failure(
              "after step "
                  + episodes.steps()
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
                + episodes.steps()
                + " of the episode; give pixels as whole numbers from 0 to 255",
            null);
      }
    }

    @Override
    public void begin() {
      tenancy.enter(token);
      try {
        environment.reset(episodes.begin(), observation);
      } catch (Exception | AssertionError | StackOverflowError e) {
        throw failure("reset failed: " + e, e);
      }
    }

    private void step() {
      if (!tenancy.isOf(token)) {
        throw new IllegalStateException(
            guard.place(index)
                + ": its instance is played by somebody else, too, who has started an episode in"
                + " it; give each training, evaluation and loop an instance of its own");
      }
      Environment.Outcome outcome = advance(actions, index * action.length);
      boolean truncated = outcome.truncated() || episodes.atTimeLimit();
      out.rewards[index] = outcome.reward();
      out.terminated[index] = outcome.terminated();
      out.truncated[index] = truncated;
      if (out.infos.length > 0) {
        tell();
      }
      if (outcome.terminated() || truncated) {
        split(out.finalObservations, out.finalImages);
        next();
      }
      publish();
    }

    private void next() {
      episodes.next();
      begin();
    }

    /** Hands out what there is to know of the step. */
    private void tell() {
      Arrays.fill(info, Double.NaN);
      try {
        environment.info(info);
      } catch (Exception | AssertionError | StackOverflowError e) {
        throw failure("info after step " + episodes.steps() + " of the episode failed: " + e, e);
      }
      System.arraycopy(info, 0, out.infos, index * infoSize, infoSize);
    }

    @Override
    public void step(float[] given, int offset) {
      advance(given, offset);
    }

    /** Steps the environment with the action that begins at {@code offset}. */
    private Environment.Outcome advance(float[] given, int offset) {
      System.arraycopy(given, offset, action, 0, action.length);
      if (!actionSpace.contains(action)) {
        throw failure(
            "action "
                + Arrays.toString(action)
                + " at step "
                + (episodes.steps() + 1)
                + " of the episode is not in "
                + actionSpace
                + "; bring it there with an action mapping",
            null);
      }
      episodes.add(action, 0);
      Environment.Outcome outcome;
      try {
        outcome = environment.step(action, observation);
      } catch (Exception | AssertionError | StackOverflowError e) {
        throw failure("step " + episodes.steps() + " of the episode failed: " + e, e);
      }
      if (outcome == null) {
        throw failure(
            "step "
                + episodes.steps()
                + " of the episode returned null; return Outcome.running, terminal or cut",
            null);
      }
      return outcome;
    }

    private EnvironmentException failure(String what, @Nullable Throwable cause) {
      return new EnvironmentException(guard.place(index) + ": " + what, cause);
    }

    private void save(DataOutput data) throws IOException {
      episodes.save(data, observation, 0, observation.length);
    }

    private void restore(DataInput data) throws IOException {
      episodes.restore(data, this);
      episodes.compare(data, observation, 0, observation.length);
    }
  }
}
