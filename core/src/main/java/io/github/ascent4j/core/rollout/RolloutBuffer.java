package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.policy.SampledRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * T steps of B environments, and what follows from them. Reused from rollout to rollout; a buffer
 * may be filled in part, and then the arrays are longer than {@link #size} says.
 */
public final class RolloutBuffer {
  /**
   * What is kept of each step.
   *
   * @param observationSize F, floats of an observation
   * @param previousSize P, floats of the action and reward of the step before, behind each
   *     observation; 0 if the network does not read them
   * @param imageSize U, bytes of an observation
   * @param actionSize A, floats of an action
   * @param maskSize M, flags of an action mask; 0 for none
   * @param outputSize policy outputs of a sample; 0 if they are not kept
   * @param finalObservations whether the last observations of truncated episodes and those behind
   *     the last step are kept, for values that are computed again
   * @param stateSize S, floats that the network remembers; 0 for none
   * @param sequenceSteps L, steps of the sequences that are learnt from together, each of which has
   *     its first state kept; read where the network remembers
   * @param waits whether environments may wait for the next rollout, so that steps may be invalid
   * @param infoSize I, numbers that a step carries beside its reward
   */
  public record Shape(
      int observationSize,
      int previousSize,
      int imageSize,
      int actionSize,
      int maskSize,
      int outputSize,
      boolean finalObservations,
      int stateSize,
      int sequenceSteps,
      boolean waits,
      int infoSize) {
    /** Of environments that say nothing of their steps. */
    public Shape(
        int observationSize,
        int previousSize,
        int imageSize,
        int actionSize,
        int maskSize,
        int outputSize,
        boolean finalObservations,
        int stateSize,
        int sequenceSteps,
        boolean waits) {
      this(
          observationSize,
          previousSize,
          imageSize,
          actionSize,
          maskSize,
          outputSize,
          finalObservations,
          stateSize,
          sequenceSteps,
          waits,
          0);
    }

    /** Numbers only, of a network without memory. */
    public Shape(
        int observationSize,
        int actionSize,
        int maskSize,
        int outputSize,
        boolean finalObservations) {
      this(observationSize, 0, 0, actionSize, maskSize, outputSize, finalObservations, 0, 1, false);
    }

    /** Floats of a network's input row: F + P. */
    public int rowSize() {
      return observationSize + previousSize;
    }
  }

  private final Shape shape;
  private final int capacity;
  private final int environments;
  private int steps;

  /** Numbers that were acted on: normalised observations and the step before, [T,B,F+P]. */
  public final float[] observations;

  /** Images that were acted on, [T,B,U]. */
  public final byte[] images;

  /** Whether a step is the first of its episode, [T,B]; empty where the network has no memory. */
  public final boolean[] episodeStarts;

  /** States before the first step of each sequence, [T/L,B,S]. */
  public final float[] states;

  /** Whether a step is learnt from, [T,B]; empty if every one is. */
  public final boolean[] valid;

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

  /** Like {@link #observations}, the last ones; meaningful where truncated, empty if not kept. */
  public final float[] finalObservations;

  /** Last images, [T,B,U]; meaningful where truncated, empty if not kept. */
  public final byte[] finalImages;

  /** Values of the observations after the last step, [B]. */
  public final float[] bootstrapValues;

  /** Like {@link #observations}, after the last step, [B,F+P]; empty if not kept. */
  public final float[] bootstrapObservations;

  /** Images after the last step, [B,U]; empty if not kept. */
  public final byte[] bootstrapImages;

  /** What steps carry beside their rewards, [T,B,I]. */
  public final double[] infos;

  /** Advantages, [T,B]; filled by an estimator. */
  public final float[] advantages;

  /** Value targets, [T,B]; filled by an estimator. */
  public final float[] returns;

  private final SampledRows sampled;

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
    observations = new float[Math.multiplyExact(size, shape.rowSize())];
    images = new byte[Math.multiplyExact(size, shape.imageSize)];
    boolean remembers = shape.stateSize > 0;
    episodeStarts = new boolean[remembers ? size : 0];
    int sequences = remembers ? size / shape.sequenceSteps : 0;
    states = new float[Math.multiplyExact(sequences, shape.stateSize)];
    valid = new boolean[shape.waits ? size : 0];
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
    finalImages = new byte[shape.finalObservations ? images.length : 0];
    bootstrapValues = new float[environments];
    int kept = shape.finalObservations ? environments : 0;
    bootstrapObservations = new float[kept * shape.rowSize()];
    bootstrapImages = new byte[kept * shape.imageSize];
    infos = new double[Math.multiplyExact(size, shape.infoSize)];
    advantages = new float[size];
    returns = new float[size];
    sampled =
        new SampledRows(actions, logProbs, values, shape.outputSize > 0 ? policyOutputs : null);
  }

  /** What a policy draws, [T,B]: actions, log-probabilities, values and outputs that are kept. */
  public SampledRows sampled() {
    return sampled;
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

  /** Which steps are learnt from, [T,B]; null if every one is. */
  public boolean @Nullable [] validOrNull() {
    return valid.length == 0 ? null : valid;
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
    rows(from.observations, fromSample, observations, toSample, count, shape.rowSize());
    rows(from.images, fromSample, images, toSample, count, shape.imageSize);
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
    System.arraycopy(
        from.infos,
        fromSample * shape.infoSize,
        infos,
        toSample * shape.infoSize,
        count * shape.infoSize);
    if (shape.finalObservations) {
      rows(from.finalObservations, fromSample, finalObservations, toSample, count, shape.rowSize());
      rows(from.finalImages, fromSample, finalImages, toSample, count, shape.imageSize);
    }
  }

  private static void rows(byte[] from, int row, byte[] to, int toRow, int count, int width) {
    System.arraycopy(from, row * width, to, toRow * width, count * width);
  }

  private static void rows(float[] from, int row, float[] to, int toRow, int count, int width) {
    System.arraycopy(from, row * width, to, toRow * width, count * width);
  }

  /** Sets what lies behind the last step to zero, where every episode has ended. */
  void clearBootstrap() {
    Arrays.fill(bootstrapValues, 0);
    Arrays.fill(bootstrapObservations, 0);
    Arrays.fill(bootstrapImages, (byte) 0);
  }
}
