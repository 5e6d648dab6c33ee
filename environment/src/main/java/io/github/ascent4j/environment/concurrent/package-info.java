/** Threads for loops that must give the same bits however many there are. A side room. */
@NullMarked
package io.github.ascent4j.environment.concurrent;

import org.jspecify.annotations.NullMarked;
