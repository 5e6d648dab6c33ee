package io.github.ascent4j.core.engine;

/** Gives an engine the product of a matrix at each sample's policy outputs with their change. */
@FunctionalInterface
public interface OutputMetric {
  /**
   * Reads outputs and tangents of samples {@code from .. from + count - 1} and writes every policy
   * output of their gradients. Different blocks may be asked for by different threads at once.
   *
   * @param block index of the block, from 0, in the order of the samples
   */
  void apply(int block, int from, int count, TangentBlock rows);
}
