/**
 * The generator behind everything random in a training, with a state that can be saved, and the
 * streams that one seed is split into. A side room: knows no other package of core.
 */
@NullMarked
package io.github.ascent4j.core.random;

import org.jspecify.annotations.NullMarked;
