package io.github.ascent4j.simd;

/**
 * Parameters that are outputs themselves, the same for every sample: free log standard deviations.
 * They follow what is in each row already.
 */
record FreeRowOperation(int buffer, int stride, int column, int width, int offset)
    implements Operation, ParameterOperation {
  @Override
  public int size() {
    return Kernels.pad(width);
  }

  @Override
  public int index(int[] flatIndex, int start) {
    for (int j = 0; j < width; j++) {
      flatIndex[start + j] = offset + j;
    }
    return start + width;
  }

  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    fill(workspace.values[buffer], parameters, rows);
  }

  private void fill(float[] target, float[] flat, int rows) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        target[i * stride + column + j] = flat[offset + j];
      }
    }
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    fill(workspace.tangents[buffer], direction, rows);
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
