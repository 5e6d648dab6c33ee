/** Settings that change as training goes on. A side room: uses nothing, used by algorithms. */
@NullMarked
package io.github.ascent4j.core.schedule;

import org.jspecify.annotations.NullMarked;
