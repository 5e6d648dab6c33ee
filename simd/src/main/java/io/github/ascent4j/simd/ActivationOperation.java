package io.github.ascent4j.simd;

import io.github.ascent4j.policy.network.ActivationFunction;

/**
 * An elementwise function on a buffer that nothing else reads; in place ({@code inBuffer} and
 * {@code outBuffer} the same) where its derivative does not need the input.
 */
record ActivationOperation(ActivationFunction function, int inBuffer, int outBuffer, int stride)
    implements Operation {
  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    kernels.activate(
        function, workspace.values[inBuffer], workspace.values[outBuffer], rows * stride);
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    // The derivative is a diagonal matrix, so what carries gradients back carries tangents forward.
    kernels.activationGradient(
        function,
        workspace.values[inBuffer],
        workspace.values[outBuffer],
        workspace.tangents[inBuffer],
        workspace.tangents[outBuffer],
        rows * stride);
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    kernels.activationGradient(
        function,
        workspace.values[inBuffer],
        workspace.values[outBuffer],
        workspace.gradients[outBuffer],
        workspace.gradients[inBuffer],
        rows * stride);
  }
}
