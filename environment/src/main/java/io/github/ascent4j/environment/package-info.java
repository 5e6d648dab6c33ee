/**
 * The first station of the data's path: what an agent acts on, and all that a simulator's module
 * depends on.
 *
 * <p>{@link io.github.ascent4j.environment.VectorEnvironment} steps B copies at once over primitive
 * arrays and is what everything behind this package consumes; {@link
 * io.github.ascent4j.environment.Environment} is the single copy that users write. Actions come in,
 * observations, rewards and episode ends go out. {@link
 * io.github.ascent4j.environment.EpisodeReplay} is how what cannot write its state is saved.
 *
 * <p>Touches spaces, threads and scenes; knows none of the rooms around it, no policy and no
 * learning.
 *
 * <p>Dimension letters: B copies (environments), O floats of an observation, A floats of an action.
 */
@NullMarked
package io.github.ascent4j.environment;

import org.jspecify.annotations.NullMarked;
