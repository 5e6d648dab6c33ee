package io.github.ascent4j.core.engine;

import io.github.ascent4j.policy.network.ActorCritic;
import java.util.List;

/**
 * A network that runs and learns. Parameters cross this interface in the order of {@link
 * io.github.ascent4j.policy.program.ParameterLayout}, whatever an engine does inside.
 */
public interface TrainableNetwork {
  ActorCritic description();

  /** A copy of all parameters. */
  float[] parameters();

  void setParameters(float[] parameters);

  /**
   * Runs forward.
   *
   * @param policy receives policy outputs, [N,P]
   * @param values receives values, [N]; left alone if there is no critic
   * @param nextStates receives the states after the samples, [N,S]; may be the input's own, and is
   *     left alone by a network that does not remember
   */
  void forward(NetworkInput input, float[] policy, float[] values, float[] nextStates);

  /**
   * Runs only what values need, with the bits of {@link #forward}.
   *
   * @param values receives values, [N]
   * @throws IllegalArgumentException if there is no critic
   */
  void values(NetworkInput input, float[] values);

  /** Runs forward over N samples without images of a network that does not remember. */
  default void forward(float[] inputs, int count, float[] policy, float[] values) {
    forward(new NetworkInput().of(inputs, count), policy, values, inputs);
  }

  /** Values of N samples without images of a network that does not remember. */
  default void values(float[] inputs, int count, float[] values) {
    values(new NetworkInput().of(inputs, count), values);
  }

  /** Room for samples to learn from, still empty. */
  SampleBatch batch();

  /**
   * Runs forward and backward over the selected samples; afterwards the gradient of that part holds
   * the sum over all of them. The gradient of the rest is then zero if one optimiser steps
   * everything, and as it was if the other part's optimiser has yet to take its step with it.
   * Through time, it goes back to the first step of each sequence and to where a sequence starts
   * anew.
   *
   * @param batch made by this network
   * @param part what runs; outputs and output gradients of the rest are not touched
   * @throws IllegalArgumentException for the critic's part of a network without a critic
   */
  void backward(SampleBatch batch, Part part, OutputGradient outputGradient);

  /**
   * The product {@code J^T M J d} for the Jacobian J of all policy outputs at the actor's
   * parameters and a symmetric matrix M of each sample: J d by one pass forward with tangents, then
   * one pass backward. With Fisher matrices for M it is a Fisher-vector product.
   *
   * @param direction d, for all parameters in description order; the critic's are not read
   * @param metric writes the product of M with the tangents where gradients are written else
   * @param product receives the product; 0 for the critic's parameters
   * @throws IllegalArgumentException for a network that remembers
   */
  void curvatureProduct(
      SampleBatch batch, float[] direction, OutputGradient metric, float[] product);

  /** A copy of the gradient left by {@link #backward}; zero where it has not been computed. */
  float[] gradient();

  /**
   * Takes one optimiser step with the gradient left by {@link #backward}. An engine that runs
   * elsewhere need not wait for it.
   *
   * @param part {@link Part#ALL} with a single optimiser, otherwise the part whose optimiser steps
   * @param maxGradientNorm largest norm, beyond which the gradient is scaled down as {@link
   *     Optimization.ClipRule} says; infinite for no limit
   * @throws IllegalArgumentException for a part that has no optimiser of its own
   * @throws ArithmeticException if the gradient is not finite and that is known at once; parameters
   *     are then unchanged
   */
  void step(Part part, double learningRate, double maxGradientNorm);

  /**
   * What the steps since the last call of this add up to; asked for once per update.
   *
   * @throws ArithmeticException if the gradient of one was not finite, with the parameter's name;
   *     that step has then changed nothing
   */
  StepFigures takeStepFigures();

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
