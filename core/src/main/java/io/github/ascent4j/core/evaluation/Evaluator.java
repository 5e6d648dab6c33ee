package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays episodes with a policy that learns, now and then, in environments of its own. Draws from no
 * generator of the training and changes no statistics: the training gives the same bits with and
 * without. Used by one thread at a time.
 */
public interface Evaluator extends AutoCloseable {
  /**
   * Whether an evaluation is due after an iteration that went from {@code stepsBefore} to {@code
   * stepsAfter}: where a multiple of the config's {@code every} lies in between or at the end.
   * Depends on the steps alone, so a resumed training is evaluated where an uninterrupted one is.
   * The last policy of a training may be evaluated even where nothing is due.
   */
  boolean due(long stepsBefore, long stepsAfter);

  /**
   * Evaluates the policy as it is now.
   *
   * @param step steps it has learnt from
   * @param policy its normaliser is applied and not updated
   * @param snapshot asked for a copy of the agent if it is the best and to be kept
   * @throws EndlessEpisodeException if an episode does not end within the steps that it may have
   * @throws io.github.ascent4j.environment.PlayInterruptedException if the thread is interrupted
   */
  EvaluationOutcome evaluate(long step, ActorCriticPolicy policy, Supplier<SavedAgent> snapshot);

  /**
   * Checks that evaluations leave a training alone; called before it starts.
   *
   * @throws IllegalArgumentException if the environment to play in is the one it trains in
   */
  default void checkApart(TrainingView training) {}

  /**
   * The best agent, if it is kept; null before there is one. Not part of the state that is saved:
   * after {@link #restore} it is null until a better one comes.
   */
  @Nullable SavedAgent best();

  /** Writes everything that decides what later evaluations find best and when they stop. */
  void save(DataOutput out) throws IOException;

  /**
   * Takes over what {@link #save} wrote.
   *
   * @throws IOException if the data are no such state
   */
  void restore(DataInput in) throws IOException;

  /** Closes the environments. */
  @Override
  void close();
}
