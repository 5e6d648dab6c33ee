package io.github.ascent4j.core.engine.simd;

import io.github.ascent4j.policy.network.Layer;

/** Layer normalisation. */
final class LayerNormOperation implements Operation, ParameterOperation {
  LayerNormOperation(
      Layer.LayerNorm layer, Signal in, Signal out, int offset, boolean addsInputGradient) {}

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
