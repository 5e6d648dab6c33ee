package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.Categories;
import io.github.ascent4j.policy.program.Operation;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.program.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One sample that runs through a program, forward and backward; of a sequence, one step of it. */
final class NaiveStep {
  private final Program program;
  private final double[] parameters;
  private final Map<Integer, double[]> values = new HashMap<>();
  private final Map<Integer, double[]> gradients = new HashMap<>();

  /** By the offset of an LSTM's state: what it remembered before, and its gates i f g o. */
  private final Map<Integer, double[]> gates = new HashMap<>();

  private final float[] numbers;
  private final byte[] images;
  private final int row;
  private final double[] state;

  /** The state after this step, [S]. */
  final double[] next;

  /** Features of an exploration are held where this step has them; null to let them move. */
  private final NaiveStep held;

  /**
   * @param row of numbers and images
   * @param state before this step, [S]
   * @param held the step whose features stand for those that do not learn; null for this one
   */
  NaiveStep(
      Program program,
      double[] parameters,
      float[] numbers,
      byte[] images,
      int row,
      double[] state,
      NaiveStep held) {
    this.program = program;
    this.parameters = parameters;
    this.numbers = numbers;
    this.images = images;
    this.row = row;
    this.state = state;
    this.held = held;
    next = state.clone();
    for (Operation operation : program.operations()) {
      values.put(operation.output().id(), forward(operation));
    }
  }

  double[] value(Value value) {
    return values.get(value.id());
  }

  double[] gradient(Value value) {
    return gradients.computeIfAbsent(value.id(), _ -> new double[value.size()]);
  }

  /** Numbers, and categories as ones among zeros, in the columns of the weight that reads them. */
  private double[] laidOut(@Nullable Value input, @Nullable Categories categories, int[] columns) {
    double[] x = new double[columns.length + (categories == null ? 0 : categories.columns())];
    for (int n = 0; n < columns.length; n++) {
      x[columns[n]] = value(Objects.requireNonNull(input))[n];
    }
    for (int k = 0; categories != null && k < categories.size(); k++) {
      float given = (float) value(categories.indices())[k];
      int index = Categories.index(given, categories.sizes().get(k), k);
      x[categories.starts().get(k) + index] = 1;
    }
    return x;
  }

  /** Hands the gradient of {@link #laidOut} on to the numbers. */
  private void spread(double[] gradient, @Nullable Value input, int[] columns) {
    for (int n = 0; n < columns.length; n++) {
      gradient(Objects.requireNonNull(input))[n] += gradient[columns[n]];
    }
  }

  private double[] forward(Operation operation) {
    double[] out = new double[operation.output().size()];
    double[] in =
        operation.inputs().isEmpty() ? new double[0] : value(operation.inputs().getFirst());
    switch (operation) {
      case Operation.Read read -> {
        for (int j = 0; j < out.length; j++) {
          out[j] =
              read.bytes()
                  ? (images[row * program.bytes() + read.offset() + j] & 0xff)
                      / (double) read.divisor()
                  : numbers[row * program.numbers() + read.offset() + j];
        }
      }
      case Operation.Concat concat -> {
        int at = 0;
        for (Value part : concat.inputs()) {
          System.arraycopy(value(part), 0, out, at, part.size());
          at += part.size();
        }
      }
      case Operation.Dense dense -> {
        double[] x = laidOut(dense.input(), dense.categories(), dense.numberColumns());
        for (int i = 0; i < out.length; i++) {
          out[i] = parameters[dense.bias().offset() + i];
          for (int j = 0; j < x.length; j++) {
            out[i] += x[j] * parameters[dense.weight().offset() + i * x.length + j];
          }
        }
      }
      case Operation.OneHot oneHot -> {
        int first = 0;
        for (int k = 0; k < in.length; k++) {
          int size = oneHot.sizes().get(k);
          out[first + Categories.index((float) in[k], size, k)] = 1;
          first += size;
        }
      }
      case Operation.Activation activation -> {
        for (int j = 0; j < out.length; j++) {
          boolean applies = j < activation.columns();
          out[j] = applies ? NaiveFunctions.value(activation.function(), in[j]) : in[j];
        }
      }
      case Operation.Scale scale -> {
        for (int j = 0; j < out.length; j++) {
          out[j] = in[j] * scale.factor();
        }
      }
      case Operation.Append append -> {
        System.arraycopy(in, 0, out, 0, in.length);
        int at = in.length;
        for (var parameter : append.parameters()) {
          System.arraycopy(parameters, parameter.offset(), out, at, parameter.size());
          at += parameter.size();
        }
      }
      case Operation.LayerNorm norm -> {
        double[] normal = normal(norm, in);
        for (int j = 0; j < out.length; j++) {
          double weight = parameters[norm.weight().offset() + j];
          out[j] = weight * normal[j] + parameters[norm.bias().offset() + j];
        }
      }
      case Operation.Convolution convolution -> {
        int columns = convolution.weight().columns();
        int weight = convolution.weight().offset();
        int bias = convolution.bias().offset();
        windows(
            convolution.window(),
            convolution.input(),
            convolution.output(),
            (to, tap, from, channel) ->
                out[to] += in[from] * parameters[weight + channel * columns + tap],
            (to, channel) -> out[to] = parameters[bias + channel]);
      }
      case Operation.MaxPool pool -> {
        int[] best = best(pool, in);
        for (int j = 0; j < out.length; j++) {
          out[j] = in[best[j]];
        }
      }
      case Operation.Lstm lstm ->
          lstm(lstm, laidOut(lstm.input(), lstm.categories(), lstm.numberColumns()), out);
      case Operation.Exploration exploration -> explore(exploration, in, out);
    }
    return out;
  }

  private static double deviation(Operation.LayerNorm norm, double[] in) {
    double mean = mean(in);
    double squares = 0;
    for (double x : in) {
      squares += (x - mean) * (x - mean);
    }
    return Math.sqrt(squares / in.length + norm.epsilon());
  }

  private static double mean(double[] in) {
    double sum = 0;
    for (double x : in) {
      sum += x;
    }
    return sum / in.length;
  }

  private static double[] normal(Operation.LayerNorm norm, double[] in) {
    double[] normal = new double[in.length];
    for (int j = 0; j < in.length; j++) {
      normal[j] = (in[j] - mean(in)) / deviation(norm, in);
    }
    return normal;
  }

  private interface Tap {
    void at(int to, int tap, int from, int channel);
  }

  private interface Place {
    void at(int to, int channel);
  }

  /**
   * Every place of the output, and behind it every weight that meets a pixel of the input there.
   */
  private static void windows(Window window, Value in, Value out, Tap tap, Place place) {
    int height = in.shape().get(1);
    int width = in.shape().get(2);
    int outHeight = out.shape().get(1);
    int outWidth = out.shape().get(2);
    int channels = in.shape().get(0);
    int rows = window.kernelHeight();
    int columns = window.kernelWidth();
    for (int to = 0; to < out.size(); to++) {
      int channel = to / (outHeight * outWidth);
      int top = to / outWidth % outHeight * window.strideHeight() - window.paddingHeight();
      int left = to % outWidth * window.strideWidth() - window.paddingWidth();
      place.at(to, channel);
      for (int c = 0; c < channels; c++) {
        for (int y = 0; y < rows; y++) {
          for (int x = 0; x < columns; x++) {
            boolean inside = top + y >= 0 && top + y < height && left + x >= 0 && left + x < width;
            if (inside) {
              int weight = (c * rows + y) * columns + x;
              tap.at(to, weight, (c * height + top + y) * width + left + x, channel);
            }
          }
        }
      }
    }
  }

  /** The first of the largest inputs of each output. */
  private static int[] best(Operation.MaxPool pool, double[] in) {
    int pixels = pool.input().shape().get(1) * pool.input().shape().get(2);
    int[] best = new int[pool.output().size()];
    windows(
        pool.window(),
        pool.input(),
        pool.output(),
        (to, _, from, channel) -> {
          if (from / pixels == channel && (best[to] < 0 || in[from] > in[best[to]])) {
            best[to] = from;
          }
        },
        (to, _) -> best[to] = -1);
    return best;
  }

  private void lstm(Operation.Lstm lstm, double[] in, double[] out) {
    int hidden = lstm.hidden();
    int h = lstm.state().offset();
    double[] gate = new double[4 * hidden];
    for (int i = 0; i < gate.length; i++) {
      double sum = parameters[lstm.inputBias().offset() + i];
      sum += parameters[lstm.hiddenBias().offset() + i];
      for (int j = 0; j < in.length; j++) {
        sum += in[j] * parameters[lstm.inputWeight().offset() + i * in.length + j];
      }
      for (int j = 0; j < hidden; j++) {
        sum += state[h + j] * parameters[lstm.hiddenWeight().offset() + i * hidden + j];
      }
      gate[i] = i / hidden == 2 ? Math.tanh(sum) : NaiveFunctions.sigmoid(sum);
    }
    for (int j = 0; j < hidden; j++) {
      double cell = gate[hidden + j] * state[h + hidden + j] + gate[j] * gate[2 * hidden + j];
      next[h + hidden + j] = cell;
      out[j] = gate[3 * hidden + j] * Math.tanh(cell);
      next[h + j] = out[j];
    }
    gates.put(h, gate);
  }

  private static double std(Operation.Exploration exploration, double p) {
    return exploration.expln() && p > 0 ? Math.log1p(p) + 1 : Math.exp(p);
  }

  private static double varianceSlope(Operation.Exploration exploration, double p) {
    double std = std(exploration, p);
    return 2 * std * (exploration.expln() && p > 0 ? 1 / (1 + p) : std);
  }

  private int deviationParameter(Operation.Exploration exploration, int feature, int action) {
    int columns = exploration.columns();
    return exploration.logStd().offset() + feature * columns + (columns == 1 ? 0 : action);
  }

  private void explore(Operation.Exploration exploration, double[] mean, double[] out) {
    int actions = mean.length;
    double[] x = value(exploration.features());
    double[] fixed = held == null ? x : held.value(exploration.features());
    double[] used = exploration.learnsFeatures() ? x : fixed;
    System.arraycopy(mean, 0, out, 0, actions);
    System.arraycopy(fixed, 0, out, 2 * actions, fixed.length);
    for (int a = 0; a < actions; a++) {
      out[actions + a] = 0.5 * Math.log(variance(exploration, used, a));
    }
  }

  private double variance(Operation.Exploration exploration, double[] x, int action) {
    double variance = Operation.Exploration.EPSILON;
    for (int f = 0; f < x.length; f++) {
      double std = std(exploration, parameters[deviationParameter(exploration, f, action)]);
      variance += x[f] * x[f] * std * std;
    }
    return variance;
  }

  /**
   * Carries the gradients at the outputs, and at the next state, back.
   *
   * @param after gradient at the state after this step, [S]
   * @param sums receives what is added to the gradient of the parameters
   * @return the gradient at the state before this step
   */
  double[] backward(double[] after, double[] sums) {
    double[] before = new double[after.length];
    for (int k = program.operations().size() - 1; k >= 0; k--) {
      backward(program.operations().get(k), after, before, sums);
    }
    return before;
  }

  private void backward(Operation operation, double[] after, double[] before, double[] sums) {
    if (operation.inputs().isEmpty()) {
      return;
    }
    double[] outer = gradient(operation.output());
    double[] in = value(operation.inputs().getFirst());
    double[] inner = gradient(operation.inputs().getFirst());
    switch (operation) {
      case Operation.Read _ -> {}
      case Operation.Concat concat -> {
        int at = 0;
        for (Value part : concat.inputs()) {
          double[] own = gradient(part);
          for (int j = 0; j < own.length; j++) {
            own[j] += outer[at++];
          }
        }
      }
      case Operation.Dense dense -> {
        double[] x = laidOut(dense.input(), dense.categories(), dense.numberColumns());
        double[] slopes = new double[x.length];
        for (int i = 0; i < outer.length; i++) {
          sums[dense.bias().offset() + i] += outer[i];
          for (int j = 0; j < x.length; j++) {
            int weight = dense.weight().offset() + i * x.length + j;
            sums[weight] += outer[i] * x[j];
            slopes[j] += outer[i] * parameters[weight];
          }
        }
        spread(slopes, dense.input(), dense.numberColumns());
      }
      case Operation.OneHot _ -> {}
      case Operation.Activation activation -> {
        for (int j = 0; j < in.length; j++) {
          boolean applies = j < activation.columns();
          double slope = applies ? NaiveFunctions.derivative(activation.function(), in[j]) : 1;
          inner[j] += outer[j] * slope;
        }
      }
      case Operation.Scale scale -> {
        for (int j = 0; j < in.length; j++) {
          inner[j] += outer[j] * scale.factor();
        }
      }
      case Operation.Append append -> {
        for (int j = 0; j < in.length; j++) {
          inner[j] += outer[j];
        }
        int at = in.length;
        for (var parameter : append.parameters()) {
          for (int j = 0; j < parameter.size(); j++) {
            sums[parameter.offset() + j] += outer[at++];
          }
        }
      }
      case Operation.LayerNorm norm -> layerNorm(norm, in, outer, inner, sums);
      case Operation.Convolution convolution -> {
        int columns = convolution.weight().columns();
        int offset = convolution.weight().offset();
        int bias = convolution.bias().offset();
        windows(
            convolution.window(),
            convolution.input(),
            convolution.output(),
            (to, tap, from, channel) -> {
              int weight = offset + channel * columns + tap;
              sums[weight] += outer[to] * in[from];
              inner[from] += outer[to] * parameters[weight];
            },
            (to, channel) -> sums[bias + channel] += outer[to]);
      }
      case Operation.MaxPool pool -> {
        int[] best = best(pool, in);
        for (int j = 0; j < outer.length; j++) {
          inner[best[j]] += outer[j];
        }
      }
      case Operation.Lstm lstm -> {
        double[] x = laidOut(lstm.input(), lstm.categories(), lstm.numberColumns());
        double[] slopes = new double[x.length];
        lstm(lstm, x, outer, slopes, after, before, sums);
        spread(slopes, lstm.input(), lstm.numberColumns());
      }
      case Operation.Exploration exploration -> explore(exploration, outer, inner, sums);
    }
  }

  private void layerNorm(
      Operation.LayerNorm norm, double[] in, double[] outer, double[] inner, double[] sums) {
    double[] normal = normal(norm, in);
    double[] scaled = new double[in.length];
    double[] products = new double[in.length];
    for (int j = 0; j < in.length; j++) {
      sums[norm.weight().offset() + j] += outer[j] * normal[j];
      sums[norm.bias().offset() + j] += outer[j];
      scaled[j] = outer[j] * parameters[norm.weight().offset() + j];
      products[j] = scaled[j] * normal[j];
    }
    for (int j = 0; j < in.length; j++) {
      double centered = scaled[j] - mean(scaled) - normal[j] * mean(products);
      inner[j] += centered / deviation(norm, in);
    }
  }

  private void lstm(
      Operation.Lstm lstm,
      double[] in,
      double[] outer,
      double[] inner,
      double[] after,
      double[] before,
      double[] sums) {
    int hidden = lstm.hidden();
    int h = lstm.state().offset();
    double[] gate = gates.get(h);
    double[] slopes = new double[4 * hidden];
    for (int j = 0; j < hidden; j++) {
      double i = gate[j];
      double f = gate[hidden + j];
      double g = gate[2 * hidden + j];
      double o = gate[3 * hidden + j];
      double squashed = Math.tanh(next[h + hidden + j]);
      double out = outer[j] + after[h + j];
      double cell = after[h + hidden + j] + out * o * (1 - squashed * squashed);
      before[h + hidden + j] += cell * f;
      slopes[j] = cell * g * i * (1 - i);
      slopes[hidden + j] = cell * state[h + hidden + j] * f * (1 - f);
      slopes[2 * hidden + j] = cell * i * (1 - g * g);
      slopes[3 * hidden + j] = out * squashed * o * (1 - o);
    }
    for (int i = 0; i < slopes.length; i++) {
      sums[lstm.inputBias().offset() + i] += slopes[i];
      sums[lstm.hiddenBias().offset() + i] += slopes[i];
      for (int j = 0; j < in.length; j++) {
        int weight = lstm.inputWeight().offset() + i * in.length + j;
        sums[weight] += slopes[i] * in[j];
        inner[j] += slopes[i] * parameters[weight];
      }
      for (int j = 0; j < hidden; j++) {
        int weight = lstm.hiddenWeight().offset() + i * hidden + j;
        sums[weight] += slopes[i] * state[h + j];
        before[h + j] += slopes[i] * parameters[weight];
      }
    }
  }

  private void explore(
      Operation.Exploration exploration, double[] outer, double[] inner, double[] sums) {
    int actions = inner.length;
    double[] x = value(exploration.features());
    double[] features = gradient(exploration.features());
    for (int a = 0; a < actions; a++) {
      inner[a] += outer[a];
      double slope = 0.5 * outer[actions + a] / variance(exploration, x, a);
      for (int f = 0; f < x.length; f++) {
        int p = deviationParameter(exploration, f, a);
        double std = std(exploration, parameters[p]);
        sums[p] += slope * x[f] * x[f] * varianceSlope(exploration, parameters[p]);
        if (exploration.learnsFeatures()) {
          features[f] += slope * 2 * x[f] * std * std;
        }
      }
    }
  }
}
