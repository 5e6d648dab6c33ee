package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.agent.ActorCriticPolicy;
import io.github.ascent4j.core.environment.EnvironmentException;
import io.github.ascent4j.core.environment.StepBatch;
import io.github.ascent4j.core.environment.VectorEnvironment;
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
 * stored normalised; a final observation is normalised but not added, as in Stable-Baselines3.
 */
public final class RolloutCollector {
  private final VectorEnvironment environment;
  private final ActorCriticPolicy policy;
  private final @Nullable RewardScaling rewardScaling;
  private final boolean bootstrapTruncated;
  private final RandomGenerator random;
  private final EpisodeStatistics episodes;
  private final StepBatch step;
  private final int environments;
  private final int observationSize;
  private final int actionSize;

  /** Normalised observations to act on next, [B,O]. */
  private final float[] current;

  private final float[] mapped;
  private final float[] values;
  private final float[] finalObservations;
  private final int[] finalRows;

  /**
   * @param bootstrapTruncated whether the value of the final observation stands in for what a
   *     truncated episode would have earned; otherwise truncation counts as termination
   * @param random source of the actions' randomness
   */
  public RolloutCollector(
      VectorEnvironment environment,
      ActorCriticPolicy policy,
      @Nullable RewardScaling rewardScaling,
      boolean bootstrapTruncated,
      RandomGenerator random) {
    this.environment = environment;
    this.policy = policy;
    this.rewardScaling = rewardScaling;
    this.bootstrapTruncated = bootstrapTruncated;
    this.random = random;
    environments = environment.copies();
    observationSize = environment.observationSpace().flatSize();
    actionSize = environment.actionSpace().flatSize();
    episodes = new EpisodeStatistics(environments);
    step = new StepBatch(environments, environment.observationSpace());
    current = new float[environments * observationSize];
    mapped = new float[environments * actionSize];
    values = new float[environments];
    finalObservations = new float[environments * observationSize];
    finalRows = new int[environments];
  }

  /** Statistics of the episodes so far. */
  public EpisodeStatistics episodes() {
    return episodes;
  }

  /** Starts all environments from {@code seed}. */
  public void reset(long seed) {
    environment.reset(seed, step);
    if (rewardScaling != null) {
      rewardScaling.restart();
    }
    observe(0);
  }

  /** Acts for the buffer's number of steps and fills everything but advantages and returns. */
  public void collect(RolloutBuffer buffer) {
    int rowSize = environments * observationSize;
    for (int t = 0; t < buffer.steps(); t++) {
      int row = t * environments;
      System.arraycopy(current, 0, buffer.observations, t * rowSize, rowSize);
      int actionRow = row * actionSize;
      policy.sample(
          current,
          environments,
          null,
          buffer.actions,
          actionRow,
          buffer.logProbs,
          row,
          values,
          null,
          0,
          random);
      System.arraycopy(values, 0, buffer.values, row, environments);
      checkOutputs(buffer, row);
      policy.map(buffer.actions, actionRow, mapped, environments);
      environment.step(mapped, step);
      record(buffer, t);
      observe(t + 1);
    }
    policy.values(current, environments, values);
    System.arraycopy(values, 0, buffer.bootstrapValues, 0, environments);
  }

  /** A network that has diverged must not go on acting. */
  private void checkOutputs(RolloutBuffer buffer, int row) {
    for (int b = 0; b < environments; b++) {
      float logProb = buffer.logProbs[row + b];
      if (!Float.isFinite(logProb) || !Float.isFinite(values[b])) {
        throw new ArithmeticException(
            "the network gives a log-probability of "
                + logProb
                + " and a value of "
                + values[b]
                + " for copy "
                + b
                + " of "
                + environment.name()
                + ": training has diverged; lower learningRate or maxGradientNorm");
      }
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
      throw nonFiniteReward(t);
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
      checkFinalObservations(t, finals);
      policy.normalize(finalObservations, finals);
      policy.values(finalObservations, finals, values);
    }
    for (int i = 0; i < finals; i++) {
      buffer.finalValues[row + finalRows[i]] = bootstrapTruncated ? values[i] : 0;
    }
  }

  private void checkFinalObservations(int t, int finals) {
    for (int i = 0; i < finals * observationSize; i++) {
      if (!Float.isFinite(finalObservations[i])) {
        throw new EnvironmentException(
            environment.name()
                + ", copy "
                + finalRows[i / observationSize]
                + ": final observation["
                + i % observationSize
                + "] is "
                + finalObservations[i]
                + " at step "
                + t
                + " of the rollout; observations must be finite");
      }
    }
  }

  /** Takes over the observations of the latest step. */
  private void observe(int t) {
    System.arraycopy(step.observations, 0, current, 0, current.length);
    float finite = 0;
    for (float value : current) {
      finite += value * 0;
    }
    if (finite != 0) {
      throw nonFiniteObservation(t);
    }
    ObservationNormalizer normalizer = policy.normalizer();
    if (normalizer != null) {
      normalizer.statistics().update(current, 0, environments);
      normalizer.normalize(current, 0, environments);
    }
  }

  private EnvironmentException nonFiniteReward(int t) {
    for (int b = 0; b < environments; b++) {
      if (!Float.isFinite((float) step.rewards[b])) {
        return new EnvironmentException(
            environment.name()
                + ", copy "
                + b
                + ": reward "
                + step.rewards[b]
                + " at step "
                + t
                + " of the rollout; rewards must be finite and in the range of float");
      }
    }
    throw new IllegalStateException("rewards are finite");
  }

  private EnvironmentException nonFiniteObservation(int t) {
    for (int i = 0; i < current.length; i++) {
      if (!Float.isFinite(current[i])) {
        return new EnvironmentException(
            environment.name()
                + ", copy "
                + i / observationSize
                + ": observation["
                + i % observationSize
                + "] is "
                + current[i]
                + " after "
                + t
                + " steps of the rollout; observations must be finite");
      }
    }
    throw new IllegalStateException("observations are finite");
  }

  /** Writes everything that decides the coming rollouts but the policy and its generator. */
  public void save(DataOutput out) throws IOException {
    environment.save(out);
    for (float value : current) {
      out.writeFloat(value);
    }
    episodes.save(out);
    if (rewardScaling != null) {
      rewardScaling.save(out);
    }
  }

  /** Takes the place of {@link #reset} with what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    environment.restore(in);
    for (int i = 0; i < current.length; i++) {
      current[i] = in.readFloat();
    }
    episodes.restore(in);
    if (rewardScaling != null) {
      rewardScaling.restore(in);
    }
  }
}
