package io.github.ascent4j.core.engine.simd;

/**
 * Gives a stack that starts with an activation a buffer of its own to work in, since others may
 * read the one it starts from.
 */
record CopyOperation(
    int width, int inBuffer, int inStride, int outBuffer, int outStride, boolean addsInputGradient)
    implements Operation {
  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] in = workspace.values[inBuffer];
    float[] out = workspace.values[outBuffer];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(in, workspace.offset(inBuffer) + i * inStride, out, i * outStride, width);
    }
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    if (inBuffer == 0) {
      return;
    }
    float[] in = workspace.gradients[inBuffer];
    float[] out = workspace.gradients[outBuffer];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        float gradient = out[i * outStride + j];
        in[i * inStride + j] = addsInputGradient ? in[i * inStride + j] + gradient : gradient;
      }
    }
  }
}
