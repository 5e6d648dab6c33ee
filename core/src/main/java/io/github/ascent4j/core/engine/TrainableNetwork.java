package io.github.ascent4j.core.engine;

import io.github.ascent4j.policy.network.ActorCritic;
import java.util.List;

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
   * @param values receives values, [N]; left alone if there is no critic
   */
  void forward(float[] inputs, int count, float[] policy, float[] values);

  /**
   * Runs only what values need, with the bits of {@link #forward}.
   *
   * @param inputs [N,I]
   * @param values receives values, [N]
   * @throws IllegalArgumentException if there is no critic
   */
  void values(float[] inputs, int count, float[] values);

  /** Largest number of samples in a block handed to an {@link OutputGradient}. */
  int blockSize();

  /**
   * Runs forward and backward over N samples; afterwards the gradient of that part holds the sum
   * over all of them. The gradient of the rest is then zero if one optimiser steps everything, and
   * as it was if the other part's optimiser has yet to take its step with it.
   *
   * @param inputs [N,I]
   * @param part what runs; outputs and output gradients of the rest are not touched
   * @throws IllegalArgumentException for the critic's part of a network without a critic
   */
  void backward(float[] inputs, int count, Part part, OutputGradient outputGradient);

  /** A copy of the gradient left by {@link #backward}; zero where it has not been computed. */
  float[] gradient();

  /**
   * Takes one optimiser step with the gradient left by {@link #backward}.
   *
   * @param part {@link Part#ALL} with a single optimiser, otherwise the part whose optimiser steps
   * @param maxGradientNorm largest norm, beyond which the gradient is scaled down as {@link
   *     Optimization.ClipRule} says; infinite for no limit
   * @return the 2-norm of the part's gradient before scaling
   * @throws IllegalArgumentException for a part that has no optimiser of its own
   * @throws ArithmeticException if the gradient is not finite; parameters are then unchanged
   */
  double step(Part part, double learningRate, double maxGradientNorm);

  Optimization optimization();

  /** What the optimisers remember: one state, or the actor's and the critic's. */
  List<OptimizerState> optimizerStates();

  /**
   * Takes over what {@link #optimizerStates} gave.
   *
   * @throws IllegalArgumentException if it does not fit these optimisers
   */
  void restore(List<OptimizerState> states);
}
