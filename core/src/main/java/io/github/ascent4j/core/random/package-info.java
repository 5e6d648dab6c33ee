/** The generator behind everything random in a training, with a state that can be saved. */
@NullMarked
package io.github.ascent4j.core.random;

import org.jspecify.annotations.NullMarked;
