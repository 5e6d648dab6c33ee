package io.github.ascent4j.policy.network;

/** One step of a feed-forward stack. */
public sealed interface Layer {
  /**
   * A linear layer, {@code y = x W^T + b} with W of shape [outputs, inputs].
   *
   * @param outputs width of the layer
   */
  record Dense(int outputs, Initializer weight, Initializer bias) implements Layer {
    public Dense {
      if (outputs < 1) {
        throw new IllegalArgumentException(
            "Dense layer with " + outputs + " outputs; give at least 1");
      }
    }

    /** A layer with PyTorch's default initialisation. */
    public static Dense torch(int outputs) {
      return new Dense(outputs, new Initializer.TorchDefault(), new Initializer.TorchDefault());
    }

    /** A layer with orthogonal weights of the given gain and zero bias. */
    public static Dense orthogonal(int outputs, float gain) {
      return new Dense(outputs, new Initializer.Orthogonal(gain), new Initializer.Constant(0));
    }
  }

  /** An elementwise non-linearity. */
  record Activation(ActivationFunction function) implements Layer {}
}
