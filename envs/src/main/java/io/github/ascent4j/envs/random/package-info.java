/**
 * NumPy's default generator, so that an environment seeded here starts where the same seed starts
 * it in Gymnasium.
 *
 * <p>A seed comes in, the raw words and uniform numbers of {@code numpy.random.Generator(PCG64)} go
 * out. Uses nothing but the JDK.
 */
@NullMarked
package io.github.ascent4j.envs.random;

import org.jspecify.annotations.NullMarked;
