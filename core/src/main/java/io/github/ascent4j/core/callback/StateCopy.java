package io.github.ascent4j.core.callback;

import io.github.ascent4j.policy.file.TensorFile;
import java.io.IOException;

/**
 * Room for a copy of everything that decides how a training goes on. Taking one is cheap enough for
 * every update: arrays are copied as they are, into those of the copy before, and only {@link
 * #content} makes a file of them.
 */
public interface StateCopy {
  /**
   * Copies the training as it is now, in place of what was copied before.
   *
   * @throws IllegalStateException in the middle of an iteration
   */
  void take() throws IOException;

  /** Steps that had been taken; -1 before there is a copy, and where taking one has failed. */
  long steps();

  /**
   * The copy as the content of a checkpoint, whatever the training does meanwhile.
   *
   * @throws IllegalStateException if there is none
   */
  TensorFile content() throws IOException;
}
