package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.distribution.ExplorationNoise;
import io.github.ascent4j.policy.network.CategoryColumns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets a policy act in B environments and records it. Environments go on from one rollout to the
 * next, and so does what the agent remembers of them; nothing is allocated while collecting.
 *
 * <p>Observations are normalised as they come, after they have been added to the statistics, and
 * stored normalised; an episode's last observation is normalised, and added only by Gymnasium's
 * rules. With a normalisation per batch, as in rlpyt, the statistics stay as they are while acting,
 * and take in the whole batch at once at its end; it is stored normalised by the new statistics.
 */
public final class RolloutCollector {
  /**
   * What decides how a collector works.
   *
   * @param sampling in which order environments step and the policy acts
   * @param bootstrapTruncated whether the value of the final observation stands in for what a
   *     truncated episode would have earned; otherwise truncation counts as termination
   * @param normalization by whose rules the observations' statistics are kept, if there are any
   */
  public record Options(
      SamplingConfig sampling,
      boolean bootstrapTruncated,
      ObservationNormalization normalization) {}

  private final VectorEnvironment environment;
  private final ActorCriticPolicy policy;
  private final @Nullable RewardScaling rewardScaling;
  private final EpisodeStatistics episodes;
  private final StatisticsUpdate statistics;
  private final WaitingCopies waiting;
  private final CopyStepper copies;
  private final ActingGroup[] groups;
  private final GroupTurns turns;
  private final SamplingOrder order;
  private final Decorrelation decorrelation;

  /**
   * A collector that samples all environments at once and normalises observations, if the policy
   * does, by the rules of Stable-Baselines3.
   */
  public RolloutCollector(
      VectorEnvironment environment,
      ActorCriticPolicy policy,
      @Nullable RewardScaling rewardScaling,
      boolean bootstrapTruncated,
      RandomGenerator random) {
    this(
        environment,
        policy,
        rewardScaling,
        new Options(SamplingConfig.DEFAULT, bootstrapTruncated, ObservationNormalization.SB3),
        random);
  }

  /**
   * @param random source of the actions' randomness
   */
  public RolloutCollector(
      VectorEnvironment environment,
      ActorCriticPolicy policy,
      @Nullable RewardScaling rewardScaling,
      Options options,
      RandomGenerator random) {
    SamplingConfig sampling = options.sampling;
    sampling.check(environment);
    this.environment = environment;
    this.policy = policy;
    this.rewardScaling = rewardScaling;
    boolean someWait = !sampling.midBatchReset();
    copies = new CopyStepper(environment, someWait);
    episodes =
        new EpisodeStatistics(environment.copies(), environment.infoNames(), copies.step.infos);
    statistics = StatisticsUpdate.of(options.normalization, policy.normalizer());
    waiting = new WaitingCopies(someWait, environment.copies());
    groups = ActingGroup.split(environment, policy, sampling.sampler().groups());
    StepChecks checks =
        new StepChecks(environment, CategoryColumns.of(policy.description().network()));
    FinalValues finalValues =
        new FinalValues(policy, checks, options.bootstrapTruncated, statistics.keepsPlain());
    turns =
        new GroupTurns(policy, copies, checks, episodes, statistics, finalValues, waiting, random);
    order = SamplingOrder.of(sampling.sampler(), turns, groups);
    decorrelation = new Decorrelation(environment, sampling.decorrelationSteps(), random);
  }

  /**
   * Lets the policy act with noise that its environments hold over steps; null for none.
   *
   * @param held noise for as many copies as there are environments
   */
  public void exploreWith(@Nullable ExplorationNoise held) {
    turns.noise = held;
  }

  /** Statistics of the episodes so far. */
  public EpisodeStatistics episodes() {
    return episodes;
  }

  /** Steps taken so far, over all environments. */
  public long steps() {
    return turns.steps;
  }

  /** Starts all environments from {@code seed}. */
  public void reset(long seed) {
    copies.reset(seed);
    episodes.restart();
    if (rewardScaling != null) {
      rewardScaling.restart();
    }
    policy.startRollout(turns.noise);
    for (ActingGroup group : groups) {
      group.restart();
      turns.observe(group, 0);
    }
  }

  /** Lets every environment take some random actions, which are not learnt from. */
  public void decorrelate() {
    if (decorrelation.most() > 0) {
      for (ActingGroup group : groups) {
        decorrelation.run(group, copies, episodes);
        turns.observe(group, 0);
      }
    }
  }

  /** Acts for the buffer's number of steps and fills everything but advantages and returns. */
  public void collect(RolloutBuffer buffer) {
    waiting.release(groups);
    policy.startRollout(turns.noise);
    order.collect(buffer, this::endStep);
    for (ActingGroup group : groups) {
      policy.values(group.inputs.network, group.values);
      System.arraycopy(group.values, 0, buffer.bootstrapValues, group.from, group.count);
      if (buffer.shape().finalObservations()) {
        group.copyInputs(
            statistics.keepsPlain(),
            buffer.bootstrapObservations,
            buffer.bootstrapImages,
            group.from);
      }
    }
    prepare(buffer);
  }

  /** Acts for one step and records it as row t of the buffer. */
  void step(RolloutBuffer buffer, int t) {
    turns.step(groups, buffer, t);
    endStep(buffer, t);
  }

  private void endStep(RolloutBuffer buffer, int t) {
    if (rewardScaling != null) {
      StepBatch step = copies.step;
      rewardScaling.scale(
          step.rewards,
          step.terminated,
          step.truncated,
          waiting.flags,
          buffer.rewards,
          t * buffer.environments());
    }
    waiting.endStep(groups);
  }

  /** Brings the batch's observations and those to come to new statistics, if they change now. */
  void prepare(RolloutBuffer buffer) {
    statistics.collected(buffer, groups);
  }

  /** Writes everything that decides the coming rollouts but the policy and its generator. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(turns.steps);
    environment.save(out);
    for (ActingGroup group : groups) {
      group.save(out);
    }
    episodes.save(out);
    if (rewardScaling != null) {
      rewardScaling.save(out);
    }
    if (turns.noise != null) {
      turns.noise.save(out);
    }
  }

  /** Takes the place of {@link #reset} with what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    turns.steps = in.readLong();
    if (turns.steps < 0) {
      throw new IOException("a training of " + turns.steps + " steps");
    }
    environment.restore(in);
    for (ActingGroup group : groups) {
      group.restore(in);
    }
    episodes.restore(in);
    if (rewardScaling != null) {
      rewardScaling.restore(in);
    }
    if (turns.noise != null) {
      turns.noise.restore(in);
    }
  }
}
