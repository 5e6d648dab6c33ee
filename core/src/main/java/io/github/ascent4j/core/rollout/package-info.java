/**
 * The second station of the data's path: acting in the environments and recording what happened.
 *
 * <p>An environment and a policy come in, a filled {@link
 * io.github.ascent4j.core.rollout.RolloutBuffer} and statistics of finished episodes go out. May
 * use environments and agents; knows nothing of advantages, losses or algorithms.
 *
 * <p>A {@link io.github.ascent4j.core.rollout.RolloutCollector} is put together from a piece for
 * each concern: {@code CopyStepper} steps, {@code GroupTurns} lets a group act and records it,
 * {@code SamplingOrder} says in which order groups do, {@code StatisticsUpdate} when observations
 * count, {@code FinalValues} what truncated episodes are worth, {@code WaitingCopies} who waits and
 * {@code Decorrelation} how episodes are spread.
 *
 * <p>Dimension letters: T steps, B environments, O floats of an observation, A floats of an action.
 * Arrays [T,B] are time-major: element (t, b) is at {@code t * B + b}.
 */
@NullMarked
package io.github.ascent4j.core.rollout;

import org.jspecify.annotations.NullMarked;
