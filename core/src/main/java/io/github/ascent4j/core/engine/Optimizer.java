package io.github.ascent4j.core.engine;

/** How gradients change parameters. */
public sealed interface Optimizer {
  /**
   * Adam (Kingma and Ba 2015) in PyTorch's form: {@code p -= lr / (1 - b1^t) m / (sqrt(v / (1 -
   * b2^t)) + epsilon)}.
   *
   * @param weightDecay L2 penalty, added to the gradient times the parameter
   */
  record Adam(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
    public Adam {
      if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1)) {
        throw new IllegalArgumentException(
            "Adam betas " + beta1 + " and " + beta2 + " must be at least 0 and below 1");
      }
      if (!(epsilon > 0) || !(weightDecay >= 0)) {
        throw new IllegalArgumentException(
            "Adam epsilon "
                + epsilon
                + " must be positive and weight decay "
                + weightDecay
                + " must not be negative");
      }
    }

    /** The usual betas, 0.9 and 0.999, without weight decay. */
    public static Adam withEpsilon(double epsilon) {
      return new Adam(0.9, 0.999, epsilon, 0);
    }
  }
}
