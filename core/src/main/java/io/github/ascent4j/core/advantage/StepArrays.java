package io.github.ascent4j.core.advantage;

/**
 * What the estimators read of a rollout: T steps of B environments, in arrays of the caller's that
 * may be longer than what is in use of them.
 *
 * @param steps T
 * @param environments B
 * @param rewards [T,B]
 * @param values [T,B], of what was seen before each step
 * @param terminated [T,B]; wins where both ends are set
 * @param truncated [T,B]
 * @param finalValues [T,B], read where truncated only
 * @param bootstrapValues [B], values behind the last row
 */
@SuppressWarnings("ArrayRecordComponent") // A view of a rollout's arrays, never compared.
public record StepArrays(
    int steps,
    int environments,
    float[] rewards,
    float[] values,
    boolean[] terminated,
    boolean[] truncated,
    float[] finalValues,
    float[] bootstrapValues) {

  /** Throws if an array is too short. */
  public StepArrays {
    int size = size(steps, environments);
    check("rewards", rewards.length, size);
    check("values", values.length, size);
    check("terminated", terminated.length, size);
    check("truncated", truncated.length, size);
    check("finalValues", finalValues.length, size);
    if (bootstrapValues.length != environments) {
      throw new IllegalArgumentException(
          "bootstrapValues has "
              + bootstrapValues.length
              + " elements; give one for each of "
              + environments
              + " environments");
    }
  }

  /** T times B. */
  int size() {
    return steps * environments;
  }

  /** T times B. */
  static int size(int steps, int environments) {
    if (steps < 0 || environments < 1) {
      throw new IllegalArgumentException(
          "steps "
              + steps
              + " must not be negative and environments "
              + environments
              + " must be at least 1");
    }
    return Math.multiplyExact(steps, environments);
  }

  static void check(String name, int length, int expected) {
    if (length < expected) {
      throw new IllegalArgumentException(
          name + " has " + length + " elements; T times B needs " + expected);
    }
  }

  /** Whether the sequence ends with step i: by either end or by the batch. */
  boolean endsWith(int i) {
    return i >= size() - environments || terminated[i] || truncated[i];
  }

  /** The value of what follows step i if the sequence ends there. */
  float valueAfterEnd(int i) {
    if (terminated[i]) {
      return 0;
    }
    return truncated[i] ? finalValues[i] : bootstrapValues[i % environments];
  }
}
