package io.github.ascent4j.policy.inference;

/**
 * Puts zeros around an image [H,W,C].
 *
 * @param line floats of a row of pixels
 * @param vertical rows of zeros above and below
 * @param side zeros in front of a row of pixels and behind it
 */
record PaddingStep(int height, int line, int vertical, int side) implements Step {
  @Override
  public int outputs() {
    return (height + 2 * vertical) * (line + 2 * side);
  }

  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    float[] x = in[0];
    // The zeros are those that the array was made with: nobody else writes it.
    int stride = line + 2 * side;
    for (int row = 0; row < height; row++) {
      System.arraycopy(x, row * line, y, (vertical + row) * stride + side, line);
    }
  }
}
