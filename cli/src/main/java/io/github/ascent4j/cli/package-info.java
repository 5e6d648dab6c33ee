/**
 * The {@code ascent} command: arguments come in, runs, figures and exported policies go out. It may
 * use every other module; none may use it.
 */
@NullMarked
package io.github.ascent4j.cli;

import org.jspecify.annotations.NullMarked;
