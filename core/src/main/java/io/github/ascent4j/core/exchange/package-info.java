/**
 * What processes that train one agent together share: one primitive, a sum over all of them, for
 * gradients, moments and statistics.
 *
 * <p>Arrays and moments come in, those of all ranks go out. A tool of its own, which touches no
 * station.
 */
@NullMarked
package io.github.ascent4j.core.exchange;

import org.jspecify.annotations.NullMarked;
