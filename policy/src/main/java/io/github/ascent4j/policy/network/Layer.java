package io.github.ascent4j.policy.network;

import java.util.List;

/** One step of a stack: what goes in has a shape, [I] for numbers and [C,H,W] for images. */
public sealed interface Layer {
  /**
   * Shape of what comes out for inputs of that shape.
   *
   * @throws IllegalArgumentException if this layer cannot take such inputs
   */
  List<Integer> outputShape(List<Integer> inputShape);

  /** Floats that it remembers of a sequence; 0 for all but memories. */
  default int stateSize() {
    return 0;
  }

  /**
   * A linear layer, {@code y = x W^T + b} with W of shape [outputs, inputs]. An image is taken in
   * the order of its channels, rows and columns.
   *
   * @param outputs width of the layer
   */
  record Dense(int outputs, Initializer weight, Initializer bias) implements Layer {
    public Dense {
      checkWidth("Dense layer", outputs);
    }

    /** A layer with PyTorch's default initialisation. */
    public static Dense torch(int outputs) {
      return new Dense(outputs, new Initializer.TorchDefault(), new Initializer.TorchDefault());
    }

    /** A layer with orthogonal weights of the given gain and zero bias. */
    public static Dense orthogonal(int outputs, float gain) {
      return new Dense(outputs, new Initializer.Orthogonal(gain), new Initializer.Constant(0));
    }

    @Override
    public List<Integer> outputShape(List<Integer> inputShape) {
      return List.of(outputs);
    }
  }

  /** An elementwise non-linearity. */
  record Activation(ActivationFunction function) implements Layer {
    @Override
    public List<Integer> outputShape(List<Integer> inputShape) {
      return inputShape;
    }
  }

  /**
   * A convolution of images [C,H,W] with kernels of shape [channels, C, height, width], without
   * turning them around, as in PyTorch.
   *
   * @param channels channels of what comes out
   */
  record Convolution(int channels, Window window, Initializer weight, Initializer bias)
      implements Layer {
    public Convolution {
      checkWidth("Convolution of channels", channels);
    }

    /** A convolution with PyTorch's default initialisation. */
    public static Convolution torch(int channels, Window window) {
      return new Convolution(
          channels, window, new Initializer.TorchDefault(), new Initializer.TorchDefault());
    }

    /** A convolution with orthogonal weights of the given gain and zero bias. */
    public static Convolution orthogonal(int channels, Window window, float gain) {
      return new Convolution(
          channels, window, new Initializer.Orthogonal(gain), new Initializer.Constant(0));
    }

    @Override
    public List<Integer> outputShape(List<Integer> inputShape) {
      return window.outputShape(inputShape, channels);
    }
  }

  /** The largest value of each channel in every place of the window, which has no padding. */
  record MaxPool(Window window) implements Layer {
    public MaxPool {
      if (window.paddingHeight() > 0 || window.paddingWidth() > 0) {
        throw new IllegalArgumentException("a MaxPool with padding; give it a window without");
      }
    }

    @Override
    public List<Integer> outputShape(List<Integer> inputShape) {
      return window.outputShape(inputShape, inputShape.get(0));
    }
  }

  /**
   * Layer normalisation (Ba et al. 2016) over all components of a sample: {@code (x - mean) /
   * sqrt(variance + epsilon)} with the population variance, times a weight and plus a bias for each
   * component, which start at 1 and 0.
   */
  record LayerNorm(float epsilon) implements Layer {
    public LayerNorm {
      if (!(epsilon > 0 && epsilon < 1)) {
        throw new IllegalArgumentException(
            "LayerNorm with epsilon " + epsilon + "; give one between 0 and 1, 1e-5 in PyTorch");
      }
    }

    @Override
    public List<Integer> outputShape(List<Integer> inputShape) {
      return inputShape;
    }
  }

  /**
   * A long short-term memory (Hochreiter and Schmidhuber 1997) in PyTorch's form: with x, the
   * hidden state h and the cell state c of the step before, {@code [i f g o] = x W_ih^T + b_ih + h
   * W_hh^T + b_hh}, {@code c = sigmoid(f) c + sigmoid(i) tanh(g)} and {@code h = sigmoid(o)
   * tanh(c)}, which is what comes out.
   *
   * @param hidden H, width of h and c
   * @param weight how W_ih and W_hh start
   * @param bias how b_ih and b_hh start
   */
  record Lstm(int hidden, Initializer weight, Initializer bias) implements Layer {
    public Lstm {
      checkWidth("LSTM", hidden);
      if (hidden > MAX_HIDDEN) {
        throw new IllegalArgumentException(
            "LSTM with " + hidden + " outputs; give at most " + MAX_HIDDEN);
      }
    }

    /** Its four gates are one parameter. */
    private static final int MAX_HIDDEN = Integer.MAX_VALUE / 4;

    /** PyTorch's default: uniform within {@code 1 / sqrt(H)}. */
    public static Lstm torch(int hidden) {
      return new Lstm(hidden, new Initializer.TorchDefault(), new Initializer.TorchDefault());
    }

    /** Orthogonal weights of gain 1 and zero biases, as in CleanRL and Baselines. */
    public static Lstm orthogonal(int hidden) {
      return new Lstm(hidden, new Initializer.Orthogonal(1), new Initializer.Constant(0));
    }

    /** h, then c. */
    @Override
    public int stateSize() {
      return 2 * hidden;
    }

    @Override
    public List<Integer> outputShape(List<Integer> inputShape) {
      return List.of(hidden);
    }
  }

  private static void checkWidth(String what, int width) {
    if (width < 1) {
      throw new IllegalArgumentException(what + " with " + width + " outputs; give at least 1");
    }
  }
}
