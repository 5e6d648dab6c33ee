/**
 * Atari games on the Arcade Learning Environment. A ROM comes in, a {@link
 * io.github.ascent4j.environment.VectorEnvironment} goes out.
 */
@NullMarked
package io.github.ascent4j.atari;

import org.jspecify.annotations.NullMarked;
