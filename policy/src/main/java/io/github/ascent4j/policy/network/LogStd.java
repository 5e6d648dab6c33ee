package io.github.ascent4j.policy.network;

import io.github.ascent4j.policy.math.FloatMath;

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
    /** Added to the variance of an action, as in Stable-Baselines3. */
    public static final float EPSILON = 1e-6f;

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

    /** The deviation that a parameter stands for. */
    public float std(float parameter) {
      // log1p by a logarithm: the sum loses digits only next to 0, where the 1 outweighs them.
      return expln && parameter > 0 ? FloatMath.log(1 + parameter) + 1 : FloatMath.exp(parameter);
    }

    /** The derivative of the square of {@link #std}. */
    public float varianceSlope(float parameter) {
      float std = std(parameter);
      return expln && parameter > 0 ? 2 * std / (1 + parameter) : 2 * std * std;
    }

    /** Columns of the parameters: {@code dimensions}, or 1 if dimensions share them. */
    public int columns(int dimensions) {
      return fullStd ? dimensions : 1;
    }

    /**
     * The deviations of the random matrix.
     *
     * @param parameters those of {@code log_std}, from {@code offset} on
     * @param dimensions A
     * @return [F,A]
     */
    public float[] stds(float[] parameters, int offset, int dimensions) {
      int columns = columns(dimensions);
      float[] stds = new float[features * dimensions];
      for (int i = 0; i < stds.length; i++) {
        int column = columns == 1 ? 0 : i % dimensions;
        stds[i] = std(parameters[offset + i / dimensions * columns + column]);
      }
      return stds;
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
