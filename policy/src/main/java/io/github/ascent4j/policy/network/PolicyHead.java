package io.github.ascent4j.policy.network;

/**
 * The last layer of the actor: how its features become the parameters of an action distribution.
 * Each record names a distribution and the layer in front of it.
 */
public sealed interface PolicyHead {
  /** The linear layer that produces the distribution's parameters, or the mean of them. */
  Layer.Dense layer();

  /** Floats the network yields per sample for the policy. */
  int parameterCount();

  /** Logits of one categorical action, one per choice. */
  record Categorical(Layer.Dense layer) implements PolicyHead {
    @Override
    public int parameterCount() {
      return layer.outputs();
    }
  }

  /**
   * The mean of a diagonal Gaussian; its log standard deviation is a free parameter that does not
   * depend on the observation. The network yields {@code [mean, logStd]} per sample.
   *
   * @param logStd start of the free log standard deviation
   */
  record Gaussian(Layer.Dense layer, float logStd) implements PolicyHead {
    @Override
    public int parameterCount() {
      return 2 * layer.outputs();
    }
  }
}
