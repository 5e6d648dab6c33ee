/**
 * Environments by name: what modules with environments offer, and what a user asks them for.
 *
 * <p>A request comes in, a {@link io.github.ascent4j.environment.VectorEnvironment} goes out. Knows
 * environments; nothing of checks, simulators or learning.
 */
@NullMarked
package io.github.ascent4j.environment.catalog;

import org.jspecify.annotations.NullMarked;
