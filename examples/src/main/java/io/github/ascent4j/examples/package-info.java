/**
 * Environments of one's own, each with the training that solves it. {@code Thermostat}, {@code
 * Counter} and {@code Batteries} are the three shapes of a simulator at their shortest: one that is
 * stepped, one that owns its main loop, and one that steps many copies over arrays. The packages
 * below have one real thing of each; {@code algorithm} has a whole algorithm, and {@code monitor} a
 * training that is watched.
 */
@NullMarked
package io.github.ascent4j.examples;

import org.jspecify.annotations.NullMarked;
