/**
 * Gymnasium's classic control tasks, step by step the same numbers.
 *
 * <p>Actions come in, observations, rewards and episode ends go out, for B copies at once. States
 * are float64 and lie in one array per quantity; observations are float32. Sines and cosines have
 * the bits of {@link StrictMath}, so every machine gives the same numbers. What the six tasks share
 * (time limits, restarts, seeds, checks, saved states) is in {@code ClassicControl}; a task is its
 * physics.
 *
 * <p>Dimension letters: B copies, O floats of an observation, S numbers of a state.
 */
@NullMarked
package io.github.ascent4j.envs.classic;

import org.jspecify.annotations.NullMarked;
