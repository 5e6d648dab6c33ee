package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.agent.ActorCriticPolicy;
import io.github.ascent4j.core.environment.EnvironmentException;
import io.github.ascent4j.core.environment.StepBatch;
import io.github.ascent4j.core.environment.VectorEnvironment;
import io.github.ascent4j.policy.distribution.ExplorationNoise;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets a policy act in B environments and records it. Environments go on from one rollout to the
 * next; nothing is allocated while collecting.
 *
 * <p>Observations are normalised as they come, after they have been added to the statistics, and
 * stored normalised; a final observation is normalised but not added, as in Stable-Baselines3. With
 * a normalisation per batch, as in rlpyt, the statistics stay as they are while acting, and take in
 * the whole batch at once at its end; it is stored normalised by the new statistics.
 */
public final class RolloutCollector {
  private final VectorEnvironment environment;
  private final ActorCriticPolicy policy;
  private final @Nullable RewardScaling rewardScaling;
  private final boolean bootstrapTruncated;
  private final boolean normalizesPerBatch;
  private final RandomGenerator random;
  private final EpisodeStatistics episodes;
  private final StepChecks checks;
  private final StepBatch step;
  private final int environments;
  private final int observationSize;
  private final int actionSize;
  private final int maskSize;

  /** The environments' own observations to act on next, [B,O]. */
  private final float[] raw;

  /** The same ones normalised, [B,O]. */
  private final float[] current;

  /** What is allowed now, [B,M]; null if everything always is. */
  private final boolean @Nullable [] masks;

  private final float[] mapped;
  private final float[] values;
  private final float[] finalObservations;
  private final int[] finalRows;
  private @Nullable ExplorationNoise noise;
  private long steps;

  /** A collector whose policy normalises observations as they come. */
  public RolloutCollector(
      VectorEnvironment environment,
      ActorCriticPolicy policy,
      @Nullable RewardScaling rewardScaling,
      boolean bootstrapTruncated,
      RandomGenerator random) {
    this(environment, policy, rewardScaling, bootstrapTruncated, false, random);
  }

  /**
   * @param bootstrapTruncated whether the value of the final observation stands in for what a
   *     truncated episode would have earned; otherwise truncation counts as termination
   * @param normalizesPerBatch whether the observations' statistics change at the end of a batch
   *     only
   * @param random source of the actions' randomness
   */
  public RolloutCollector(
      VectorEnvironment environment,
      ActorCriticPolicy policy,
      @Nullable RewardScaling rewardScaling,
      boolean bootstrapTruncated,
      boolean normalizesPerBatch,
      RandomGenerator random) {
    this.environment = environment;
    this.policy = policy;
    this.rewardScaling = rewardScaling;
    this.bootstrapTruncated = bootstrapTruncated;
    this.normalizesPerBatch = normalizesPerBatch;
    this.random = random;
    environments = environment.copies();
    observationSize = environment.observationSpace().flatSize();
    actionSize = environment.actionSpace().flatSize();
    maskSize = environment.actionMaskSize();
    episodes = new EpisodeStatistics(environments);
    checks = new StepChecks(environment);
    step = new StepBatch(environment);
    raw = new float[environments * observationSize];
    current = new float[environments * observationSize];
    masks = maskSize > 0 ? new boolean[environments * maskSize] : null;
    mapped = new float[environments * actionSize];
    values = new float[environments];
    finalObservations = new float[environments * observationSize];
    finalRows = new int[environments];
  }

  /**
   * Lets the policy act with noise that its environments hold over steps; null for none.
   *
   * @param held noise for as many copies as there are environments
   */
  public void exploreWith(@Nullable ExplorationNoise held) {
    noise = held;
  }

  /** Statistics of the episodes so far. */
  public EpisodeStatistics episodes() {
    return episodes;
  }

  /** Steps taken so far, over all environments. */
  public long steps() {
    return steps;
  }

  /** Starts all environments from {@code seed}. */
  public void reset(long seed) {
    environment.reset(seed, step);
    episodes.restart();
    if (rewardScaling != null) {
      rewardScaling.restart();
    }
    policy.startRollout(noise);
    observe(0);
  }

  /** Acts for the buffer's number of steps and fills everything but advantages and returns. */
  public void collect(RolloutBuffer buffer) {
    policy.startRollout(noise);
    for (int t = 0; t < buffer.steps(); t++) {
      step(buffer, t);
    }
    policy.values(current, environments, values);
    System.arraycopy(values, 0, buffer.bootstrapValues, 0, environments);
    if (buffer.shape().finalObservations()) {
      float[] behind = normalizesPerBatch ? raw : current;
      System.arraycopy(behind, 0, buffer.bootstrapObservations, 0, behind.length);
    }
    prepare(buffer);
  }

  /** Acts for one step and records it as row t of the buffer. */
  void step(RolloutBuffer buffer, int t) {
    int row = t * environments;
    float[] stored = normalizesPerBatch ? raw : current;
    System.arraycopy(stored, 0, buffer.observations, row * observationSize, stored.length);
    if (masks != null) {
      System.arraycopy(masks, 0, buffer.actionMasks, row * maskSize, masks.length);
    }
    int actionRow = row * actionSize;
    int outputSize = buffer.shape().outputSize();
    policy.sample(
        current,
        environments,
        masks,
        buffer.actions,
        actionRow,
        buffer.logProbs,
        row,
        values,
        outputSize > 0 ? buffer.policyOutputs : null,
        row * outputSize,
        noise,
        0,
        random);
    System.arraycopy(values, 0, buffer.values, row, environments);
    checks.outputs(buffer.logProbs, row, values);
    policy.map(buffer.actions, actionRow, mapped, environments);
    advance(t);
    record(buffer, t);
    observe(t + 1);
    steps += environments;
  }

  private void advance(int t) {
    try {
      environment.step(mapped, step);
    } catch (Exception | AssertionError | StackOverflowError e) {
      String what =
          e instanceof EnvironmentException ? e.getMessage() : environment.name() + ": " + e;
      throw new EnvironmentException(what + " (at step " + t + " of the rollout)", e);
    }
  }

  /** Brings the batch's observations and those to come to new statistics, if they change now. */
  void prepare(RolloutBuffer buffer) {
    ObservationNormalizer normalizer = policy.normalizer();
    if (normalizesPerBatch && normalizer != null) {
      normalizer.statistics().update(buffer.observations, 0, buffer.size());
      normalizer.normalize(buffer.observations, 0, buffer.size());
      if (buffer.shape().finalObservations()) {
        normalizer.normalize(buffer.finalObservations, 0, buffer.size());
        normalizer.normalize(buffer.bootstrapObservations, 0, buffer.environments());
      }
      System.arraycopy(raw, 0, current, 0, raw.length);
      normalizer.normalize(current, 0, environments);
    }
  }

  private void record(RolloutBuffer buffer, int t) {
    int row = t * environments;
    int finals = 0;
    float finite = 0;
    for (int b = 0; b < environments; b++) {
      boolean terminated = step.terminated[b];
      boolean truncated = step.truncated[b];
      double reward = step.rewards[b];
      float stored = (float) reward;
      finite += stored * 0;
      buffer.rewards[row + b] = stored;
      buffer.terminated[row + b] = terminated;
      buffer.truncated[row + b] = truncated;
      episodes.step(b, reward, terminated || truncated);
      if (truncated && !terminated) {
        finalRows[finals++] = b;
      }
    }
    if (finite != 0) {
      throw checks.nonFiniteReward(step.rewards, t);
    }
    if (rewardScaling != null) {
      rewardScaling.scale(step.rewards, step.terminated, step.truncated, buffer.rewards, row);
    }
    if (finals > 0) {
      recordFinalValues(buffer, t, finals);
    }
  }

  private void recordFinalValues(RolloutBuffer buffer, int t, int finals) {
    int row = t * environments;
    if (bootstrapTruncated) {
      for (int i = 0; i < finals; i++) {
        System.arraycopy(
            step.finalObservations,
            finalRows[i] * observationSize,
            finalObservations,
            i * observationSize,
            observationSize);
      }
      checks.finalObservations(finalObservations, finalRows, finals, t);
      if (normalizesPerBatch) {
        keepFinalObservations(buffer, row, finals);
      }
      policy.normalize(finalObservations, finals);
      policy.values(finalObservations, finals, values);
      if (!normalizesPerBatch) {
        keepFinalObservations(buffer, row, finals);
      }
    }
    for (int i = 0; i < finals; i++) {
      buffer.finalValues[row + finalRows[i]] = bootstrapTruncated ? values[i] : 0;
    }
  }

  private void keepFinalObservations(RolloutBuffer buffer, int row, int finals) {
    if (buffer.shape().finalObservations()) {
      for (int i = 0; i < finals; i++) {
        System.arraycopy(
            finalObservations,
            i * observationSize,
            buffer.finalObservations,
            (row + finalRows[i]) * observationSize,
            observationSize);
      }
    }
  }

  /** Takes over the observations of the latest step. */
  private void observe(int t) {
    System.arraycopy(step.observations, 0, raw, 0, raw.length);
    float finite = 0;
    for (float value : raw) {
      finite += value * 0;
    }
    if (finite != 0) {
      throw checks.nonFiniteObservation(raw, t);
    }
    if (masks != null) {
      System.arraycopy(step.actionMasks, 0, masks, 0, masks.length);
      checks.masks(masks, t);
    }
    System.arraycopy(raw, 0, current, 0, raw.length);
    ObservationNormalizer normalizer = policy.normalizer();
    if (normalizer != null) {
      if (!normalizesPerBatch) {
        normalizer.statistics().update(current, 0, environments);
      }
      normalizer.normalize(current, 0, environments);
    }
  }

  /** Writes everything that decides the coming rollouts but the policy and its generator. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(steps);
    environment.save(out);
    for (float value : raw) {
      out.writeFloat(value);
    }
    for (float value : current) {
      out.writeFloat(value);
    }
    if (masks != null) {
      for (boolean flag : masks) {
        out.writeBoolean(flag);
      }
    }
    episodes.save(out);
    if (rewardScaling != null) {
      rewardScaling.save(out);
    }
    if (noise != null) {
      noise.save(out);
    }
  }

  /** Takes the place of {@link #reset} with what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    steps = in.readLong();
    if (steps < 0) {
      throw new IOException("a training of " + steps + " steps");
    }
    environment.restore(in);
    for (int i = 0; i < raw.length; i++) {
      raw[i] = in.readFloat();
    }
    for (int i = 0; i < current.length; i++) {
      current[i] = in.readFloat();
    }
    if (masks != null) {
      for (int i = 0; i < masks.length; i++) {
        masks[i] = in.readBoolean();
      }
    }
    episodes.restore(in);
    if (rewardScaling != null) {
      rewardScaling.restore(in);
    }
    if (noise != null) {
      noise.restore(in);
    }
  }
}
