/**
 * Settings that change as training goes on: by plan, as schedules over progress or steps, or in
 * answer to the divergence that updates make. A side room: uses nothing, used by algorithms.
 */
@NullMarked
package io.github.ascent4j.core.schedule;

import org.jspecify.annotations.NullMarked;
