/**
 * Learning curves as pictures: the metrics of runs come in, a PNG or SVG file goes out. One layout
 * is drawn on two kinds of canvas, so both formats look the same; neither needs a display or an
 * installed font.
 */
@NullMarked
package io.github.ascent4j.cli.plot;

import org.jspecify.annotations.NullMarked;
