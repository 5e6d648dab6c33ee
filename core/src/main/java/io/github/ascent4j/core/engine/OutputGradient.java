package io.github.ascent4j.core.engine;

/** Gives an engine the gradient of a loss at the network's outputs. */
@FunctionalInterface
public interface OutputGradient {
  /**
   * Reads the outputs of a block, in a curvature product also their tangents, and writes every
   * element of their gradients. Different blocks may be asked for by different threads at once.
   */
  void evaluate(OutputBlock rows);
}
