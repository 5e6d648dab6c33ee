/**
 * Observation and action spaces: the shapes, types and bounds an agent is built for.
 *
 * <p>Values of every space are stored flat as {@code float}s, row-major; a discrete value is its
 * index. Spaces are immutable and compare by content. This package uses nothing but the JDK.
 */
@NullMarked
package io.github.ascent4j.policy.space;

import org.jspecify.annotations.NullMarked;
