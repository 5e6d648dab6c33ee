package io.github.ascent4j.policy;

import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.ParameterLayout;
import io.github.ascent4j.policy.network.ParameterLayout.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/*
 * The bits. Output j of a linear layer is one chain of fused multiply-adds that starts at the bias
 * and walks the inputs upwards:
 *
 *   acc = bias[j]; for (k = 0; k < inputs; k++) acc = Math.fma(x[k], W[j][k], acc);
 *
 * and activations are those of ActivationFunction. Training engines compute the same chains, so that
 * an agent in service acts bit for bit as it did in training. The order is therefore a contract: no
 * partial sums over k, no other start than the bias, no multiply and add apart.
 *
 * The chains of different j are independent, so weights lie transposed, [inputs][outputs], and j
 * runs innermost: neighbouring outputs fill the lanes of one vector, which the JIT compiler finds by
 * itself. Four inputs are taken at a time, so that an accumulator is loaded and stored once for four
 * links of its chain.
 */

/** A stack of layers with its weights, run for one sample at a time. Immutable, and so shared. */
final class FeedForward {
  private final List<Step> steps;

  /**
   * @param prefix name of the stack in the layout
   * @param inputs width of what goes in
   */
  FeedForward(
      String prefix, int inputs, List<Layer> layers, ParameterLayout layout, float[] parameters) {
    List<Step> built = new ArrayList<>();
    int width = inputs;
    int k = 0;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Dense dense) {
        String name = prefix + "." + k++;
        float[] weights = transposed(parameter(layout, name + ".weight"), parameters);
        Parameter bias = parameter(layout, name + ".bias");
        float[] biases = new float[dense.outputs()];
        System.arraycopy(parameters, bias.offset(), biases, 0, biases.length);
        built.add(new Dense(width, dense.outputs(), weights, biases));
        width = dense.outputs();
      } else if (layer instanceof Layer.Activation activation) {
        built.add(new Activation(width, activation.function()));
      } else {
        throw new IllegalArgumentException("inference does not know the layer " + layer);
      }
    }
    steps = List.copyOf(built);
  }

  private static Parameter parameter(ParameterLayout layout, String name) {
    return layout.find(name).orElseThrow(() -> new NoSuchElementException(name));
  }

  private static float[] transposed(Parameter weight, float[] parameters) {
    float[] values = new float[weight.size()];
    for (int row = 0; row < weight.rows(); row++) {
      for (int column = 0; column < weight.columns(); column++) {
        values[column * weight.rows() + row] =
            parameters[weight.offset() + row * weight.columns() + column];
      }
    }
    return values;
  }

  /** Arrays for {@link #run}, one set for each thread. */
  float[][] buffers() {
    float[][] buffers = new float[steps.size()][];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = new float[steps.get(i).outputs()];
    }
    return buffers;
  }

  /** Runs one sample; the result is the last buffer, or the input if there are no layers. */
  float[] run(float[] input, float[][] buffers) {
    float[] x = input;
    for (int i = 0; i < buffers.length; i++) {
      float[] y = buffers[i];
      steps.get(i).run(x, y);
      x = y;
    }
    return x;
  }

  /** What went into the last layer when {@link #run} had that input and those buffers. */
  static float[] lastInput(float[] input, float[][] buffers) {
    return buffers.length > 1 ? buffers[buffers.length - 2] : input;
  }

  private sealed interface Step {
    int outputs();

    void run(float[] x, float[] y);
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Dense(int inputs, int outputs, float[] weights, float[] biases) implements Step {
    @Override
    public void run(float[] x, float[] y) {
      System.arraycopy(biases, 0, y, 0, outputs);
      int k = 0;
      for (; k + 3 < inputs; k += 4) {
        add4(x[k], x[k + 1], x[k + 2], x[k + 3], weights, k * outputs, y, outputs);
      }
      for (; k < inputs; k++) {
        add(x[k], weights, k * outputs, y, outputs);
      }
    }

    private static void add(float x, float[] weights, int row, float[] y, int outputs) {
      for (int j = 0; j < outputs; j++) {
        y[j] = Math.fma(x, weights[row + j], y[j]);
      }
    }

    private static void add4(
        float x0, float x1, float x2, float x3, float[] weights, int row, float[] y, int outputs) {
      int row1 = row + outputs;
      int row2 = row1 + outputs;
      int row3 = row2 + outputs;
      for (int j = 0; j < outputs; j++) {
        float acc = Math.fma(x0, weights[row + j], y[j]);
        acc = Math.fma(x1, weights[row1 + j], acc);
        acc = Math.fma(x2, weights[row2 + j], acc);
        y[j] = Math.fma(x3, weights[row3 + j], acc);
      }
    }
  }

  private record Activation(int outputs, ActivationFunction function) implements Step {
    @Override
    public void run(float[] x, float[] y) {
      for (int j = 0; j < outputs; j++) {
        y[j] = function.apply(x[j]);
      }
    }
  }
}
