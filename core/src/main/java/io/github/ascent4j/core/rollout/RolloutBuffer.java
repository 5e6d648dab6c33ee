package io.github.ascent4j.core.rollout;

import java.util.Arrays;

/**
 * T steps of B environments, and what follows from them. Reused from rollout to rollout; a buffer
 * may be filled in part, and then the arrays are longer than {@link #size} says.
 */
public final class RolloutBuffer {
  /**
   * What is kept of each step.
   *
   * @param observationSize O, floats of an observation
   * @param actionSize A, floats of an action
   * @param maskSize M, flags of an action mask; 0 for none
   * @param outputSize P, policy outputs of a sample; 0 if they are not kept
   * @param finalObservations whether the last observations of truncated episodes and those behind
   *     the last step are kept, for values that are computed again
   */
  public record Shape(
      int observationSize,
      int actionSize,
      int maskSize,
      int outputSize,
      boolean finalObservations) {}

  private final Shape shape;
  private final int capacity;
  private final int environments;
  private int steps;

  /** Normalised observations that were acted on, [T,B,O]. */
  public final float[] observations;

  /** Raw actions, [T,B,A]. */
  public final float[] actions;

  /** Which choices were allowed, [T,B,M]; empty if every one always was. */
  public final boolean[] actionMasks;

  /** Log-probabilities of the actions when they were taken, [T,B]. */
  public final float[] logProbs;

  /** Policy outputs when the actions were taken, [T,B,P]; empty if not kept. */
  public final float[] policyOutputs;

  /** Values of the observations when they were seen, [T,B]; zeros without a critic. */
  public final float[] values;

  /** Rewards as learnt from, [T,B]. */
  public final float[] rewards;

  /** Whether the step reached a terminal state, [T,B]. */
  public final boolean[] terminated;

  /** Whether the step was cut short of one, [T,B]. */
  public final boolean[] truncated;

  /** Values of the final observations, [T,B]; meaningful where truncated. */
  public final float[] finalValues;

  /** Normalised final observations, [T,B,O]; meaningful where truncated, empty if not kept. */
  public final float[] finalObservations;

  /** Values of the observations after the last step, [B]. */
  public final float[] bootstrapValues;

  /** Normalised observations after the last step, [B,O]; empty if not kept. */
  public final float[] bootstrapObservations;

  /** Advantages, [T,B]; filled by an estimator. */
  public final float[] advantages;

  /** Value targets, [T,B]; filled by an estimator. */
  public final float[] returns;

  /** Room for plain samples: no masks, and nothing kept for later. */
  public RolloutBuffer(int steps, int environments, int observationSize, int actionSize) {
    this(steps, environments, new Shape(observationSize, actionSize, 0, 0, false));
  }

  /** Room for {@code steps} steps of each environment, all of them in use. */
  public RolloutBuffer(int steps, int environments, Shape shape) {
    this.shape = shape;
    this.capacity = steps;
    this.steps = steps;
    this.environments = environments;
    int size = Math.multiplyExact(steps, environments);
    int observationSize = shape.observationSize;
    observations = new float[Math.multiplyExact(size, observationSize)];
    actions = new float[Math.multiplyExact(size, shape.actionSize)];
    actionMasks = new boolean[Math.multiplyExact(size, shape.maskSize)];
    logProbs = new float[size];
    policyOutputs = new float[Math.multiplyExact(size, shape.outputSize)];
    values = new float[size];
    rewards = new float[size];
    terminated = new boolean[size];
    truncated = new boolean[size];
    finalValues = new float[size];
    finalObservations = new float[shape.finalObservations ? observations.length : 0];
    bootstrapValues = new float[environments];
    bootstrapObservations = new float[shape.finalObservations ? environments * observationSize : 0];
    advantages = new float[size];
    returns = new float[size];
  }

  /** What is kept of each step. */
  public Shape shape() {
    return shape;
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
    return steps * environments;
  }

  /** This buffer with {@code steps} steps in use, or a larger one that begins with its samples. */
  RolloutBuffer resized(int newSteps) {
    if (newSteps <= capacity) {
      steps = newSteps;
      return this;
    }
    RolloutBuffer larger = new RolloutBuffer(Math.max(newSteps, 2 * capacity), environments, shape);
    larger.copy(this, 0, 0, capacity * environments);
    larger.steps = newSteps;
    return larger;
  }

  /** Takes over {@code count} samples of another buffer, but not what estimators made of them. */
  void copy(RolloutBuffer from, int fromSample, int toSample, int count) {
    rows(from.observations, fromSample, observations, toSample, count, shape.observationSize);
    rows(from.actions, fromSample, actions, toSample, count, shape.actionSize);
    System.arraycopy(
        from.actionMasks,
        fromSample * shape.maskSize,
        actionMasks,
        toSample * shape.maskSize,
        count * shape.maskSize);
    rows(from.logProbs, fromSample, logProbs, toSample, count, 1);
    rows(from.policyOutputs, fromSample, policyOutputs, toSample, count, shape.outputSize);
    rows(from.values, fromSample, values, toSample, count, 1);
    rows(from.rewards, fromSample, rewards, toSample, count, 1);
    System.arraycopy(from.terminated, fromSample, terminated, toSample, count);
    System.arraycopy(from.truncated, fromSample, truncated, toSample, count);
    rows(from.finalValues, fromSample, finalValues, toSample, count, 1);
    if (shape.finalObservations) {
      rows(
          from.finalObservations,
          fromSample,
          finalObservations,
          toSample,
          count,
          shape.observationSize);
    }
  }

  private static void rows(float[] from, int row, float[] to, int toRow, int count, int width) {
    System.arraycopy(from, row * width, to, toRow * width, count * width);
  }

  /** Sets what lies behind the last step to zero, where every episode has ended. */
  void clearBootstrap() {
    Arrays.fill(bootstrapValues, 0);
    Arrays.fill(bootstrapObservations, 0);
  }
}
