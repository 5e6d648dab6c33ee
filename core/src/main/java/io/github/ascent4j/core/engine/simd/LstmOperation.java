package io.github.ascent4j.core.engine.simd;

import io.github.ascent4j.policy.network.Layer;

/** A long short-term memory. */
final class LstmOperation implements Operation, ParameterOperation {
  LstmOperation(
      Layer.Lstm layer,
      Signal in,
      Signal out,
      int gates,
      int cells,
      int offset,
      int stateOffset,
      boolean addsInputGradient) {}

  @Override
  public int size() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int index(int[] flatIndex, int start) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    throw new UnsupportedOperationException();
  }
}
