package io.github.ascent4j.environment;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.Space;
import java.util.List;
import java.util.Optional;

/**
 * One simulator, as users write it. {@link VectorEnvironments#of} turns copies of it into a {@link
 * VectorEnvironment}.
 *
 * <p>An episode is decided by the seed given to {@link #reset} and the actions that follow: nothing
 * may leak from one episode into the next. That is what lets a training be resumed to the same bits
 * by replaying the running episode.
 *
 * <p>Training relies on these lines, which {@code ascent check} tries:
 *
 * <ul>
 *   <li>E1: The spaces, the time limit, the names of infos and whether actions are masked never
 *       change and are the same in every instance.
 *   <li>E2: A continuous action has finite bounds.
 *   <li>E3: {@code reset} and {@code step} write all {@code flatSize()} floats of the observation
 *       at every call and use nothing of an array beyond its space's size.
 *   <li>E4: Every observation is finite and lies in its space; pixels are whole numbers.
 *   <li>E5: Every reward is finite and in the range of a float.
 *   <li>E6: With any allowed action of the action space, {@code reset}, {@code step}, {@code
 *       actionMask}, {@code info}, {@code scene} and {@code close} return in good time, throw
 *       nothing and return no null.
 *   <li>E7: The seed given to {@code reset} and the actions that follow decide every number of an
 *       episode.
 *   <li>E8: Nothing is left of the episode before, and {@code reset} may come in the middle of one.
 *   <li>E9: Instances share nothing that changes.
 *   <li>E10: Arrays belong to the caller: the action is not written to, and no array is kept.
 *   <li>E11: Every episode ends, or {@code timeLimit()} says after how many steps it is cut.
 *   <li>E12: {@code terminated} means that nothing can be earned any more; an end that comes from a
 *       clock is {@code truncated}.
 *   <li>E13: Where {@code masksActions()} is true, {@code actionMask} leaves each choice one
 *       possibility at least.
 *   <li>E14: Calls come one at a time, and not always from the same thread.
 *   <li>E15: {@code infoNames()} are legal names, each there once, and {@code info} gives every one
 *       a finite number after each step, or NaN where there is none.
 * </ul>
 */
public interface Environment extends AutoCloseable {
  Space observationSpace();

  Space actionSpace();

  /**
   * Starts an episode.
   *
   * @param seed decides everything random in this episode
   * @param observation receives the first observation, {@code observationSpace().flatSize()} floats
   */
  void reset(long seed, float[] observation);

  /**
   * Takes one step.
   *
   * @param action {@code actionSpace().flatSize()} floats; a discrete action is its index
   * @param observation receives the next observation, the last one of the episode if it ends here
   * @return the reward and whether the episode ended
   */
  Outcome step(float[] action, float[] observation);

  /**
   * Whether {@link #actionMask} says which actions are allowed; by default all always are.
   *
   * {@snippet file="io/github/ascent4j/envs/example/Nim.java" region="mask"}
   */
  default boolean masksActions() {
    return false;
  }

  /**
   * Says which choices are allowed now; called after {@link #reset} and {@link #step} where {@link
   * #masksActions} is true. An agent never takes a forbidden one.
   *
   * @param mask receives a flag for each choice, true for allowed, laid out as {@link
   *     ActionMasks#size} says; all true when called
   */
  default void actionMask(boolean[] mask) {}

  /**
   * Names of the numbers that {@link #info} gives after each step, for loggers and callbacks; none
   * by default. {@link InfoNames} says which names there can be.
   *
   * {@snippet file="io/github/ascent4j/examples/queueing/Admission.java" region="info"}
   */
  default List<String> infoNames() {
    return List.of();
  }

  /**
   * Says what there is to know of the step that was just taken, beside its reward; called after
   * each {@link #step}, that which ends an episode too, where there are {@link #infoNames}. Nothing
   * is learnt from it, and it changes nothing.
   *
   * @param values receives a number for each name, in their order; all NaN when called, which says
   *     that there is none
   */
  default void info(double[] values) {}

  /** Steps after which an episode is truncated; none by default. */
  default int timeLimit() {
    return Integer.MAX_VALUE;
  }

  /** Name for messages and provenance. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** What it looks like now, for {@code ascent watch}; nothing by default. */
  default Optional<Scene> scene() {
    return Optional.empty();
  }

  @Override
  default void close() {}

  /**
   * What a step returns beside the observation.
   *
   * @param terminated the step reached a terminal state, after which nothing can be earned
   * @param truncated the episode was cut short for another reason
   */
  record Outcome(double reward, boolean terminated, boolean truncated) {
    /** The episode goes on. */
    public static Outcome running(double reward) {
      return new Outcome(reward, false, false);
    }

    /** A terminal state was reached. */
    public static Outcome terminal(double reward) {
      return new Outcome(reward, true, false);
    }

    /** The episode was cut short. */
    public static Outcome cut(double reward) {
      return new Outcome(reward, false, true);
    }
  }
}
