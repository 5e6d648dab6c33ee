/**
 * A training that is watched: logged, evaluated, written as checkpoints, and stopped when it is
 * good enough, with a callback of one's own.
 */
@NullMarked
package io.github.ascent4j.examples.monitor;

import org.jspecify.annotations.NullMarked;
