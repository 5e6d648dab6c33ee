/**
 * What is put around an environment to change what an agent sees, earns or may play: limits,
 * stacks, transforms, records.
 *
 * <p>A {@link io.github.ascent4j.environment.VectorEnvironment} of any kind comes in, and one goes
 * out, so wrappers go around each other in any order. Knows environments, and of the catalogue how
 * names are suggested; nothing of checks, simulators or learning.
 */
@NullMarked
package io.github.ascent4j.environment.wrapper;

import org.jspecify.annotations.NullMarked;
