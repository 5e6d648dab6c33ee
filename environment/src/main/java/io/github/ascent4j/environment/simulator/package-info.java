/**
 * What simulators with Gymnasium's habits share: NumPy's generator, and copies that are seeded,
 * checked, restarted, saved and stepped by several threads.
 *
 * <p>A {@link io.github.ascent4j.environment.simulator.Simulator} comes in, a {@link
 * io.github.ascent4j.environment.VectorEnvironment} goes out. Knows environments, threads, and of
 * the catalogue what an environment says of itself; nothing of checks or learning.
 */
@NullMarked
package io.github.ascent4j.environment.simulator;

import org.jspecify.annotations.NullMarked;
