package io.github.ascent4j.core.rollout;

/** T steps of B environments, and what follows from them. Reused from rollout to rollout. */
public final class RolloutBuffer {
  private final int steps;
  private final int environments;

  /** Normalised observations that were acted on, [T,B,O]. */
  public final float[] observations;

  /** Raw actions, [T,B,A]. */
  public final float[] actions;

  /** Log-probabilities of the actions when they were taken, [T,B]. */
  public final float[] logProbs;

  /** Values of the observations when they were seen, [T,B]. */
  public final float[] values;

  /** Rewards as learnt from, [T,B]. */
  public final float[] rewards;

  /** Whether the step reached a terminal state, [T,B]. */
  public final boolean[] terminated;

  /** Whether the step was cut short of one, [T,B]. */
  public final boolean[] truncated;

  /** Values of the final observations, [T,B]; meaningful where truncated. */
  public final float[] finalValues;

  /** Values of the observations after the last step, [B]. */
  public final float[] bootstrapValues;

  /** Advantages, [T,B]; filled by an estimator. */
  public final float[] advantages;

  /** Value targets, [T,B]; filled by an estimator. */
  public final float[] returns;

  public RolloutBuffer(int steps, int environments, int observationSize, int actionSize) {
    this.steps = steps;
    this.environments = environments;
    int size = Math.multiplyExact(steps, environments);
    observations = new float[Math.multiplyExact(size, observationSize)];
    actions = new float[Math.multiplyExact(size, actionSize)];
    logProbs = new float[size];
    values = new float[size];
    rewards = new float[size];
    terminated = new boolean[size];
    truncated = new boolean[size];
    finalValues = new float[size];
    bootstrapValues = new float[environments];
    advantages = new float[size];
    returns = new float[size];
  }

  /** T, the steps of each environment. */
  public int steps() {
    return steps;
  }

  /** B, the number of environments. */
  public int environments() {
    return environments;
  }

  /** T times B, the number of samples. */
  public int size() {
    return logProbs.length;
  }
}
