package io.github.ascent4j.core.engine;

/** Gives an engine the gradient of a loss at the network's outputs. */
@FunctionalInterface
public interface OutputGradient {
  /**
   * Reads the outputs of samples {@code from .. from + count - 1} and writes every element of their
   * gradients. Different blocks may be asked for by different threads at once.
   *
   * @param block index of the block, from 0, in the order of the samples
   */
  void evaluate(int block, int from, int count, OutputBlock outputs);
}
