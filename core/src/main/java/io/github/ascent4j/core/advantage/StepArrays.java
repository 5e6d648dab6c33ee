package io.github.ascent4j.core.advantage;

/** What the estimators have in common: checked shapes and what follows a step. */
final class StepArrays {
  private StepArrays() {}

  /** T times B, checked against every array [T,B] of what happened. */
  static int checkSteps(
      int steps,
      int environments,
      float[] rewards,
      boolean[] terminated,
      boolean[] truncated,
      float[] finalValues,
      float[] bootstrapValues) {
    int size = size(steps, environments);
    check("rewards", rewards.length, size);
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
    return size;
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

  /** Arrays may be longer than what is in use of them. */
  static void check(String name, int length, int expected) {
    if (length < expected) {
      throw new IllegalArgumentException(
          name + " has " + length + " elements; T times B needs " + expected);
    }
  }

  /** The value of what follows step i if the sequence ends there: by either end or by the batch. */
  static float valueAfterEnd(
      int i,
      boolean[] terminated,
      boolean[] truncated,
      float[] finalValues,
      float[] bootstrapValues) {
    if (terminated[i]) {
      return 0;
    }
    return truncated[i] ? finalValues[i] : bootstrapValues[i % bootstrapValues.length];
  }
}
