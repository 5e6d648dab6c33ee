package io.github.ascent4j.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.MemoryConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.testing.Cue;
import io.github.ascent4j.core.testing.Recordings;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.ActionEncoding;
import io.github.ascent4j.simd.SimdEngine;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an agent remembers while it acts. */
final class MemoryTest {
  private static final int COPIES = 6;
  private static final int STEPS = 20;
  private static final MemoryConfig MEMORY = MemoryConfig.rlpyt(4).withCriticLstm(true);

  /** Shows zeros but in the first step of an episode. */
  private static final Cue.Task TASK =
      new Cue.Task(true, Cue.Look.VECTOR, Cue.Masks.NONE, false, Cue.Answer.TUPLE);

  private final SimdEngine engine = SimdEngine.scalar(1);
  private final VectorEnvironment environment = TASK.environment(COPIES);
  private final ActorCriticPolicy policy =
      Recordings.policy(environment, Recordings.config(MEMORY), null, engine);
  private final int stateSize = policy.description().network().stateSize();
  private final int actionSize = environment.actionSpace().flatSize();

  @AfterEach
  void close() {
    engine.close();
  }

  private RolloutCollector started(SamplingConfig sampling) {
    RolloutCollector collector = Recordings.collector(environment, policy, sampling);
    collector.reset(5);
    return collector;
  }

  private RolloutBuffer buffer(SamplingConfig sampling, int steps) {
    return Recordings.buffer(environment, policy, sampling, steps, 1);
  }

  private RolloutBuffer collected(Sampler sampler) {
    SamplingConfig sampling = SamplingConfig.DEFAULT.withSampler(sampler);
    RolloutBuffer buffer = buffer(sampling, STEPS);
    started(sampling).collect(buffer);
    return buffer;
  }

  private float[] state(RolloutBuffer buffer, int sample) {
    return Arrays.copyOfRange(buffer.states, sample * stateSize, (sample + 1) * stateSize);
  }

  /** The action and reward that the network reads with a step. */
  private static float[] previous(RolloutBuffer buffer, int sample) {
    int end = (sample + 1) * buffer.shape().rowSize();
    return Arrays.copyOfRange(buffer.observations, end - buffer.shape().previousSize(), end);
  }

  private static boolean ended(RolloutBuffer buffer, int sample) {
    return buffer.terminated[sample] || buffer.truncated[sample];
  }

  /** The network's input of one step, whose states become those after it. */
  private NetworkInput input(RolloutBuffer buffer, int sample) {
    int rowSize = buffer.shape().rowSize();
    NetworkInput input = new NetworkInput();
    input.numbers =
        Arrays.copyOfRange(buffer.observations, sample * rowSize, (sample + 1) * rowSize);
    input.states = state(buffer, sample);
    input.count = 1;
    return input;
  }

  private NetworkInput after(RolloutBuffer buffer, int sample) {
    NetworkInput input = input(buffer, sample);
    float[] outputs = new float[policy.distribution().parameterCount()];
    Batches.forward(policy.network(), input, outputs, new float[1], input.states);
    return input;
  }

  @ParameterizedTest
  @EnumSource
  void aMemoryIsClearedAtTheEndOfAnEpisodeInBothHalves(Sampler sampler) {
    RolloutBuffer buffer = collected(sampler);
    int[] ends = new int[COPIES];
    for (int sample = COPIES; sample < buffer.size(); sample++) {
      boolean starts = ended(buffer, sample - COPIES);
      assertThat(buffer.episodeStarts[sample]).isEqualTo(starts);
      if (starts) {
        ends[sample % COPIES]++;
        assertThat(state(buffer, sample)).containsOnly(0);
        assertThat(previous(buffer, sample)).containsOnly(0);
      } else {
        assertThat(state(buffer, sample)).doesNotContain(0);
      }
    }
    assertThat(ends).as("ends of every copy").doesNotContain(0);
    assertThat(Arrays.copyOf(buffer.episodeStarts, COPIES)).containsOnly(true);
    assertThat(Arrays.copyOf(buffer.states, COPIES * stateSize)).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void theStateBeforeAStepIsThatAfterTheStepBefore(Sampler sampler) {
    RolloutBuffer buffer = collected(sampler);
    for (int sample = 0; sample < buffer.size() - COPIES; sample++) {
      if (!ended(buffer, sample)) {
        assertThat(state(buffer, sample + COPIES)).isEqualTo(after(buffer, sample).states);
      }
    }
  }

  /** The action as the environment took it, with its choice as a 1 among zeros. */
  @ParameterizedTest
  @EnumSource
  void thePreviousActionAndRewardAreThoseOfTheStepBefore(Sampler sampler) {
    RolloutBuffer buffer = collected(sampler);
    float rewards = 0;
    for (int sample = 0; sample < buffer.size() - COPIES; sample++) {
      if (!ended(buffer, sample)) {
        assertThat(previous(buffer, sample + COPIES)).isEqualTo(done(buffer, sample));
        rewards += Math.abs(buffer.rewards[sample]);
      }
    }
    assertThat(rewards).as("rewards that are read").isPositive();
  }

  /** What was done in a step and earned by it, as the network reads it. */
  private float[] done(RolloutBuffer buffer, int sample) {
    float[] action = new float[actionSize];
    policy.map(buffer.actions, sample * actionSize, action, 0, 1);
    float[] done = new float[buffer.shape().previousSize()];
    ActionEncoding.of(environment.actionSpace()).encode(action, 0, done, 0);
    done[done.length - 1] = buffer.rewards[sample];
    return done;
  }

  /** The last observation is all zeros, and with it goes what was done and is remembered then. */
  @ParameterizedTest
  @EnumSource
  void finalValuesOfTruncatedEpisodesUseTheStateOfTheStep(Sampler sampler) {
    RolloutBuffer buffer = collected(sampler);
    int cuts = 0;
    for (int sample = 0; sample < buffer.size(); sample++) {
      if (!buffer.truncated[sample]) {
        continue;
      }
      cuts++;
      NetworkInput last = after(buffer, sample);
      float[] done = done(buffer, sample);
      Arrays.fill(last.numbers, 0);
      System.arraycopy(done, 0, last.numbers, last.numbers.length - done.length, done.length);
      float[] value = new float[1];
      policy.values(last, value);
      assertThat(buffer.finalValues[sample]).isEqualTo(value[0]);
    }
    assertThat(cuts).isGreaterThan(COPIES);
  }

  @ParameterizedTest
  @EnumSource
  void stateIsCarriedAcrossRollouts(Sampler sampler) {
    SamplingConfig sampling = SamplingConfig.DEFAULT.withSampler(sampler);
    RolloutBuffer whole = buffer(sampling, STEPS);
    started(sampling).collect(whole);

    RolloutCollector collector = started(sampling);
    RolloutBuffer half = buffer(sampling, STEPS / 2);
    collector.collect(half);
    collector.collect(half);
    int first = STEPS / 2 * COPIES;
    assertThat(Arrays.copyOf(half.episodeStarts, COPIES)).contains(false);
    assertThat(half.states)
        .isEqualTo(Arrays.copyOfRange(whole.states, first * stateSize, whole.states.length));
    assertThat(half.episodeStarts)
        .isEqualTo(Arrays.copyOfRange(whole.episodeStarts, first, whole.size()));
    assertThat(half.logProbs).isEqualTo(Arrays.copyOfRange(whole.logProbs, first, whole.size()));
    assertThat(half.bootstrapValues).isEqualTo(whole.bootstrapValues);
  }

  @Test
  void anEvaluationLeavesTheMemoryOfTheTrainingAlone() {
    RolloutBuffer undisturbed = collected(Sampler.SERIAL);
    RolloutCollector collector = started(SamplingConfig.DEFAULT);
    RolloutBuffer half = buffer(SamplingConfig.DEFAULT, STEPS / 2);
    collector.collect(half);
    try (VectorEnvironment other = TASK.environment(COPIES)) {
      Evaluation.run(policy, other, 9, null);
      Evaluation.run(policy, other, 9, new TrainingRandom(1, 9));
    }
    collector.collect(half);
    int first = STEPS / 2 * COPIES;
    assertThat(half.states)
        .isEqualTo(
            Arrays.copyOfRange(undisturbed.states, first * stateSize, undisturbed.states.length));
    assertThat(half.actions)
        .isEqualTo(
            Arrays.copyOfRange(
                undisturbed.actions, first * actionSize, undisturbed.actions.length));
  }
}
