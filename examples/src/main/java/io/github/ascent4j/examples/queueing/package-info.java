/** A queueing problem as a step function: whom to admit while servers are scarce. */
@NullMarked
package io.github.ascent4j.examples.queueing;

import org.jspecify.annotations.NullMarked;
