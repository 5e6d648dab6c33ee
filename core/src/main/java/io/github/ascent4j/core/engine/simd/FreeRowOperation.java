package io.github.ascent4j.core.engine.simd;

/**
 * Parameters that are outputs themselves, the same for every sample: a free log standard deviation.
 * They follow the mean in each row of the policy buffer.
 */
record FreeRowOperation(int buffer, int stride, int column, int width, int offset)
    implements Operation {
  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] values = workspace.values[buffer];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        values[i * stride + column + j] = parameters[offset + j];
      }
    }
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] gradients = workspace.gradients[buffer];
    for (int j = 0; j < width; j++) {
      float sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += gradients[i * stride + column + j];
      }
      workspace.parameterGradient[offset + j] = sum;
    }
  }
}
