/**
 * Checkpoints: everything that decides how a training goes on, in one file. A side room: knows
 * agents and collectors, no algorithm.
 */
@NullMarked
package io.github.ascent4j.core.checkpoint;

import org.jspecify.annotations.NullMarked;
