package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.policy.distribution.ExplorationNoise;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a step that a group of copies takes: the policy acts, the copies step, what came of
 * it is recorded and what they show now is taken in. In which order groups do that is up to a
 * {@link SamplingOrder}.
 */
final class GroupTurns {
  private final ActorCriticPolicy policy;
  private final CopyStepper copies;
  private final StepChecks checks;
  private final EpisodeStatistics episodes;
  private final StatisticsUpdate statistics;
  private final FinalValues finalValues;
  private final WaitingCopies waiting;
  private final RandomGenerator random;

  /** Steps taken so far, over all copies. */
  long steps;

  /** Noise that copies hold over steps; null for none. */
  @Nullable ExplorationNoise noise;

  GroupTurns(
      ActorCriticPolicy policy,
      CopyStepper copies,
      StepChecks checks,
      EpisodeStatistics episodes,
      StatisticsUpdate statistics,
      FinalValues finalValues,
      WaitingCopies waiting,
      RandomGenerator random) {
    this.policy = policy;
    this.copies = copies;
    this.checks = checks;
    this.episodes = episodes;
    this.statistics = statistics;
    this.finalValues = finalValues;
    this.waiting = waiting;
    this.random = random;
  }

  /** One step of all groups, one after another. */
  void step(ActingGroup[] groups, RolloutBuffer buffer, int t) {
    for (ActingGroup group : groups) {
      act(group, buffer, t);
      step(group, t);
      finish(group, buffer, t);
    }
  }

  /** Draws a group's actions and records what they were drawn from. */
  void act(ActingGroup group, RolloutBuffer buffer, int t) {
    int row = t * buffer.environments() + group.from;
    RolloutBuffer.Shape shape = buffer.shape();
    group.copyInputs(statistics.keepsPlain(), buffer.observations, buffer.images, row);
    if (shape.stateSize() > 0) {
      recordMemory(group, buffer, t);
    }
    if (group.masks != null) {
      System.arraycopy(
          group.masks, 0, buffer.actionMasks, row * shape.maskSize(), group.masks.length);
    }
    policy.sample(
        group.inputs.network, group.masks, buffer.sampled(), row, noise, group.from, random);
    checks.outputs(buffer.logProbs, buffer.values, row, group.from, group.count);
    int size = copies.actionSize;
    policy.map(buffer.actions, row * size, copies.actions, group.from * size, group.count);
  }

  private static void recordMemory(ActingGroup group, RolloutBuffer buffer, int t) {
    RolloutBuffer.Shape shape = buffer.shape();
    int environments = buffer.environments();
    int row = t * environments + group.from;
    System.arraycopy(group.starts, 0, buffer.episodeStarts, row, group.count);
    if (t % shape.sequenceSteps() == 0) {
      float[] states = group.inputs.memory.states;
      int first = (t / shape.sequenceSteps() * environments + group.from) * shape.stateSize();
      System.arraycopy(states, 0, buffer.states, first, states.length);
    }
  }

  /** Steps those copies of a group that do not wait. */
  void step(ActingGroup group, int t) {
    copies.step(group, t);
  }

  /** Records what a group has done and takes in what it sees now. */
  void finish(ActingGroup group, RolloutBuffer buffer, int t) {
    record(group, buffer, t);
    observe(group, t + 1);
    waiting.endTurn(group);
  }

  /** Takes in what a group sees now. */
  void observe(ActingGroup group, int t) {
    group.observe(copies.step, checks, t);
    statistics.observed(group, copies.step);
    group.load(policy.normalizer());
  }

  private void record(ActingGroup group, RolloutBuffer buffer, int t) {
    StepBatch step = copies.step;
    int row = t * buffer.environments();
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
        group.keepFinal(step, i, finals++, copies.actions, copies.actionSize);
      }
    }
    if (buffer.infos.length > 0) {
      recordInfos(group, buffer, row);
    }
    if (finite != 0) {
      throw checks.nonFiniteReward(step.rewards, group.from, t);
    }
    if (finals > 0) {
      finalValues.record(group, buffer, t, finals);
    }
    for (int i = 0; i < group.count; i++) {
      group.remember(copies, i);
    }
  }

  private void recordInfos(ActingGroup group, RolloutBuffer buffer, int row) {
    int size = buffer.shape().infoSize();
    for (int i = 0; i < group.count; i++) {
      int b = group.from + i;
      if (group.waiting[i]) {
        Arrays.fill(buffer.infos, (row + b) * size, (row + b + 1) * size, Double.NaN);
      } else {
        System.arraycopy(copies.step.infos, b * size, buffer.infos, (row + b) * size, size);
      }
    }
  }

  /** A step that was not taken ends whatever would be carried over it. */
  private static void recordWaiting(RolloutBuffer buffer, int sample) {
    buffer.rewards[sample] = 0;
    buffer.terminated[sample] = true;
    buffer.truncated[sample] = false;
    buffer.valid[sample] = false;
  }
}
