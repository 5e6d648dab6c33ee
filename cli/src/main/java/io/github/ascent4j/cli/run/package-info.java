/**
 * A training on disk: its configuration, its folder, the loop that fills it, and what it shows
 * meanwhile. A configuration or a folder comes in; checkpoints, metrics, agents and a summary go
 * out. Knows nothing of how commands are written.
 */
@NullMarked
package io.github.ascent4j.cli.run;

import org.jspecify.annotations.NullMarked;
