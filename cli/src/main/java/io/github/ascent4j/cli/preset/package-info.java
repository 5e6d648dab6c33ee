/**
 * Named sets of settings, and what each setting means. A name comes in, a whole configuration goes
 * out. Knows the algorithms' config records and nothing of the command line.
 */
@NullMarked
package io.github.ascent4j.cli.preset;

import org.jspecify.annotations.NullMarked;
