package io.github.ascent4j.policy.file;

import io.github.ascent4j.policy.program.Operation;
import io.github.ascent4j.policy.program.Program;

/**
 * What a network needs to run besides its parameters. The tensors of a file vouch for the sizes of
 * linear layers, but a convolution or a pool of few parameters can claim an image of any size.
 */
final class WorkingMemory {
  /** Floats of an observation and of what all operations yield for it: 256 MiB. */
  static final long LIMIT = 1L << 26;

  private WorkingMemory() {}

  /**
   * @throws IllegalArgumentException if the network needs more than {@link #LIMIT}
   */
  static void check(Program program) {
    long floats = 0;
    for (Operation operation : program.operations()) {
      floats += operation.output().size();
    }
    if (floats > LIMIT) {
      throw new IllegalArgumentException(
          "the network yields "
              + floats
              + " numbers for an observation, more than the "
              + LIMIT
              + " that a policy file may ask for; use smaller images or larger strides");
    }
  }
}
