package io.github.ascent4j.core.agent;

/** How a default network starts. */
public enum Initialization {
  /**
   * Orthogonal weights with gain sqrt(2) in hidden layers, {@link PolicyConfig#policyGain} in the
   * policy head and 1 in the value head, zero biases: Stable-Baselines3, CleanRL, Baselines.
   */
  ORTHOGONAL,
  /** PyTorch's default for linear layers, weights and biases alike. */
  TORCH
}
