/**
 * Whether an environment keeps its contract: an environment comes in, findings go out, each with
 * what was seen, what to do, and the line of the contract that is broken.
 *
 * <p>{@link io.github.ascent4j.environment.check.EnvironmentCheck} is where to start. Knows
 * environments and threads; nothing of the catalogue, simulators or learning.
 */
@NullMarked
package io.github.ascent4j.environment.check;

import org.jspecify.annotations.NullMarked;
