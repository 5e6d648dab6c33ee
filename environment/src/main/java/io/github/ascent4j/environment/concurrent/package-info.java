/**
 * Threads: for loops that must give the same bits however many there are, of environments and of
 * engines, and for what has to end with the program. Loop bodies come in, nothing goes out.
 *
 * <p>A side room that may be used anywhere; knows nothing of the other packages.
 */
@NullMarked
package io.github.ascent4j.environment.concurrent;

import org.jspecify.annotations.NullMarked;
