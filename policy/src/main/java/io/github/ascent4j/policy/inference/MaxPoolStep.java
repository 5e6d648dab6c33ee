package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.network.Window;

/**
 * The largest value of each channel in every place of a window over an image [H,W,C]; of equal ones
 * the first, row by row.
 *
 * @param line floats of a row of pixels of what goes in
 */
record MaxPoolStep(Window window, int line, int channels, int outputHeight, int outputWidth)
    implements Step {
  @Override
  public int outputs() {
    return outputHeight * outputWidth * channels;
  }

  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    float[] x = in[0];
    int to = 0;
    for (int oy = 0; oy < outputHeight; oy++) {
      for (int ox = 0; ox < outputWidth; ox++) {
        int from = oy * window.strideHeight() * line + ox * window.strideWidth() * channels;
        System.arraycopy(x, from, y, to, channels);
        for (int kh = 0; kh < window.kernelHeight(); kh++) {
          for (int kw = 0; kw < window.kernelWidth(); kw++) {
            largest(x, from + kh * line + kw * channels, y, to);
          }
        }
        to += channels;
      }
    }
  }

  private void largest(float[] x, int from, float[] y, int to) {
    for (int c = 0; c < channels; c++) {
      float value = x[from + c];
      if (value > y[to + c]) {
        y[to + c] = value;
      }
    }
  }
}
