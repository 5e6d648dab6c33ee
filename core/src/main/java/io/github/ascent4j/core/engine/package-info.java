/**
 * The fifth station of the data's path: an engine turns a network description into something that
 * runs forward, runs backward from a given output gradient and is stepped by an optimiser.
 *
 * <p>Inputs and output gradients come in, outputs go out, parameters change. An engine knows
 * nothing of reinforcement learning: nothing here may touch environments, rollouts, advantages or
 * losses.
 *
 * <p>Dimension letters: N samples, I inputs of a sample, P policy outputs of a sample.
 */
@NullMarked
package io.github.ascent4j.core.engine;

import org.jspecify.annotations.NullMarked;
