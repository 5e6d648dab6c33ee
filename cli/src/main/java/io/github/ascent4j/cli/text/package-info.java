/**
 * Text that may come from anybody, fit to be shown: a file's names and values come in, and go out
 * without anything that steers a terminal and no longer than a reader can use.
 */
@NullMarked
package io.github.ascent4j.cli.text;

import org.jspecify.annotations.NullMarked;
