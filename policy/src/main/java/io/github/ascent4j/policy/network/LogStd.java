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
