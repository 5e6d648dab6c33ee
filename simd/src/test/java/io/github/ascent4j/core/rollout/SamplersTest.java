package io.github.ascent4j.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.MemoryConfig;
import io.github.ascent4j.core.testing.Cue;
import io.github.ascent4j.core.testing.Recordings;
import io.github.ascent4j.core.testing.Script;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Samplers differ in the order of the work, and in nothing else. */
final class SamplersTest {
  /** Odd, so that halves differ. */
  private static final int COPIES = 7;

  private static final int STEPS = 12;

  private static final Cue.Task TASK =
      new Cue.Task(true, Cue.Look.DICT, Cue.Masks.SHOWN, true, Cue.Answer.TUPLE);

  private final SimdEngine engine = SimdEngine.scalar(1);

  @AfterEach
  void close() {
    engine.close();
  }

  static Stream<Arguments> samplings() {
    return Stream.of(Sampler.values())
        .flatMap(
            sampler ->
                Stream.of(
                    Arguments.of(sampler, true, 0),
                    Arguments.of(sampler, false, 0),
                    Arguments.of(sampler, true, 9),
                    Arguments.of(sampler, false, 9)));
  }

  @ParameterizedTest
  @MethodSource("samplings")
  void theSameSeedGivesTheSameRolloutInEverySampler(
      Sampler sampler, boolean midBatchReset, int decorrelationSteps) {
    SamplingConfig serial = new SamplingConfig(Sampler.SERIAL, midBatchReset, decorrelationSteps);
    List<Object> expected = rollouts(serial, 1);
    for (int threads : new int[] {1, 3}) {
      List<Object> actual = rollouts(serial.withSampler(sampler), threads);
      assertThat(actual).hasSameSizeAs(expected);
      for (int k = 0; k < expected.size(); k++) {
        assertThat(actual.get(k)).as("number " + k).isEqualTo(expected.get(k));
      }
    }
  }

  /** Everything that three rollouts record, and the episodes meanwhile. */
  private List<Object> rollouts(SamplingConfig sampling, int threads) {
    try (VectorEnvironment environment =
        VectorEnvironments.of(() -> new Cue(TASK), COPIES, threads)) {
      ActorCriticPolicy policy =
          Recordings.policy(environment, Recordings.config(MemoryConfig.rlpyt(4)), null, engine);
      RolloutCollector collector = Recordings.collector(environment, policy, sampling);
      collector.reset(3);
      collector.decorrelate();
      List<Object> everything = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        RolloutBuffer buffer = Recordings.buffer(environment, policy, sampling, STEPS, 1);
        collector.collect(buffer);
        everything.addAll(arrays(buffer));
      }
      everything.add(collector.steps());
      everything.add(collector.episodes().episodes());
      everything.add(collector.episodes().meanReturn());
      return everything;
    }
  }

  private static List<Object> arrays(RolloutBuffer buffer) {
    return List.of(
        buffer.observations,
        buffer.images,
        buffer.episodeStarts,
        buffer.states,
        buffer.valid,
        buffer.actions,
        buffer.actionMasks,
        buffer.logProbs,
        buffer.policyOutputs,
        buffer.values,
        buffer.rewards,
        buffer.terminated,
        buffer.truncated,
        buffer.finalValues,
        buffer.finalObservations,
        buffer.finalImages,
        buffer.bootstrapValues,
        buffer.bootstrapObservations,
        buffer.bootstrapImages);
  }

  /** One observation for each start and one for each step, the first of an episode included. */
  @ParameterizedTest
  @EnumSource
  void everyObservationIsCountedOnceThoughCopiesWait(Sampler sampler) {
    SamplingConfig sampling = new SamplingConfig(sampler, false, 0);
    try (VectorEnvironment environment = TASK.environment(COPIES)) {
      RunningMeanVariance statistics = new RunningMeanVariance(2, 0);
      ActorCriticPolicy policy =
          Recordings.policy(
              environment,
              Recordings.config(MemoryConfig.NONE),
              new ObservationNormalizer(statistics, 1e-8, 10),
              engine);
      RolloutCollector collector = Recordings.collector(environment, policy, sampling);
      RolloutBuffer buffer = Recordings.buffer(environment, policy, sampling, STEPS, 1);
      collector.reset(3);
      collector.collect(buffer);
      collector.collect(buffer);
      assertThat(buffer.valid).contains(false);
      assertThat(statistics.count()).isCloseTo(COPIES + collector.steps(), within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCopyWaitsFromTheEndOfItsEpisodeToTheNextRollout(Sampler sampler) {
    SamplingConfig sampling = new SamplingConfig(sampler, false, 0);
    try (VectorEnvironment environment = TASK.environment(COPIES)) {
      ActorCriticPolicy policy =
          Recordings.policy(environment, Recordings.config(MemoryConfig.rlpyt(4)), null, engine);
      RolloutCollector collector = Recordings.collector(environment, policy, sampling);
      RolloutBuffer buffer = Recordings.buffer(environment, policy, sampling, STEPS, 1);
      collector.reset(3);
      int valid = 0;
      for (int k = 0; k < 3; k++) {
        collector.collect(buffer);
        for (int b = 0; b < COPIES; b++) {
          boolean waits = false;
          for (int sample = b; sample < buffer.size(); sample += COPIES) {
            assertThat(buffer.valid[sample]).isEqualTo(!waits);
            // Rollouts are longer than episodes, so that each begins one.
            assertThat(buffer.episodeStarts[sample]).isEqualTo(waits || sample == b);
            valid += waits ? 0 : 1;
            waits |= buffer.terminated[sample] || buffer.truncated[sample];
          }
          assertThat(waits).isTrue();
        }
      }
      assertThat(collector.steps()).isEqualTo(valid);
      assertThat(collector.episodes().episodes()).isEqualTo(3 * COPIES);
    }
  }

  /** Episodes of ten steps. */
  private static final class Clock implements Environment {
    @Override
    public Space observationSpace() {
      return Box.uniform(0, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(2);
    }

    @Override
    public int timeLimit() {
      return 10;
    }

    @Override
    public void reset(long seed, float[] observation) {
      observation[0] = 0;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      return Outcome.running(1);
    }
  }

  private int[] firstEnds(SamplingConfig sampling) {
    try (VectorEnvironment environment = VectorEnvironments.of(Clock::new, COPIES)) {
      ActorCriticPolicy policy =
          Recordings.policy(environment, Recordings.config(MemoryConfig.NONE), null, engine);
      RolloutCollector collector = Recordings.collector(environment, policy, sampling);
      RolloutBuffer buffer = Recordings.buffer(environment, policy, sampling, 10, 1);
      collector.reset(3);
      collector.decorrelate();
      collector.collect(buffer);
      int[] ends = new int[COPIES];
      for (int sample = buffer.size() - 1; sample >= 0; sample--) {
        if (buffer.truncated[sample]) {
          ends[sample % COPIES] = sample / COPIES;
        }
      }
      return ends;
    }
  }

  @ParameterizedTest
  @EnumSource
  void decorrelatedCopiesAreInDifferentPhasesOfTheirEpisodes(Sampler sampler) {
    SamplingConfig sampling = SamplingConfig.DEFAULT.withSampler(sampler);
    assertThat(firstEnds(sampling)).containsOnly(9);
    int[] ends = firstEnds(sampling.withDecorrelationSteps(10));
    TreeSet<Integer> phases = new TreeSet<>(Arrays.stream(ends).boxed().toList());
    assertThat(phases).hasSizeGreaterThan(3);
  }

  @Test
  void anEnvironmentThatStepsAllAtOnceIsRefusedWhereSomeAreSteppedAlone() {
    Script script = new Script(4, Box.uniform(0, 1, 1), new Discrete(2));
    ActorCriticPolicy policy =
        Recordings.policy(script, Recordings.config(MemoryConfig.NONE), null, engine);
    for (SamplingConfig sampling :
        List.of(
            SamplingConfig.DEFAULT.withSampler(Sampler.ALTERNATING),
            SamplingConfig.DEFAULT.withMidBatchReset(false),
            SamplingConfig.DEFAULT.withDecorrelationSteps(3))) {
      assertThatThrownBy(() -> Recordings.collector(script, policy, sampling))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Script steps all of its copies at once")
          .hasMessageContaining("use SERIAL, true and 0");
    }
  }

  @Test
  void halvesNeedTwoCopies() {
    try (VectorEnvironment one = TASK.environment(1)) {
      ActorCriticPolicy policy =
          Recordings.policy(one, Recordings.config(MemoryConfig.NONE), null, engine);
      SamplingConfig halves = SamplingConfig.DEFAULT.withSampler(Sampler.ALTERNATING_NO_OVERLAP);
      assertThatThrownBy(() -> Recordings.collector(one, policy, halves))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has only 1; use SERIAL or at least 2 copies");
    }
  }
}
