/** An inventory problem over arrays: how much many stores order each day. */
@NullMarked
package io.github.ascent4j.examples.inventory;

import org.jspecify.annotations.NullMarked;
