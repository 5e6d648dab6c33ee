package io.github.ascent4j.environment.simulator;

import io.github.ascent4j.environment.scene.Scene;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One copy of an environment whose episodes draw from NumPy's generator, as those of Gymnasium do.
 * {@link SimulatorCopies} looks after seeds, time limit, restarts, action checks and saved states.
 *
 * <p>An episode is decided by the generator's state at its start and the actions that follow:
 * nothing may leak from one episode into the next. Instances are used by one thread at a time, not
 * always the same one. Stepping allocates nothing.
 *
 * <p>Failures are thrown as {@link io.github.ascent4j.environment.EnvironmentException}; copy and
 * step are named by the caller.
 */
public interface Simulator extends AutoCloseable {
  /**
   * Starts an episode.
   *
   * @param generator what is random is drawn from it, here and in the steps that follow
   */
  void start(Pcg64 generator);

  /**
   * Takes one step.
   *
   * @param actions the action begins at {@code offset}; a discrete one is its index, numbers are
   *     finite
   * @return the reward
   */
  double step(float[] actions, int offset);

  /** Whether the last step reached a terminal state. */
  boolean terminated();

  /** Whether the simulator itself cuts the episode short; time limits are not its concern. */
  default boolean truncated() {
    return false;
  }

  /**
   * Writes the present observation.
   *
   * @param numbers its numbers go to {@code numbersAt} and on
   * @param images its bytes go to {@code imagesAt} and on
   */
  void observe(float[] numbers, int numbersAt, byte[] images, int imagesAt);

  /**
   * Names of the numbers that {@link #info} gives, the same in every copy; none by default. {@link
   * io.github.ascent4j.environment.InfoNames} says which names there can be.
   */
  default List<String> infoNames() {
    return List.of();
  }

  /**
   * Writes what there is to know of the step that was just taken, beside its reward; called where
   * there are names.
   *
   * @param values a number for each name goes to {@code at} and on; NaN when called, which says
   *     that there is none
   */
  default void info(double[] values, int at) {}

  /**
   * Whether {@link #save} and {@link #restore} carry the exact state. Otherwise the running episode
   * is replayed from its start.
   */
  default boolean savesState() {
    return false;
  }

  /** Writes everything that decides the rest of the episode but the generator. */
  default void save(DataOutput out) throws IOException {
    throw new IOException(getClass().getSimpleName() + " saves no state");
  }

  /**
   * Goes on where the simulator that {@link #save} wrote stood.
   *
   * @param generator takes the place of the one given to {@link #start}
   * @throws IOException if the data are no such state
   */
  default void restore(DataInput in, Pcg64 generator) throws IOException {
    throw new IOException(getClass().getSimpleName() + " restores no state");
  }

  /** The present moment as a picture, where there is one. */
  default Optional<Scene> scene() {
    return Optional.empty();
  }

  @Override
  default void close() {}
}
