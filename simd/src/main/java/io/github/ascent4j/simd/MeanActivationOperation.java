package io.github.ascent4j.simd;

import io.github.ascent4j.policy.network.ActivationFunction;

/**
 * An elementwise function on the mean alone, the first columns of each row; the other columns, a
 * log standard deviation that depends on the state, pass unchanged.
 *
 * @param activated columns the function is applied to
 * @param width columns in all
 */
record MeanActivationOperation(
    ActivationFunction function,
    int activated,
    int width,
    int inBuffer,
    int inStride,
    int outBuffer,
    int outStride)
    implements Operation {
  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] in = workspace.values[inBuffer];
    float[] out = workspace.values[outBuffer];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < activated; j++) {
        out[i * outStride + j] = function.apply(in[i * inStride + j]);
      }
      for (int j = activated; j < width; j++) {
        out[i * outStride + j] = in[i * inStride + j];
      }
    }
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    float[][] tangents = workspace.tangents;
    slope(workspace, tangents[inBuffer], inStride, tangents[outBuffer], outStride, rows);
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[][] gradients = workspace.gradients;
    slope(workspace, gradients[outBuffer], outStride, gradients[inBuffer], inStride, rows);
  }

  /** Multiplies by the derivative, which is a diagonal matrix. */
  private void slope(
      Workspace workspace, float[] from, int fromStride, float[] to, int toStride, int rows) {
    float[] in = workspace.values[inBuffer];
    float[] out = workspace.values[outBuffer];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < activated; j++) {
        float slope = function.derivative(in[i * inStride + j], out[i * outStride + j]);
        to[i * toStride + j] = from[i * fromStride + j] * slope;
      }
      for (int j = activated; j < width; j++) {
        to[i * toStride + j] = from[i * fromStride + j];
      }
    }
  }
}
