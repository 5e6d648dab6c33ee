package io.github.ascent4j.gymnasium;

import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorGuard;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies of an environment that Python makes, in one or several child processes.
 *
 * <p>The first episode of copy {@code i} starts with {@code env.reset(seed=seed + i)}; those after
 * it with {@code env.reset()}, but every {@value Episodes#STEPS_PER_SEED} steps or more with a seed
 * that follows from the first. So an environment that follows from seed and actions is resumed to
 * the same bits: the actions since the latest seed are replayed.
 *
 * <p>After a failure the copies have to be {@link #reset} or {@link #restore restored}; after the
 * end of a child process the environment has to be made anew.
 */
final class GymnasiumEnvironment implements VectorEnvironment {
  private final String name;
  private final CopyGroup[] groups;
  private final Space observationSpace;
  private final Space actionSpace;
  private final VectorGuard guard;
  private final int actionSize;
  private final boolean render;
  private final List<String> infoNames;
  private final Episodes[] episodes;

  private GymnasiumEnvironment(String name, List<CopyGroup> groups, BridgeOptions options) {
    this.name = name;
    this.groups = groups.toArray(CopyGroup[]::new);
    render = options.render();
    infoNames = options.infos();
    observationSpace = groups.get(0).observationSpace();
    actionSpace = groups.get(0).actionSpace();
    actionSize = actionSpace.flatSize();
    episodes = new Episodes[groups.get(groups.size() - 1).end()];
    Arrays.setAll(episodes, i -> new Episodes(actionSize));
    guard =
        new VectorGuard(name, episodes.length, observationSpace, actionSpace, 0, infoNames.size());
  }

  /**
   * Starts the child processes and makes the copies.
   *
   * @throws IllegalArgumentException if that cannot be done; the message says what to do
   */
  static GymnasiumEnvironment open(EnvironmentRequest request, BridgeOptions options) {
    int copies = request.copies();
    int processes = Math.min(options.processes(), copies);
    List<StartingGroup> starting = new ArrayList<>();
    try {
      for (int k = 0; k < processes; k++) {
        int first = (int) ((long) k * copies / processes);
        int end = (int) ((k + 1L) * copies / processes);
        starting.add(new StartingGroup(request.id(), first, end - first, options));
      }
      List<CopyGroup> groups = new ArrayList<>();
      for (StartingGroup group : starting) {
        groups.add(group.open());
      }
      checkAlike(request.id(), groups);
      return new GymnasiumEnvironment(request.id(), groups, options);
    } catch (EnvironmentException e) {
      starting.forEach(StartingGroup::close);
      throw new IllegalArgumentException(e.getMessage(), e.getCause());
    } catch (RuntimeException | Error e) {
      starting.forEach(StartingGroup::close);
      throw e;
    }
  }

  private static void checkAlike(String name, List<CopyGroup> groups) {
    CopyGroup one = groups.get(0);
    for (CopyGroup other : groups) {
      if (!other.observationSpace().equals(one.observationSpace())
          || !other.actionSpace().equals(one.actionSpace())) {
        throw new IllegalArgumentException(
            name
                + ": copy "
                + other.first()
                + " has observations "
                + other.observationSpace()
                + " and actions "
                + other.actionSpace()
                + ", but copy 0 has "
                + one.observationSpace()
                + " and "
                + one.actionSpace()
                + "; every copy must have the same spaces");
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int copies() {
    return episodes.length;
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
  public List<String> infoNames() {
    return infoNames;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the seed is negative, which Gymnasium refuses too
   */
  @Override
  public void reset(long seed, StepBatch out) {
    guard.checkSeed(seed);
    guard.checkBatch(out);
    guard.setStarted(false);
    for (int i = 0; i < episodes.length; i++) {
      episodes[i].start(seed + i);
    }
    for (CopyGroup group : groups) {
      group.sendReset(episodes, group.first(), group.end() - group.first());
    }
    RuntimeException failure = null;
    for (CopyGroup group : groups) {
      try {
        group.receiveReset(episodes, out, group.first(), group.end() - group.first());
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    throwIfFailed(failure);
    Arrays.fill(out.infos, Double.NaN);
    guard.setStarted(true);
  }

  private static void throwIfFailed(@Nullable RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void step(float[] actions, StepBatch out) {
    step(actions, out, 0, copies());
  }

  @Override
  public boolean stepsInParts() {
    return true;
  }

  @Override
  public void step(float[] actions, StepBatch out, int from, int count) {
    guard.checkStep(actions, out);
    int to = from + count;
    // All actions are checked before any copy moves: a caught exception leaves no half step.
    checkActions(actions, from, to);
    for (int i = from; i < to; i++) {
      episodes[i].add(actions, i * actionSize);
    }
    // Set again when every copy has stepped.
    guard.setStarted(false);
    for (CopyGroup group : groups) {
      if (from < group.end() && to > group.first()) {
        group.sendStep(
            episodes,
            actions,
            actionSize,
            Math.max(from, group.first()),
            Math.min(to, group.end()));
      }
    }
    RuntimeException failure = null;
    for (CopyGroup group : groups) {
      if (from < group.end() && to > group.first()) {
        try {
          group.receiveStep(
              episodes, out, Math.max(from, group.first()), Math.min(to, group.end()));
        } catch (RuntimeException e) {
          failure = failure == null ? e : failure;
        }
      }
    }
    throwIfFailed(failure);
    guard.setStarted(true);
  }

  @Override
  public boolean restartsCopies() {
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The episode that begins has a seed of its own, whatever {@link Episodes#STEPS_PER_SEED}.
   */
  @Override
  public void restartCopy(int copy, StepBatch out) {
    guard.checkRestart(out);
    guard.setStarted(false);
    double reward = out.rewards[copy];
    boolean terminated = out.terminated[copy];
    boolean truncated = out.truncated[copy];
    episodes[copy].cut();
    for (CopyGroup group : groups) {
      if (copy >= group.first() && copy < group.end()) {
        group.sendReset(episodes, copy, 1);
        group.receiveReset(episodes, out, copy, 1);
      }
    }
    out.rewards[copy] = reward;
    out.terminated[copy] = terminated;
    out.truncated[copy] = truncated;
    guard.setStarted(true);
  }

  private void checkActions(float[] actions, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!actionSpace.contains(actions, i * actionSize)) {
        float[] action = Arrays.copyOfRange(actions, i * actionSize, (i + 1) * actionSize);
        throw new EnvironmentException(
            guard.place(i)
                + ": action "
                + Arrays.toString(action)
                + " at step "
                + (episodes[i].episodeSteps() + 1)
                + " of the episode is not in "
                + actionSpace
                + "; bring it there with an action mapping");
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Needs nothing of Python: the state is the seeds, and the actions since.
   */
  @Override
  public void save(DataOutput out) throws IOException {
    guard.save(
        out,
        data -> {
          for (Episodes episode : episodes) {
            episode.save(data);
          }
        });
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file may have moved, and a module may have taken its place: whether what is made of it is
   * the same shows in replaying.
   */
  @Override
  public boolean restores(String savedName) {
    return savedName.startsWith(BridgeOptions.ID_PREFIX);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    guard.restore(
        in,
        this::restores,
        data -> {
          for (int i = 0; i < episodes.length; i++) {
            episodes[i].restore(data, guard, i, actionSpace);
          }
          try {
            replay();
          } catch (EnvironmentException | IllegalArgumentException e) {
            throw new IOException("replaying what was saved: " + e.getMessage(), e);
          }
        });
  }

  /** Leads every copy to where it was saved; one copy of each group at a time. */
  private void replay() throws IOException {
    int most = 0;
    for (CopyGroup group : groups) {
      most = Math.max(most, group.end() - group.first());
    }
    for (int i = 0; i < most; i++) {
      for (CopyGroup group : groups) {
        if (group.first() + i < group.end()) {
          group.sendReplay(episodes, group.first() + i);
        }
      }
      receiveReplays(i);
    }
  }

  private void receiveReplays(int i) throws IOException {
    RuntimeException failure = null;
    int wrong = -1;
    for (CopyGroup group : groups) {
      int copy = group.first() + i;
      if (copy < group.end()) {
        try {
          if (group.receiveReplay() != episodes[copy].observationHash()) {
            wrong = copy;
          }
        } catch (RuntimeException e) {
          failure = failure == null ? e : failure;
        }
      }
    }
    throwIfFailed(failure);
    if (wrong >= 0) {
      throw new IOException(
          guard.place(wrong)
              + ": replaying its "
              + episodes[wrong].steps()
              + " steps from seed "
              + episodes[wrong].seed()
              + " did not lead to the observation that it was saved with; the environment is not"
              + " deterministic under its seed, or not the one that the run was started with");
    }
  }

  /** {@inheritDoc} Nothing unless the option {@code render} was given. */
  @Override
  public Optional<Scene> scene(int copy) {
    if (!render) {
      return Optional.empty();
    }
    for (CopyGroup group : groups) {
      if (copy >= group.first() && copy < group.end()) {
        int[] picture = group.render(copy);
        int rows = picture[0];
        int columns = picture[1];
        int[] pixels = Arrays.copyOfRange(picture, 2, picture.length);
        return Optional.of(
            new Scene(
                0,
                0,
                columns,
                rows,
                0xff000000,
                1 / group.framesPerSecond(),
                List.of(new Shape.Raster(columns, rows, pixels))));
      }
    }
    throw new IndexOutOfBoundsException("copy " + copy + " of " + copies());
  }

  @Override
  public void close() {
    for (CopyGroup group : groups) {
      group.finish();
    }
    Closing.copies(name, List.of(groups));
  }
}
