package io.github.ascent4j.core.loss;

/** What was recorded of N samples, as the loss needs it. */
public final class PpoMinibatch {
  /** Raw actions, [N,A]. */
  public final float[] actions;

  /** Log-probabilities of the actions under the policy that took them, [N]. */
  public final float[] oldLogProbs;

  /** Values under the critic of that time, [N]. */
  public final float[] oldValues;

  /** Advantages, normalised if the algorithm does so, [N]. */
  public final float[] advantages;

  /** Value targets, [N]. */
  public final float[] returns;

  public PpoMinibatch(int capacity, int actionSize) {
    actions = new float[Math.multiplyExact(capacity, actionSize)];
    oldLogProbs = new float[capacity];
    oldValues = new float[capacity];
    advantages = new float[capacity];
    returns = new float[capacity];
  }
}
