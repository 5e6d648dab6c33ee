package io.github.ascent4j.policy.inference;

/**
 * Turns a matrix over: an image from channels first, [C,H,W], to channels last, [H,W,C], where the
 * matrix is [C, H W], or back.
 */
record ReorderStep(int rows, int columns) implements Step {
  @Override
  public int outputs() {
    return rows * columns;
  }

  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    float[] x = in[0];
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      for (int column = 0; column < columns; column++) {
        y[column * rows + row] = x[from + column];
      }
    }
  }
}
