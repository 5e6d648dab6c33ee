package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.ArrayList;
import java.util.List;

/** The contract of the bits word for word: images as [C,H,W], every sum a loop of its own. */
public final class NaiveNetwork {
  private final ActorCritic network;
  private final ParameterLayout layout;
  private final float[] parameters;
  private float[] state;
  private float[] next;
  private int stateOffset;

  public NaiveNetwork(ActorCritic network, float[] parameters) {
    this.network = network;
    this.parameters = parameters;
    layout = ParameterLayout.of(network);
    state = new float[network.stateSize()];
    next = state.clone();
  }

  /**
   * What the actor's last layer and the critic yield for a step, after which the state moves on.
   */
  public record Outputs(float[] policy, float[] value, float[] nextState) {}

  public Outputs step(float[] numbers, byte[] images) {
    stateOffset = 0;
    List<Integer> shape = network.featureShape();
    List<List<Layer>> layers = network.parts().stream().map(Input::layers).toList();
    float[] x = run("trunk", shape, network.trunk(), encoded("input", layers, numbers, images));
    shape = ActorCritic.outputShape(shape, network.trunk());
    float[] policy = run("actor", shape, network.actorLayers(), x);
    if (!network.criticInputs().isEmpty()) {
      x = encoded("critic.input", network.criticInputs(), numbers, images);
      shape = List.of(x.length);
    }
    float[] value = run("critic", shape, network.criticLayers(), x);
    state = next;
    next = state.clone();
    return new Outputs(policy, value, state.clone());
  }

  private float[] encoded(String prefix, List<List<Layer>> layers, float[] numbers, byte[] images) {
    List<Float> features = new ArrayList<>();
    int number = 0;
    int pixel = 0;
    for (int i = 0; i < network.parts().size(); i++) {
      Input part = network.parts().get(i);
      float[] x = new float[part.size()];
      for (int k = 0; k < x.length; k++) {
        x[k] = part.image() ? (images[pixel++] & 0xff) / 255f : numbers[number++];
      }
      for (float y : run(prefix + "." + i, part.shape(), layers.get(i), x)) {
        features.add(y);
      }
    }
    float[] x = new float[features.size()];
    for (int k = 0; k < x.length; k++) {
      x[k] = features.get(k);
    }
    return x;
  }

  private float[] run(String prefix, List<Integer> inputShape, List<Layer> layers, float[] input) {
    float[] x = input;
    List<Integer> shape = inputShape;
    int k = 0;
    for (Layer layer : layers) {
      String name = prefix + "." + k;
      if (layer instanceof Layer.Activation activation) {
        x = x.clone();
        for (int j = 0; j < x.length; j++) {
          x[j] = activation.function().apply(x[j]);
        }
      } else if (layer instanceof Layer.MaxPool pool) {
        x = pool(pool.window(), shape, x);
      } else {
        k++;
        if (layer instanceof Layer.Dense dense) {
          x = dense(name, dense.outputs(), x);
        } else if (layer instanceof Layer.Convolution convolution) {
          x = convolution(name, convolution, shape, x);
        } else if (layer instanceof Layer.LayerNorm norm) {
          x = norm(name, norm.epsilon(), x);
        } else if (layer instanceof Layer.Lstm lstm) {
          x = lstm(name, lstm.hidden(), x);
        } else {
          throw new IllegalArgumentException(String.valueOf(layer));
        }
      }
      shape = layer.outputShape(shape);
    }
    return x;
  }

  private float value(String name, int... index) {
    Parameter parameter = layout.find(name).orElseThrow();
    int flat = 0;
    for (int d = 0; d < index.length; d++) {
      flat = flat * parameter.shape().get(d) + index[d];
    }
    return parameters[parameter.offset() + flat];
  }

  private float[] dense(String name, int outputs, float[] x) {
    float[] y = new float[outputs];
    for (int j = 0; j < outputs; j++) {
      float acc = value(name + ".bias", j);
      for (int i = 0; i < x.length; i++) {
        acc = Math.fma(x[i], value(name + ".weight", j, i), acc);
      }
      y[j] = acc;
    }
    return y;
  }

  private float[] convolution(
      String name, Layer.Convolution layer, List<Integer> shape, float[] x) {
    Window w = layer.window();
    int channels = shape.get(0);
    int height = shape.get(1);
    int width = shape.get(2);
    int oh = w.outputHeight(height);
    int ow = w.outputWidth(width);
    float[] result = new float[layer.channels() * oh * ow];
    for (int o = 0; o < layer.channels(); o++) {
      for (int oy = 0; oy < oh; oy++) {
        for (int ox = 0; ox < ow; ox++) {
          float acc = value(name + ".bias", o);
          for (int kh = 0; kh < w.kernelHeight(); kh++) {
            for (int kw = 0; kw < w.kernelWidth(); kw++) {
              int y = oy * w.strideHeight() + kh - w.paddingHeight();
              int column = ox * w.strideWidth() + kw - w.paddingWidth();
              boolean inside = y >= 0 && y < height && column >= 0 && column < width;
              for (int c = 0; c < channels; c++) {
                float pixel = inside ? x[(c * height + y) * width + column] : 0;
                acc = Math.fma(pixel, value(name + ".weight", o, c, kh, kw), acc);
              }
            }
          }
          result[(o * oh + oy) * ow + ox] = acc;
        }
      }
    }
    return result;
  }

  private static float[] pool(Window w, List<Integer> shape, float[] x) {
    int height = shape.get(1);
    int width = shape.get(2);
    int oh = w.outputHeight(height);
    int ow = w.outputWidth(width);
    float[] result = new float[shape.get(0) * oh * ow];
    for (int i = 0; i < result.length; i++) {
      int c = i / (oh * ow);
      int y = i / ow % oh * w.strideHeight();
      int column = i % ow * w.strideWidth();
      float largest = x[(c * height + y) * width + column];
      for (int kh = 0; kh < w.kernelHeight(); kh++) {
        for (int kw = 0; kw < w.kernelWidth(); kw++) {
          float pixel = x[(c * height + y + kh) * width + column + kw];
          largest = pixel > largest ? pixel : largest;
        }
      }
      result[i] = largest;
    }
    return result;
  }

  private float[] norm(String name, float epsilon, float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v;
    }
    double mean = sum / x.length;
    double squares = 0;
    for (float v : x) {
      squares += (v - mean) * (v - mean);
    }
    double inverse = 1 / Math.sqrt(squares / x.length + epsilon);
    float[] y = new float[x.length];
    for (int j = 0; j < y.length; j++) {
      float normal = (float) ((x[j] - mean) * inverse);
      y[j] = Math.fma(normal, value(name + ".weight", j), value(name + ".bias", j));
    }
    return y;
  }

  private float[] lstm(String name, int hidden, float[] x) {
    float[] gates = new float[4 * hidden];
    for (int j = 0; j < gates.length; j++) {
      float acc = value(name + ".bias_ih", j) + value(name + ".bias_hh", j);
      for (int i = 0; i < x.length; i++) {
        acc = Math.fma(x[i], value(name + ".weight_ih", j, i), acc);
      }
      for (int i = 0; i < hidden; i++) {
        acc = Math.fma(state[stateOffset + i], value(name + ".weight_hh", j, i), acc);
      }
      gates[j] = acc;
    }
    float[] h = new float[hidden];
    for (int j = 0; j < hidden; j++) {
      float input = FloatMath.sigmoid(gates[j]);
      float forget = FloatMath.sigmoid(gates[hidden + j]);
      float cell = FloatMath.tanh(gates[2 * hidden + j]);
      float output = FloatMath.sigmoid(gates[3 * hidden + j]);
      float c = Math.fma(forget, state[stateOffset + hidden + j], input * cell);
      h[j] = output * FloatMath.tanh(c);
      next[stateOffset + j] = h[j];
      next[stateOffset + hidden + j] = c;
    }
    stateOffset += 2 * hidden;
    return h;
  }
}
