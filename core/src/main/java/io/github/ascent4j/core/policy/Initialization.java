package io.github.ascent4j.core.policy;

import io.github.ascent4j.policy.network.Layer;

/** How a default network starts. */
public enum Initialization {
  /**
   * Orthogonal weights with gain sqrt(2) in hidden layers, {@link PolicyConfig#policyGain} in the
   * policy head and 1 in the value head, zero biases: Stable-Baselines3, CleanRL, Baselines.
   */
  ORTHOGONAL,
  /** PyTorch's default for linear layers, weights and biases alike. */
  TORCH;

  /** A linear layer. */
  Layer.Dense dense(int outputs, float gain) {
    return switch (this) {
      case ORTHOGONAL -> Layer.Dense.orthogonal(outputs, gain);
      case TORCH -> Layer.Dense.torch(outputs);
    };
  }

  /** An LSTM, with orthogonal weights of gain 1 and zero biases if not PyTorch's default. */
  Layer.Lstm lstm(int size) {
    return switch (this) {
      case ORTHOGONAL -> Layer.Lstm.orthogonal(size);
      case TORCH -> Layer.Lstm.torch(size);
    };
  }
}
