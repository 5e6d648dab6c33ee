/** An event-driven problem on a simulator that others maintain: where to run jobs in a cloud. */
@NullMarked
package io.github.ascent4j.examples.cloud;

import org.jspecify.annotations.NullMarked;
