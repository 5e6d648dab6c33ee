/**
 * The first station of the data's path: what an agent acts on.
 *
 * <p>{@link io.github.ascent4j.environment.VectorEnvironment} steps B copies at once over primitive
 * arrays and is what everything behind this package consumes; {@link
 * io.github.ascent4j.environment.Environment} is the single copy that users write. Actions come in,
 * observations, rewards and episode ends go out. Nothing here knows of policies or learning.
 *
 * <p>Dimension letters: B copies (environments), O floats of an observation, A floats of an action.
 */
@NullMarked
package io.github.ascent4j.environment;

import org.jspecify.annotations.NullMarked;
