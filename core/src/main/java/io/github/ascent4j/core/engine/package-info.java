/**
 * The fifth station of the data's path: an engine turns a program into a network that runs forward,
 * runs backward from a given output gradient and is stepped by an optimiser.
 *
 * <p>Inputs and output gradients come in, outputs go out, parameters change. An engine knows
 * networks with named outputs and nothing of reinforcement learning: nothing here may touch
 * environments, rollouts, advantages, losses or the description of an agent. It sums gradients by
 * {@code core.exchange}. What any engine must do is written as tests in {@code contract} of this
 * module's test-jar.
 *
 * <p>Dimension letters: N samples, F floats and U bytes of a sample, P components of an output, S
 * floats of a state.
 */
@NullMarked
package io.github.ascent4j.core.engine;

import org.jspecify.annotations.NullMarked;
