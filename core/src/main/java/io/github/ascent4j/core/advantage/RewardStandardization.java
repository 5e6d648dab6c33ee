package io.github.ascent4j.core.advantage;

/**
 * What of each episode is brought to mean 0 and standard deviation 1 for REINFORCE, if anything.
 * Episodes are those of a batch: what began before it or goes on behind it is standardised by the
 * steps within.
 */
public enum RewardStandardization {
  /** Nothing. */
  NONE,
  /**
   * An episode's rewards, before they are discounted, as some tutorials do. It changes what is
   * learnt: where every step earns the same, as in CartPole, every reward becomes 0 and nothing is
   * learnt at all.
   */
  REWARDS,
  /**
   * An episode's returns, after discounting: what the above is meant to be. It weighs the steps of
   * an episode against each other; to weigh episodes against each other too, standardise over the
   * batch with {@link AdvantageNormalization#BATCH}.
   */
  RETURNS;

  private static final double EPSILON = 1e-9;

  /**
   * Replaces the numbers of each episode by {@code (x - mean) / (std + 1e-9)}, std over n, in
   * place.
   *
   * @param steps T
   * @param environments B
   * @param values rewards or returns, [T,B]
   * @param terminated [T,B]
   * @param truncated [T,B]
   */
  public static void perEpisode(
      int steps, int environments, float[] values, boolean[] terminated, boolean[] truncated) {
    int size = StepArrays.size(steps, environments);
    StepArrays.check("values", values.length, size);
    StepArrays.check("terminated", terminated.length, size);
    StepArrays.check("truncated", truncated.length, size);
    for (int b = 0; b < environments; b++) {
      int start = b;
      for (int i = b; i < size; i += environments) {
        if (terminated[i] || truncated[i] || i >= size - environments) {
          episode(values, start, i, environments);
          start = i + environments;
        }
      }
    }
  }

  private static void episode(float[] values, int first, int last, int stride) {
    int count = (last - first) / stride + 1;
    double sum = 0;
    for (int i = first; i <= last; i += stride) {
      sum += values[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = first; i <= last; i += stride) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double divisor = Math.sqrt(squares / count) + EPSILON;
    for (int i = first; i <= last; i += stride) {
      values[i] = (float) ((values[i] - mean) / divisor);
    }
  }
}
