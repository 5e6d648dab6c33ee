/**
 * What robots are rewarded for. A user's settings and a compiled model come in, a {@link
 * io.github.ascent4j.environment.simulator.Simulator} goes out.
 *
 * <p>The tasks are those of Gymnasium with its numbers: on the same release of MuJoCo a seed and
 * actions give the same bits. Rewards are computed in float64 from the float32 actions, as
 * Gymnasium computes them when it is given the same actions as float64; observations are rounded to
 * float32.
 */
@NullMarked
package io.github.ascent4j.mujoco.task;

import org.jspecify.annotations.NullMarked;
