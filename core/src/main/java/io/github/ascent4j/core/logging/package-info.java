/**
 * What a training reports while it runs, and where that goes. A side room: knows no algorithm and
 * no environment.
 */
@NullMarked
package io.github.ascent4j.core.logging;

import org.jspecify.annotations.NullMarked;
