/**
 * Elementary functions whose bits are the same on every machine, the ground on which training and
 * inference agree. Uses nothing but the JDK.
 */
@NullMarked
package io.github.ascent4j.policy.math;

import org.jspecify.annotations.NullMarked;
