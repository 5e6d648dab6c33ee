/** JMH benchmarks of the hot paths; their figures are kept in the documentation, never here. */
@NullMarked
package io.github.ascent4j.benchmarks;

import org.jspecify.annotations.NullMarked;
