package io.github.ascent4j.core.engine;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.config.Ranges;

/**
 * Which optimiser steps, and its constants. The learning rate is the algorithm's own setting, since
 * it follows a schedule.
 *
 * @param kind the family of optimisers
 * @param epsilon keeps divisions finite; Adam and RMSprop
 * @param beta1 decay of the mean gradient; Adam
 * @param beta2 decay of the mean squared gradient; Adam
 * @param alpha decay of the mean squared gradient; RMSprop
 * @param momentum share of the last step that is taken again; RMSprop and SGD
 * @param dampening share of the gradient kept out of the momentum; SGD
 * @param nesterov whether the momentum looks ahead; SGD
 * @param centered whether the mean gradient is subtracted from its square; RMSprop
 * @param weightDecay pull of the parameters towards 0
 * @param clipRule how a gradient beyond the largest norm is scaled
 */
public record OptimizerConfig(
    Kind kind,
    double epsilon,
    double beta1,
    double beta2,
    double alpha,
    double momentum,
    double dampening,
    boolean nesterov,
    boolean centered,
    double weightDecay,
    Optimization.ClipRule clipRule) {

  /** Families of optimisers. */
  public enum Kind {
    /** Kingma and Ba's, as in PyTorch. */
    ADAM,
    /** Adam with decoupled weight decay. */
    ADAMW,
    /** Tieleman and Hinton's in PyTorch's form. */
    RMSPROP,
    /** RMSprop in TensorFlow's form: epsilon within the root, mean square from 1. */
    RMSPROP_TENSORFLOW,
    /** Gradient descent with momentum. */
    SGD
  }

  /** Adam as PyTorch has it. */
  public static final OptimizerConfig ADAM =
      new OptimizerConfig(
          Kind.ADAM, 1e-8, 0.9, 0.999, 0.99, 0, 0, false, false, 0, Optimization.ClipRule.TORCH);

  public OptimizerConfig {
    // The smallest float, since it would be 0 below that.
    Ranges.within("epsilon", epsilon, Float.MIN_VALUE, 1);
    share("beta1", beta1);
    share("beta2", beta2);
    share("alpha", alpha);
    share("momentum", momentum);
    Ranges.within("dampening", dampening, 0, 1);
    Ranges.within("weightDecay", weightDecay, 0, 1e6);
    // The optimisers check what belongs together.
    build(kind, epsilon, beta1, beta2, alpha, momentum, dampening, nesterov, centered, weightDecay);
  }

  /** Whatever the kind: what is idle now would be wrong as soon as it is not. */
  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + " " + value + " must be at least 0.0 and below 1.0");
    }
  }

  private static Optimizer build(
      Kind kind,
      double epsilon,
      double beta1,
      double beta2,
      double alpha,
      double momentum,
      double dampening,
      boolean nesterov,
      boolean centered,
      double weightDecay) {
    return switch (kind) {
      case ADAM -> new Optimizer.Adam(beta1, beta2, epsilon, weightDecay);
      case ADAMW -> new Optimizer.AdamW(beta1, beta2, epsilon, weightDecay);
      case RMSPROP -> new Optimizer.RmsProp(alpha, epsilon, weightDecay, momentum, centered, false);
      case RMSPROP_TENSORFLOW ->
          new Optimizer.RmsProp(alpha, epsilon, weightDecay, momentum, centered, true);
      case SGD -> new Optimizer.Sgd(momentum, dampening, weightDecay, nesterov);
    };
  }

  /** The optimiser of these settings. */
  public Optimizer optimizer() {
    return build(
        kind, epsilon, beta1, beta2, alpha, momentum, dampening, nesterov, centered, weightDecay);
  }

  /** What an engine needs. */
  public Optimization optimization() {
    return new Optimization(optimizer(), clipRule);
  }

  public OptimizerConfig withKind(Kind value) {
    return ConfigRecords.replace(this, "kind", value);
  }

  public OptimizerConfig withEpsilon(double value) {
    return ConfigRecords.replace(this, "epsilon", value);
  }

  public OptimizerConfig withBeta1(double value) {
    return ConfigRecords.replace(this, "beta1", value);
  }

  public OptimizerConfig withBeta2(double value) {
    return ConfigRecords.replace(this, "beta2", value);
  }

  public OptimizerConfig withAlpha(double value) {
    return ConfigRecords.replace(this, "alpha", value);
  }

  public OptimizerConfig withMomentum(double value) {
    return ConfigRecords.replace(this, "momentum", value);
  }

  public OptimizerConfig withDampening(double value) {
    return ConfigRecords.replace(this, "dampening", value);
  }

  public OptimizerConfig withNesterov(boolean value) {
    return ConfigRecords.replace(this, "nesterov", value);
  }

  public OptimizerConfig withCentered(boolean value) {
    return ConfigRecords.replace(this, "centered", value);
  }

  public OptimizerConfig withWeightDecay(double value) {
    return ConfigRecords.replace(this, "weightDecay", value);
  }

  public OptimizerConfig withClipRule(Optimization.ClipRule value) {
    return ConfigRecords.replace(this, "clipRule", value);
  }
}
