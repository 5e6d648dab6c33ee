/**
 * The fourth station of the data's path: losses in closed form, pure functions over arrays.
 *
 * <p>Network outputs and the recorded minibatch come in, the loss and its gradient at the outputs
 * go out. Knows distributions, but no network, no engine and no algorithm.
 *
 * <p>A loss is evaluated block by block, so that an engine can spread a minibatch over threads: it
 * writes the gradient at the block's outputs and leaves sums, which the caller adds in the order of
 * the blocks. {@link io.github.ascent4j.core.loss.PpoLoss} and {@link
 * io.github.ascent4j.core.loss.PolicyGradientLoss} train a policy, with a critic beside it if they
 * have a {@link io.github.ascent4j.core.loss.ValueLoss}, which also trains a critic alone.
 *
 * <p>Dimension letters: N samples, P policy outputs of a sample, A floats of an action, M flags of
 * a sample's mask.
 */
@NullMarked
package io.github.ascent4j.core.loss;

import org.jspecify.annotations.NullMarked;
