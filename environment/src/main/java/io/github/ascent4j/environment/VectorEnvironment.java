package io.github.ascent4j.environment;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * B copies of one environment, stepped together over arrays.
 *
 * <p>A copy whose episode ends restarts within the same step (see {@link StepBatch}). Stepping
 * allocates nothing. All copies are deterministic: the seed of {@link #reset} and the actions
 * decide every number that follows. Instances are used by one thread at a time.
 *
 * <p>Training relies on these lines, which {@code ascent check} tries, and on those of {@link
 * Environment} for each copy:
 *
 * <ul>
 *   <li>V1: There are as many copies as were asked for.
 *   <li>V2: Copy i is decided by {@code seed + i}, whatever the number of copies.
 *   <li>V3: A copy whose episode ends starts the next one in the same step: {@code
 *       finalObservations} then holds the last observation, {@code observations} the first of the
 *       next episode.
 *   <li>V4: {@code reset} leaves rewards at 0 and no copy terminated or truncated.
 *   <li>V5: What {@code save} writes lets {@code restore} go on with the same numbers in another
 *       instance.
 *   <li>V6: Where {@code stepsInParts()} is true, copies stepped apart give the same numbers, and
 *       the rows of the others stay as they are.
 *   <li>V7: An action outside its space is refused with an exception.
 *   <li>V8: Where there are {@code infoNames()}, a step writes the {@code infos} of all copies that
 *       it steps, and {@code reset} leaves NaN.
 * </ul>
 */
public interface VectorEnvironment extends AutoCloseable {
  /** Name for messages and provenance, for example {@code CartPole-v1}. */
  String name();

  /** B, the number of copies. */
  int copies();

  /** The space of one copy's observation. */
  Space observationSpace();

  /** The space of one copy's action. */
  Space actionSpace();

  /**
   * M, the flags of one copy in {@link StepBatch#actionMasks}: {@link ActionMasks#size} of the
   * action space, or 0 if every action is always allowed.
   */
  default int actionMaskSize() {
    return 0;
  }

  /**
   * Names of the I numbers of one copy in {@link StepBatch#infos}, which never change; none by
   * default. {@link InfoNames} says which names there can be.
   *
   * <p>A batch without room for them is taken too, and nothing is written then.
   */
  default List<String> infoNames() {
    return List.of();
  }

  /**
   * Steps after which an episode is truncated; {@link Integer#MAX_VALUE} where there is no limit or
   * none is known.
   */
  default int timeLimit() {
    return Integer.MAX_VALUE;
  }

  /**
   * Starts a new episode in every copy and writes the first observations. Copy {@code i} is seeded
   * with {@code seed + i}, as Gymnasium's vector environments are; all later episodes of a copy
   * follow from its seed.
   */
  void reset(long seed, StepBatch out);

  /**
   * Steps every copy.
   *
   * @param actions [B,A] row-major; a discrete action is its index
   * @throws EnvironmentException if a copy fails or is given an action outside its space
   */
  void step(float[] actions, StepBatch out);

  /**
   * Whether {@link #step(float[], StepBatch, int, int)} steps some copies while the others stand,
   * so that halves can take turns and copies can wait.
   */
  default boolean stepsInParts() {
    return false;
  }

  /**
   * Steps the copies {@code from .. from + count - 1} alone and leaves everything of the others as
   * it is.
   *
   * @throws UnsupportedOperationException unless {@link #stepsInParts}
   */
  default void step(float[] actions, StepBatch out, int from, int count) {
    throw new UnsupportedOperationException(
        name() + " steps all of its copies at once; use the sampler SERIAL with midBatchReset");
  }

  /** Whether {@link #restartCopy} starts an episode in one copy, so that it can be cut short. */
  default boolean restartsCopies() {
    return false;
  }

  /**
   * Leaves the running episode of one copy where it is and starts the copy's next one, as a step
   * that ends it would: what follows is decided by the copy's seed and what it has played, and
   * {@link #save} and {@link #restore} carry it. Writes the copy's rows of {@code observations},
   * {@code images} and {@code actionMasks} and leaves everything else of the batch as it is; what
   * the episode ended with is for the caller to keep.
   *
   * @throws UnsupportedOperationException unless {@link #restartsCopies}
   */
  default void restartCopy(int copy, StepBatch out) {
    throw new UnsupportedOperationException(name() + " cannot cut an episode short");
  }

  /**
   * Writes everything that decides the copies' future, so that {@link #restore} on another instance
   * of the same environment goes on with the same numbers.
   */
  void save(DataOutput out) throws IOException;

  /**
   * Takes the place of {@link #reset} with what {@link #save} wrote. The observations to act on
   * next are the caller's to keep, since no batch is written here.
   *
   * @throws IOException if the data do not fit this environment
   */
  void restore(DataInput in) throws IOException;

  /**
   * What copy {@code copy} looks like now, if the environment can be drawn. Not for the hot path: a
   * scene is made anew with every call.
   */
  default Optional<Scene> scene(int copy) {
    return Optional.empty();
  }

  /**
   * Whether {@link #restore} takes the state that an environment of that name saved. One that can
   * move, and that shows in replaying the state whether it is the same, may take other names.
   */
  default boolean restores(String savedName) {
    return savedName.equals(name());
  }

  /** Frees what the environment holds; the default holds nothing. */
  @Override
  default void close() {}
}
