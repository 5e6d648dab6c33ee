/**
 * The fourth station of the data's path: losses in closed form, pure functions over arrays.
 *
 * <p>Network outputs and the recorded minibatch come in, the loss and its gradient at the outputs
 * go out. Knows distributions, but no network, no engine and no algorithm.
 *
 * <p>Dimension letters: N samples, P policy outputs of a sample, A floats of an action.
 */
@NullMarked
package io.github.ascent4j.core.loss;

import org.jspecify.annotations.NullMarked;
