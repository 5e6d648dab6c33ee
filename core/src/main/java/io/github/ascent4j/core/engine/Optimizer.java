package io.github.ascent4j.core.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * How gradients change parameters. With g the gradient after clipping, p a parameter and lr the
 * learning rate of the step.
 */
public sealed interface Optimizer {
  /** Names of what is remembered for each parameter, as PyTorch has them. */
  List<String> slots();

  /**
   * Adam (Kingma and Ba 2015) in PyTorch's form: {@code p -= lr / (1 - b1^t) m / (sqrt(v / (1 -
   * b2^t)) + epsilon)}.
   *
   * @param weightDecay L2 penalty, added to the gradient times the parameter
   */
  record Adam(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
    public Adam {
      checkAdam(beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public List<String> slots() {
      return List.of("exp_avg", "exp_avg_sq");
    }

    /** The usual betas, 0.9 and 0.999, without weight decay. */
    public static Adam withEpsilon(double epsilon) {
      return new Adam(0.9, 0.999, epsilon, 0);
    }
  }

  /**
   * Adam with decoupled weight decay (Loshchilov and Hutter 2019): {@code p *= 1 - lr weightDecay}
   * before Adam's step, and no decay in the gradient.
   */
  record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
      implements Optimizer {
    public AdamW {
      checkAdam(beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public List<String> slots() {
      return List.of("exp_avg", "exp_avg_sq");
    }
  }

  /**
   * RMSprop (Tieleman and Hinton 2012). {@code s = alpha s + (1 - alpha) g^2}; the divisor is
   * {@code sqrt(s) + epsilon} with s from 0 in PyTorch's form, {@code sqrt(s + epsilon)} with s
   * from 1 in TensorFlow's.
   *
   * @param centered whether the square of the running mean of g is subtracted inside the root
   * @param tensorflow which form
   */
  record RmsProp(
      double alpha,
      double epsilon,
      double weightDecay,
      double momentum,
      boolean centered,
      boolean tensorflow)
      implements Optimizer {
    public RmsProp {
      share("RMSprop alpha", alpha);
      share("RMSprop momentum", momentum);
      checkDecay("RMSprop", epsilon, weightDecay);
    }

    @Override
    public List<String> slots() {
      List<String> slots = new ArrayList<>(List.of("square_avg"));
      if (centered) {
        slots.add("grad_avg");
      }
      if (momentum > 0) {
        slots.add("momentum_buffer");
      }
      return slots;
    }
  }

  /** Gradient descent: {@code b = momentum b + (1 - dampening) g}, {@code b = g} at first. */
  record Sgd(double momentum, double dampening, double weightDecay, boolean nesterov)
      implements Optimizer {
    public Sgd {
      share("SGD momentum", momentum);
      if (!(dampening >= 0 && dampening <= 1)) {
        throw new IllegalArgumentException("SGD dampening " + dampening + " must be from 0 to 1");
      }
      if (nesterov && !(momentum > 0 && dampening == 0)) {
        throw new IllegalArgumentException(
            "Nesterov's SGD needs a momentum above 0 and dampening 0, not "
                + momentum
                + " and "
                + dampening);
      }
      checkDecay("SGD", 1, weightDecay);
    }

    @Override
    public List<String> slots() {
      return momentum > 0 ? List.of("momentum_buffer") : List.of();
    }
  }

  private static void checkAdam(double beta1, double beta2, double epsilon, double weightDecay) {
    share("Adam beta1", beta1);
    share("Adam beta2", beta2);
    checkDecay("Adam", epsilon, weightDecay);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " " + value + " must be at least 0 and below 1");
    }
  }

  private static void checkDecay(String name, double epsilon, double weightDecay) {
    // Smaller than any float it would be 0, and 0 / 0 where a gradient is 0.
    if (!((float) epsilon > 0) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          name
              + " epsilon "
              + epsilon
              + " must be a positive float and weight decay "
              + weightDecay
              + " must not be negative");
    }
  }
}
