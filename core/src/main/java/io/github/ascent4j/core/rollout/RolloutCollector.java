package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.RandomActions;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.concurrent.Workers;
import io.github.ascent4j.policy.distribution.ExplorationNoise;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
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
      SamplingConfig sampling, boolean bootstrapTruncated, ObservationNormalization normalization) {
    boolean normalizesPerBatch() {
      return normalization.perBatch();
    }
  }

  private final VectorEnvironment environment;
  private final ActorCriticPolicy policy;
  private final @Nullable RewardScaling rewardScaling;
  private final Options options;
  private final RandomGenerator random;
  private final EpisodeStatistics episodes;
  private final StepChecks checks;
  private final StepBatch step;
  private final ActingGroup[] groups;
  private final int environments;
  private final int actionSize;

  /** Actions as the environment takes them, [B,A]. */
  private final float[] mapped;

  /** Which environments wait, [B]; empty if none ever does. */
  private final boolean[] waiting;

  private @Nullable ExplorationNoise noise;
  private long steps;

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
    options.sampling.check(environment);
    this.environment = environment;
    this.policy = policy;
    this.rewardScaling = rewardScaling;
    this.options = options;
    this.random = random;
    environments = environment.copies();
    actionSize = environment.actionSpace().flatSize();
    episodes = new EpisodeStatistics(environments);
    checks = new StepChecks(environment);
    step = new StepBatch(environment);
    groups = new ActingGroup[options.sampling.sampler().groups()];
    for (int k = 0; k < groups.length; k++) {
      int from = k * environments / groups.length;
      int to = (k + 1) * environments / groups.length;
      groups[k] = new ActingGroup(environment, policy, from, to - from);
    }
    mapped = new float[environments * actionSize];
    waiting = new boolean[options.sampling.midBatchReset() ? 0 : environments];
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
    for (ActingGroup group : groups) {
      group.restart();
      observe(group, 0);
    }
  }

  /** Lets every environment take some random actions, which are not learnt from. */
  public void decorrelate() {
    int most = options.sampling.decorrelationSteps();
    if (most == 0) {
      return;
    }
    int maskSize = environment.actionMaskSize();
    for (ActingGroup group : groups) {
      for (int i = 0; i < group.count; i++) {
        int b = group.from + i;
        int count = 1 + random.nextInt(most);
        for (int k = 0; k < count; k++) {
          RandomActions.draw(
              environment.actionSpace(),
              step.actionMasks,
              b * maskSize,
              random,
              mapped,
              b * actionSize);
          advance(b, 1, 0);
          boolean ended = step.terminated[b] || step.truncated[b];
          episodes.step(b, step.rewards[b], ended);
          group.starts[i] = ended;
          if (ended) {
            group.inputs.memory.reset(i);
          } else {
            group.inputs.memory.remember(i, mapped, b * actionSize, step.rewards[b]);
          }
        }
      }
      observe(group, 0);
    }
  }

  /** Acts for the buffer's number of steps and fills everything but advantages and returns. */
  public void collect(RolloutBuffer buffer) {
    for (ActingGroup group : groups) {
      group.release();
    }
    Arrays.fill(waiting, false);
    policy.startRollout(noise);
    if (options.sampling.sampler() == Sampler.ALTERNATING) {
      collectAlternating(buffer);
    } else {
      for (int t = 0; t < buffer.steps(); t++) {
        step(buffer, t);
      }
    }
    for (ActingGroup group : groups) {
      policy.values(group.inputs.network, group.values);
      System.arraycopy(group.values, 0, buffer.bootstrapValues, group.from, group.count);
      if (buffer.shape().finalObservations()) {
        group.copyInputs(
            options.normalizesPerBatch(),
            buffer.bootstrapObservations,
            buffer.bootstrapImages,
            group.from);
      }
    }
    prepare(buffer);
  }

  /** Acts for one step and records it as row t of the buffer. */
  void step(RolloutBuffer buffer, int t) {
    for (ActingGroup group : groups) {
      act(group, buffer, t);
      advance(group, t);
      finish(group, buffer, t);
    }
    scaleRewards(buffer, t);
  }

  /** One half steps in a thread of its own while the policy acts for the other. */
  private void collectAlternating(RolloutBuffer buffer) {
    ActingGroup first = groups[0];
    ActingGroup second = groups[1];
    try (Workers both = new Workers(2, "ascent-sampler")) {
      act(first, buffer, 0);
      for (int t = 0; t < buffer.steps(); t++) {
        int now = t;
        sideBySide(both, () -> advance(first, now), () -> act(second, buffer, now));
        sideBySide(both, () -> advance(second, now), () -> takeTurn(first, buffer, now));
        finish(second, buffer, t);
        scaleRewards(buffer, t);
      }
    }
  }

  private static void sideBySide(Workers both, Runnable step, Runnable acting) {
    both.run(2, (item, worker) -> (item == 0 ? step : acting).run());
  }

  /** Records what a group has done and acts on what came of it, if the rollout goes on. */
  private void takeTurn(ActingGroup group, RolloutBuffer buffer, int t) {
    finish(group, buffer, t);
    if (t + 1 < buffer.steps()) {
      act(group, buffer, t + 1);
    }
  }

  /** Records what a group has done and takes in what it sees now. */
  private void finish(ActingGroup group, RolloutBuffer buffer, int t) {
    record(group, buffer, t);
    observe(group, t + 1);
    if (waiting.length > 0) {
      // Not before, since the first observation of an episode is to be counted as well.
      System.arraycopy(group.starts, 0, group.waiting, 0, group.count);
    }
  }

  /** Draws a group's actions and records what they were drawn from. */
  private void act(ActingGroup group, RolloutBuffer buffer, int t) {
    int row = t * environments + group.from;
    RolloutBuffer.Shape shape = buffer.shape();
    group.copyInputs(options.normalizesPerBatch(), buffer.observations, buffer.images, row);
    if (shape.stateSize() > 0) {
      System.arraycopy(group.starts, 0, buffer.episodeStarts, row, group.count);
      if (t % shape.sequenceSteps() == 0) {
        float[] states = group.inputs.memory.states;
        int first = (t / shape.sequenceSteps() * environments + group.from) * shape.stateSize();
        System.arraycopy(states, 0, buffer.states, first, states.length);
      }
    }
    if (group.masks != null) {
      System.arraycopy(
          group.masks, 0, buffer.actionMasks, row * shape.maskSize(), group.masks.length);
    }
    int outputSize = shape.outputSize();
    policy.sample(
        group.inputs.network,
        group.masks,
        buffer.actions,
        row * actionSize,
        buffer.logProbs,
        row,
        group.values,
        outputSize > 0 ? buffer.policyOutputs : null,
        row * outputSize,
        noise,
        group.from,
        random);
    System.arraycopy(group.values, 0, buffer.values, row, group.count);
    checks.outputs(buffer.logProbs, row, group.values, group.from, group.count);
    policy.map(buffer.actions, row * actionSize, mapped, group.from * actionSize, group.count);
  }

  /** Steps those copies of a group that do not wait. */
  private void advance(ActingGroup group, int t) {
    if (group.count == environments && waiting.length == 0) {
      advance(-1, environments, t);
      return;
    }
    int i = 0;
    while (i < group.count) {
      int start = i;
      while (i < group.count && !group.waiting[i]) {
        i++;
      }
      if (i > start) {
        advance(group.from + start, i - start, t);
      }
      i++;
    }
  }

  /**
   * @param from the first copy to step, negative for all at once
   */
  private void advance(int from, int count, int t) {
    try {
      if (from < 0) {
        environment.step(mapped, step);
      } else {
        environment.step(mapped, step, from, count);
      }
    } catch (Exception | AssertionError | StackOverflowError e) {
      String what =
          e instanceof EnvironmentException ? e.getMessage() : environment.name() + ": " + e;
      throw new EnvironmentException(what + " (at step " + t + " of the rollout)", e);
    }
  }

  /** Brings the batch's observations and those to come to new statistics, if they change now. */
  void prepare(RolloutBuffer buffer) {
    ObservationNormalizer normalizer = policy.normalizer();
    if (options.normalizesPerBatch() && normalizer != null) {
      int stride = buffer.shape().rowSize();
      updateStatistics(buffer, normalizer, stride);
      normalizer.normalize(buffer.observations, 0, buffer.size(), stride);
      if (buffer.shape().finalObservations()) {
        normalizer.normalize(buffer.finalObservations, 0, buffer.size(), stride);
        normalizer.normalize(buffer.bootstrapObservations, 0, buffer.environments(), stride);
      }
      for (ActingGroup group : groups) {
        group.load(normalizer);
      }
    }
  }

  /** Takes in what was seen in steps that are learnt from. */
  private static void updateStatistics(
      RolloutBuffer buffer, ObservationNormalizer normalizer, int stride) {
    boolean[] valid = buffer.valid;
    if (valid.length == 0) {
      normalizer.statistics().update(buffer.observations, 0, buffer.size(), stride);
      return;
    }
    float[] seen = new float[buffer.size() * stride];
    int count = 0;
    for (int i = 0; i < buffer.size(); i++) {
      if (valid[i]) {
        System.arraycopy(buffer.observations, i * stride, seen, count++ * stride, stride);
      }
    }
    normalizer.statistics().update(seen, 0, count, stride);
  }

  private void record(ActingGroup group, RolloutBuffer buffer, int t) {
    int row = t * environments;
    int finals = 0;
    float finite = 0;
    for (int i = 0; i < group.count; i++) {
      int b = group.from + i;
      if (group.waiting[i]) {
        recordWaiting(buffer, row + b);
        continue;
      }
      boolean terminated = step.terminated[b];
      boolean truncated = step.truncated[b];
      double reward = step.rewards[b];
      float stored = (float) reward;
      finite += stored * 0;
      buffer.rewards[row + b] = stored;
      buffer.terminated[row + b] = terminated;
      buffer.truncated[row + b] = truncated;
      if (buffer.valid.length > 0) {
        buffer.valid[row + b] = true;
      }
      episodes.step(b, reward, terminated || truncated);
      steps++;
      if (truncated && !terminated) {
        group.keepFinal(step, i, finals++, mapped, actionSize);
      }
    }
    if (finite != 0) {
      throw checks.nonFiniteReward(step.rewards, group.from, t);
    }
    if (finals > 0) {
      recordFinalValues(group, buffer, t, finals);
    }
    for (int i = 0; i < group.count; i++) {
      remember(group, i);
    }
  }

  /** A step that was not taken ends whatever would be carried over it. */
  private static void recordWaiting(RolloutBuffer buffer, int sample) {
    buffer.rewards[sample] = 0;
    buffer.terminated[sample] = true;
    buffer.truncated[sample] = false;
    buffer.valid[sample] = false;
  }

  private void remember(ActingGroup group, int i) {
    int b = group.from + i;
    if (group.waiting[i]) {
      group.inputs.memory.reset(i);
      return;
    }
    boolean ended = step.terminated[b] || step.truncated[b];
    group.starts[i] = ended;
    if (ended) {
      group.inputs.memory.reset(i);
    } else {
      group.inputs.memory.remember(i, mapped, b * actionSize, step.rewards[b]);
    }
  }

  private void scaleRewards(RolloutBuffer buffer, int t) {
    int row = t * environments;
    if (rewardScaling != null) {
      rewardScaling.scale(
          step.rewards, step.terminated, step.truncated, waiting, buffer.rewards, row);
    }
    if (waiting.length > 0) {
      // From the next step on, since those that wait now did take this one.
      for (ActingGroup group : groups) {
        System.arraycopy(group.waiting, 0, waiting, group.from, group.count);
      }
    }
  }

  private void recordFinalValues(ActingGroup group, RolloutBuffer buffer, int t, int finals) {
    int row = t * environments;
    if (options.bootstrapTruncated) {
      float[] numbers = group.finals.network.numbers;
      int rowSize = group.finals.rowSize();
      for (int k = 0; k < finals; k++) {
        checks.finalObservation(numbers, k * rowSize, group.finalCopies[k], t);
      }
      if (options.normalizesPerBatch()) {
        keepFinalObservations(group, buffer, row, finals);
      }
      policy.normalize(numbers, finals, rowSize);
      group.finals.network.count = finals;
      policy.values(group.finals.network, group.values);
      if (!options.normalizesPerBatch()) {
        keepFinalObservations(group, buffer, row, finals);
      }
    }
    for (int k = 0; k < finals; k++) {
      buffer.finalValues[row + group.finalCopies[k]] =
          options.bootstrapTruncated ? group.values[k] : 0;
    }
  }

  private static void keepFinalObservations(
      ActingGroup group, RolloutBuffer buffer, int row, int finals) {
    if (buffer.shape().finalObservations()) {
      int rowSize = group.finals.rowSize();
      int imageSize = buffer.shape().imageSize();
      for (int k = 0; k < finals; k++) {
        int sample = row + group.finalCopies[k];
        System.arraycopy(
            group.finals.network.numbers,
            k * rowSize,
            buffer.finalObservations,
            sample * rowSize,
            rowSize);
        System.arraycopy(
            group.finals.network.images,
            k * imageSize,
            buffer.finalImages,
            sample * imageSize,
            imageSize);
      }
    }
  }

  /** Takes over the observations of a group's latest step. */
  private void observe(ActingGroup group, int t) {
    group.observe(step, checks, policy.normalizer(), options.normalization, t);
  }

  /** Writes everything that decides the coming rollouts but the policy and its generator. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(steps);
    environment.save(out);
    for (ActingGroup group : groups) {
      group.save(out);
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
    for (ActingGroup group : groups) {
      group.restore(in);
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
