package io.github.ascent4j.core.engine;

import io.github.ascent4j.policy.network.ActorCritic;

/**
 * A network that runs and learns. Parameters cross this interface in the order of {@link
 * io.github.ascent4j.policy.network.ParameterLayout}, whatever an engine does inside.
 */
public interface TrainableNetwork {
  ActorCritic description();

  /** A copy of all parameters. */
  float[] parameters();

  void setParameters(float[] parameters);

  /**
   * Runs forward.
   *
   * @param inputs [N,I]
   * @param policy receives policy outputs, [N,P]
   * @param values receives values, [N]
   */
  void forward(float[] inputs, int count, float[] policy, float[] values);

  /** Largest number of samples in a block handed to an {@link OutputGradient}. */
  int blockSize();

  /**
   * Runs forward and backward over N samples; afterwards the gradient holds the sum over all of
   * them.
   *
   * @param inputs [N,I]
   */
  void backward(float[] inputs, int count, OutputGradient outputGradient);

  /** A copy of the gradient left by {@link #backward}. */
  float[] gradient();

  /**
   * Takes one optimiser step with the gradient left by {@link #backward}.
   *
   * @param maxGradientNorm the gradient is scaled by {@code min(1, maxGradientNorm / (norm +
   *     1e-6))} as PyTorch does; infinite for no limit
   * @return the gradient's 2-norm before scaling
   * @throws ArithmeticException if the gradient is not finite; parameters are then unchanged
   */
  double step(double learningRate, double maxGradientNorm);

  OptimizerState optimizerState();

  void restore(OptimizerState state);
}
