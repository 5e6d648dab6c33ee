/** An agent that is watched while it plays: a {@link Screening} and where it is shown. */
@NullMarked
package io.github.ascent4j.cli.watch;

import org.jspecify.annotations.NullMarked;
