package io.github.ascent4j.core.engine;

import io.github.ascent4j.policy.program.Program;
import org.jspecify.annotations.Nullable;

/**
 * A network that runs and learns. Its outputs have the order of {@link Program#outputs}, its
 * parameters that of {@link Program#layout}, whatever an engine does inside.
 */
public interface TrainableNetwork {
  /** What it computes. */
  Program program();

  /** A copy of all parameters. */
  float[] parameters();

  void setParameters(float[] parameters);

  /**
   * Runs forward, as far as outputs are asked for.
   *
   * @param outputs receives each output, [N,P] of its width P; an empty array for one that is not
   *     asked for
   * @param nextStates receives the states after the samples, [N,S], of what ran; may be the input's
   *     own, and an empty array drops them
   */
  void forward(NetworkInput input, float[][] outputs, float[] nextStates);

  /** Room for samples to learn from, still empty. */
  SampleBatch batch();

  /**
   * Runs forward and backward over the selected samples; afterwards the gradient holds the sum over
   * all of them. Through time, it goes back to the first step of each sequence and to where a
   * sequence starts anew.
   *
   * @param batch made by this network
   */
  void backward(SampleBatch batch, OutputGradient outputGradient);

  /**
   * The product {@code J^T M J d} for the Jacobian J of all outputs at the parameters and a
   * symmetric matrix M of each sample: J d by one pass forward with tangents, then one pass
   * backward. With Fisher matrices for M it is a Fisher-vector product. The gradient that a step
   * waits for is kept.
   *
   * @param direction d, for all parameters
   * @param metric writes the product of M with the tangents where gradients are written else
   * @param product receives the product
   * @throws IllegalArgumentException for a network that remembers
   */
  void curvatureProduct(
      SampleBatch batch, float[] direction, OutputGradient metric, float[] product);

  /** A copy of the gradient left by {@link #backward}; zero where it has not been computed. */
  float[] gradient();

  /**
   * Takes one optimiser step with the gradient left by {@link #backward}, summed over all ranks by
   * the engine's {@link Engine#exchange}. An engine that runs elsewhere need not wait for it.
   *
   * @param maxGradientNorm largest norm, beyond which the gradient is scaled down as {@link
   *     Optimization.ClipRule} says; infinite for no limit
   * @throws ArithmeticException if the gradient is not finite and that is known at once; parameters
   *     are then unchanged
   */
  void step(double learningRate, double maxGradientNorm);

  /**
   * What the steps since the last call of this add up to; asked for once per update.
   *
   * @throws ArithmeticException if the gradient of one was not finite, with the parameter's name;
   *     that step has then changed nothing
   */
  StepFigures takeStepFigures();

  /** How it is stepped. */
  Optimization optimization();

  /** A copy of what the optimiser remembers. */
  OptimizerState optimizerState();

  /** Parameters and what the optimiser remembers, as they were. */
  interface Mark {
    /** A copy of all parameters. */
    float[] parameters();

    /** A copy of what the optimiser remembers. */
    OptimizerState optimizerState();
  }

  /**
   * Copies parameters and what the optimiser remembers in whatever order they are held in, which is
   * cheaper than to bring them into that of the layout; asked for after every update.
   *
   * @param before a mark of this network, whose arrays may be written over and given again; null
   *     for new ones
   */
  default Mark mark(@Nullable Mark before) {
    float[] parameters = parameters();
    OptimizerState state = optimizerState();
    return new Mark() {
      @Override
      public float[] parameters() {
        return parameters.clone();
      }

      @Override
      public OptimizerState optimizerState() {
        return state;
      }
    };
  }

  /**
   * Takes over what {@link #optimizerState} gave.
   *
   * @throws IllegalArgumentException if it does not fit this optimiser; nothing has then changed
   */
  void restore(OptimizerState state);
}
