/**
 * Measurements: JMH benchmarks of the hot paths ({@code *Benchmark}), trainings in fresh JVMs, and
 * {@link io.github.ascent4j.benchmarks.Report}, which runs both and writes the page of figures. The
 * figures are kept in the documentation, never here.
 */
@NullMarked
package io.github.ascent4j.benchmarks;

import org.jspecify.annotations.NullMarked;
