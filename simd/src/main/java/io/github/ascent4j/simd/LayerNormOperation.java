package io.github.ascent4j.simd;

import java.util.Arrays;

/**
 * Layer normalisation over all components of a row. Statistics are sums in double, in order.
 * Backward computes them again from the input, since an activation behind may have replaced what
 * came out.
 */
final class LayerNormOperation implements Operation, ParameterOperation {
  private final double epsilon;
  private final Signal in;
  private final Signal out;
  private final int width;
  private final int padded;
  private final int weight;
  private final int bias;
  private final boolean addsInputGradient;

  /**
   * @param offset where the layer's parameters start in the flat array
   * @param addsInputGradient whether another operation has written the input's gradient before
   */
  LayerNormOperation(float epsilon, Signal in, Signal out, int offset, boolean addsInputGradient) {
    this.in = in;
    this.out = out;
    this.addsInputGradient = addsInputGradient;
    this.epsilon = epsilon;
    width = in.width();
    padded = Kernels.pad(width);
    weight = offset;
    bias = offset + padded;
  }

  @Override
  public int size() {
    return 2 * padded;
  }

  @Override
  public int index(int[] flatIndex, int start) {
    int next = start;
    for (int j = 0; j < width; j++) {
      flatIndex[next++] = weight + j;
    }
    for (int j = 0; j < width; j++) {
      flatIndex[next++] = bias + j;
    }
    return next;
  }

  private double mean(float[] x, int from) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      sum += x[from + j];
    }
    return sum / width;
  }

  private double inverseDeviation(float[] x, int from, double mean) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      double difference = x[from + j] - mean;
      sum += difference * difference;
    }
    return 1 / Math.sqrt(sum / width + epsilon);
  }

  private static float normalized(float x, double mean, double inverse) {
    return (float) ((x - mean) * inverse);
  }

  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] x = workspace.values[in.buffer()];
    float[] y = workspace.values[out.buffer()];
    for (int i = 0; i < rows; i++) {
      int from = in.start(workspace, i);
      int to = i * out.stride();
      double mean = mean(x, from);
      double inverse = inverseDeviation(x, from, mean);
      for (int j = 0; j < width; j++) {
        float normalized = normalized(x[from + j], mean, inverse);
        y[to + j] = Math.fma(normalized, parameters[weight + j], parameters[bias + j]);
      }
      Arrays.fill(y, to + width, to + out.stride(), 0);
    }
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    float[] x = workspace.values[in.buffer()];
    float[] target = workspace.tangents[out.buffer()];
    for (int i = 0; i < rows; i++) {
      int from = in.start(workspace, i);
      int to = i * out.stride();
      double mean = mean(x, from);
      double inverse = inverseDeviation(x, from, mean);
      for (int j = 0; j < width; j++) {
        float normalized = normalized(x[from + j], mean, inverse);
        target[to + j] = Math.fma(normalized, direction[weight + j], direction[bias + j]);
      }
      if (!in.input()) {
        addTangent(x, workspace.tangents[in.buffer()], from, mean, inverse, parameters, target, to);
      }
    }
  }

  /** Adds what the tangent of the row at {@code from} of x does. */
  private void addTangent(
      float[] x,
      float[] tangent,
      int from,
      double mean,
      double inverse,
      float[] parameters,
      float[] target,
      int to) {
    double sum = 0;
    double product = 0;
    for (int j = 0; j < width; j++) {
      double normalized = normalized(x[from + j], mean, inverse);
      sum += tangent[from + j];
      product += tangent[from + j] * normalized;
    }
    sum /= width;
    product /= width;
    for (int j = 0; j < width; j++) {
      double normalized = normalized(x[from + j], mean, inverse);
      float change = (float) (inverse * (tangent[from + j] - sum - normalized * product));
      target[to + j] = Math.fma(change, parameters[weight + j], target[to + j]);
    }
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] x = workspace.values[in.buffer()];
    float[] outGradient = workspace.gradients[out.buffer()];
    float[] gradient = workspace.parameterGradient;
    Arrays.fill(gradient, weight, weight + size(), 0);
    for (int i = 0; i < rows; i++) {
      int from = in.start(workspace, i);
      int at = i * out.stride();
      double mean = mean(x, from);
      double inverse = inverseDeviation(x, from, mean);
      for (int j = 0; j < width; j++) {
        float normalized = normalized(x[from + j], mean, inverse);
        float g = outGradient[at + j];
        gradient[weight + j] = Math.fma(g, normalized, gradient[weight + j]);
        gradient[bias + j] += g;
      }
      if (!in.input()) {
        float[] inGradient = workspace.gradients[in.buffer()];
        inputGradient(x, from, mean, inverse, parameters, outGradient, at, inGradient);
      }
    }
  }

  /** Carries the gradient at {@code at} of a row back to the input's row at {@code from}. */
  private void inputGradient(
      float[] x,
      int from,
      double mean,
      double inverse,
      float[] parameters,
      float[] outGradient,
      int at,
      float[] inGradient) {
    double sum = 0;
    double product = 0;
    for (int j = 0; j < width; j++) {
      double g = outGradient[at + j] * parameters[weight + j];
      sum += g;
      product += g * normalized(x[from + j], mean, inverse);
    }
    sum /= width;
    product /= width;
    for (int j = 0; j < width; j++) {
      double g = outGradient[at + j] * parameters[weight + j];
      double normalized = normalized(x[from + j], mean, inverse);
      float change = (float) (inverse * (g - sum - normalized * product));
      inGradient[from + j] = addsInputGradient ? inGradient[from + j] + change : change;
    }
  }
}
