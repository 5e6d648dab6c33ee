package io.github.ascent4j.policy.network;

/**
 * Where the log standard deviation of a Gaussian comes from. It is cut to {@code [min, max]} before
 * use; the gradient is 0 strictly outside and passes unchanged inside and on the limits.
 */
public sealed interface LogStd {
  /** Smallest log standard deviation; may be negative infinity. */
  float min();

  /** Largest log standard deviation; may be infinite. */
  float max();

  /** A parameter of its own for each dimension, the same in every state. */
  record Free(float start, float min, float max) implements LogStd {
    public Free {
      checkLimits(min, max);
      if (!Float.isFinite(start)) {
        throw new IllegalArgumentException(
            "a log standard deviation that starts at " + start + "; give a finite number");
      }
    }

    /** Without limits. */
    public Free(float start) {
      this(start, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    }
  }

  /** The second half of the head's outputs. */
  record StateDependent(float min, float max) implements LogStd {
    public StateDependent {
      checkLimits(min, max);
    }
  }

  /**
   * Generalised state-dependent exploration (Raffin et al. 2021, "Smooth exploration for robotic
   * reinforcement learning"): the noise of an action is the actor's last features times a random
   * matrix that is held for several steps, so that equal states get equal noise in the meantime. A
   * parameter of its own for each feature gives the deviation of that matrix, and with features x
   * that of the action's dimension a is {@code sqrt(sum_f x_f^2 std_fa^2 + 1e-6)}.
   *
   * <p>The network yields {@code [mean(A), logStd(A), x(F)]}. There are no limits.
   *
   * @param start every parameter's first value; -2 is usual
   * @param features F, the actor's outputs before the head
   * @param fullStd whether there is a parameter for each feature and dimension, [F,A]; otherwise
   *     one for each feature, [F]
   * @param expln whether a deviation grows slowly beyond 1: {@code exp(p)} up to p = 0 and {@code
   *     log(1 + p) + 1} from there on, and not {@code exp(p)} throughout
   * @param learnFeatures whether the gradient of the deviation reaches the features
   */
  record Exploration(
      float start, int features, boolean fullStd, boolean expln, boolean learnFeatures)
      implements LogStd {
    public Exploration {
      if (!Float.isFinite(start)) {
        throw new IllegalArgumentException(
            "exploration whose parameters start at " + start + "; give a finite number");
      }
      if (features < 1) {
        throw new IllegalArgumentException(
            "exploration by " + features + " features; give those before the head, at least 1");
      }
    }

    @Override
    public float min() {
      return Float.NEGATIVE_INFINITY;
    }

    @Override
    public float max() {
      return Float.POSITIVE_INFINITY;
    }
  }

  private static void checkLimits(float min, float max) {
    if (!(min <= max)) {
      throw new IllegalArgumentException(
          "log standard deviations from " + min + " to " + max + ": give the smaller limit first");
    }
    if (min == Float.POSITIVE_INFINITY || max == Float.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "log standard deviations from " + min + " to " + max + ": leave room for a finite one");
    }
  }
}
