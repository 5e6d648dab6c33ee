/**
 * Environments in pure Java, or with natives that come along, by name.
 *
 * <p>An id comes in, a {@link io.github.ascent4j.environment.VectorEnvironment} goes out. This
 * package knows which environments there are; what they do is in the packages below it.
 */
@NullMarked
package io.github.ascent4j.envs;

import org.jspecify.annotations.NullMarked;
