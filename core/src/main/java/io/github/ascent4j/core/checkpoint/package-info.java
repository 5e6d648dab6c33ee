/**
 * A training on the disk: its state as the content of a file, when one is written, which ones stay,
 * and the last state before a failure.
 *
 * <p>Views of a training come in, files go out. A side room: uses the views that callbacks get and
 * what policy files are made of; knows no training loop, no environment and no algorithm.
 */
@NullMarked
package io.github.ascent4j.core.checkpoint;

import org.jspecify.annotations.NullMarked;
