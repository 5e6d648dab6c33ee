package io.github.ascent4j.simd;

/** A constant factor on every number of a buffer, in place. */
record ScaleOperation(float factor, int buffer, int stride) implements Operation {
  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    scale(workspace.values[buffer], rows);
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    scale(workspace.tangents[buffer], rows);
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    scale(workspace.gradients[buffer], rows);
  }

  private void scale(float[] numbers, int rows) {
    for (int i = 0; i < rows * stride; i++) {
      numbers[i] *= factor;
    }
  }
}
