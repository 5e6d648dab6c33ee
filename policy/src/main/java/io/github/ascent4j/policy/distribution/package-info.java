/**
 * Action distributions: sample, mode, log-probability, entropy and KL divergence, and the gradients
 * of each with respect to the distribution's own parameters.
 *
 * <p>Network outputs come in, actions and gradients at those outputs go out. Knows nothing of
 * networks or losses.
 *
 * <p>Dimension letters: N samples, P parameters of a sample's distribution, A floats of an action.
 */
@NullMarked
package io.github.ascent4j.policy.distribution;

import org.jspecify.annotations.NullMarked;
