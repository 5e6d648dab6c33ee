package io.github.ascent4j.core.engine.simd;

import io.github.ascent4j.policy.network.Layer;

/** A max-pool. */
final class MaxPoolOperation implements Operation {
  MaxPoolOperation(Layer.MaxPool layer, Signal in, Signal out, boolean addsInputGradient) {}

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
