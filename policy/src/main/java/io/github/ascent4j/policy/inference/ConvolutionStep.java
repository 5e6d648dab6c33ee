package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;

/**
 * A convolution of an image [H,W,C] that has its padding already, to one [OH,OW,O]. A chain walks
 * the kernel's rows, then its columns, then the channels; see {@link Chains}.
 *
 * @param line floats of a row of pixels of what goes in
 * @param channels C
 * @param weights an array of O for each place of the kernel and channel
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ConvolutionStep(
    Window window,
    int line,
    int channels,
    int outputHeight,
    int outputWidth,
    float[][] weights,
    float[] bias)
    implements Step {
  /** Weights [O,C,KH,KW] in the order of the chains. */
  static float[][] weights(Parameter weight, float[] parameters) {
    int outputs = weight.rows();
    int channels = weight.shape().get(1);
    int places = weight.columns() / channels;
    float[][] rows = new float[weight.columns()][outputs];
    for (int o = 0; o < outputs; o++) {
      for (int c = 0; c < channels; c++) {
        for (int place = 0; place < places; place++) {
          rows[place * channels + c][o] =
              parameters[weight.offset() + (o * channels + c) * places + place];
        }
      }
    }
    return rows;
  }

  @Override
  public int outputs() {
    return outputHeight * outputWidth * bias.length;
  }

  @Override
  public int workSize() {
    return bias.length;
  }

  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    float[] x = in[0];
    int inputs = window.kernelWidth() * channels;
    int to = 0;
    for (int oy = 0; oy < outputHeight; oy++) {
      for (int ox = 0; ox < outputWidth; ox++) {
        System.arraycopy(bias, 0, work, 0, bias.length);
        int from = oy * window.strideHeight() * line + ox * window.strideWidth() * channels;
        for (int kh = 0; kh < window.kernelHeight(); kh++) {
          Chains.add(x, from + kh * line, inputs, weights, kh * inputs, work);
        }
        System.arraycopy(work, 0, y, to, bias.length);
        to += bias.length;
      }
    }
  }
}
