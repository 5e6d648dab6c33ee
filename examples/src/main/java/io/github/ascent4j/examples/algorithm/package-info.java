/** An algorithm of one's own: what {@code docs/your-own-algorithm.md} shows. */
@NullMarked
package io.github.ascent4j.examples.algorithm;

import org.jspecify.annotations.NullMarked;
