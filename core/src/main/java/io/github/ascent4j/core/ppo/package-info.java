/**
 * Proximal policy optimisation, put together from the stations before it: config, agent, the
 * update, and a training that can be stopped, saved and resumed to the same bits.
 *
 * <p>May use everything in core; nothing else may use it.
 *
 * <p>Dimension letters: T steps, B environments, N samples of a batch, O floats of an observation,
 * A floats of an action.
 */
@NullMarked
package io.github.ascent4j.core.ppo;

import org.jspecify.annotations.NullMarked;
