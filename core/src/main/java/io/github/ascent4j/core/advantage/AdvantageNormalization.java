package io.github.ascent4j.core.advantage;

/** Over what advantages are brought to mean 0 and standard deviation 1, if at all. */
public enum AdvantageNormalization {
  /** As estimated. */
  NONE,
  /** Over each minibatch: Stable-Baselines3, CleanRL, Baselines. */
  MINIBATCH,
  /** Once over the whole batch: rlpyt, Spinning Up. */
  BATCH;

  private static final double EPSILON = 1e-8;

  /**
   * Normalises {@code advantages[0 .. count-1]} in place: {@code (A - mean) / (std + 1e-8)} with
   * the sample standard deviation (divided by n - 1). A single advantage has none and stays as it
   * is.
   */
  public static void normalize(float[] advantages, int count) {
    if (count < 2) {
      return;
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += advantages[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double deviation = advantages[i] - mean;
      squares += deviation * deviation;
    }
    double divisor = Math.sqrt(squares / (count - 1)) + EPSILON;
    for (int i = 0; i < count; i++) {
      advantages[i] = (float) ((advantages[i] - mean) / divisor);
    }
  }
}
