package io.github.ascent4j.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.testing.Recordings;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RolloutsTest {
  private final SimdEngine engine = SimdEngine.scalar(1);

  @AfterEach
  void close() {
    engine.close();
  }

  private ActorCriticPolicy policy(
      VectorEnvironment environment, @Nullable ObservationNormalizer normalizer) {
    PolicyConfig config = PolicyConfig.DEFAULT.withHiddenSizes(List.of(5)).withPolicyGain(1);
    AgentDescription description =
        new AgentDescription(
            environment.observationSpace(),
            environment.actionSpace(),
            config.network(environment.observationSpace(), environment.actionSpace()),
            config.actionMapping(environment.actionSpace()),
            environment.actionMaskSize() > 0);
    return ActorCriticPolicy.initialize(
        description,
        engine,
        Optimization.of(Optimizer.Adam.withEpsilon(1e-5)),
        normalizer,
        new TrainingRandom(1, 0));
  }

  /** Keeps everything that can be kept. */
  private static Rollouts rollouts(
      VectorEnvironment environment, ActorCriticPolicy policy, RolloutLength length) {
    RolloutCollector collector =
        new RolloutCollector(
            environment,
            policy,
            null,
            new RolloutCollector.Options(
                SamplingConfig.DEFAULT,
                true,
                policy.normalizer() != null
                    ? ObservationNormalization.RLPYT
                    : ObservationNormalization.NONE),
            new TrainingRandom(1, 1));
    RolloutBuffer.Shape shape =
        new RolloutBuffer.Shape(1, 1, environment.actionMaskSize(), 3, true);
    Rollouts rollouts =
        new Rollouts(collector, length, environment, shape, new TrainingRandom(1, 2));
    rollouts.reset(77);
    return rollouts;
  }

  /** Two first observations, ten steps, and by Gymnasium's rules four ends. */
  @ParameterizedTest
  @CsvSource({"SB3, 12", "GYMNASIUM, 16"})
  void lastObservationsOfEpisodesCountByTheRulesOfTheSystem(
      ObservationNormalization rules, int observations) {
    Lengths environment = new Lengths(false, new int[] {2}, new int[] {2, 3, 2});
    ObservationNormalizer normalizer = Objects.requireNonNull(rules.create(1));
    ActorCriticPolicy policy = policy(environment, normalizer);
    RolloutCollector collector =
        new RolloutCollector(
            environment,
            policy,
            null,
            new RolloutCollector.Options(SamplingConfig.DEFAULT, true, rules),
            new TrainingRandom(1, 1));
    collector.reset(77);
    collector.collect(Recordings.buffer(environment, policy, SamplingConfig.DEFAULT, 5, 5));
    assertThat(Math.floor(normalizer.statistics().count())).isEqualTo(observations);
  }

  private RolloutBuffer next(Lengths environment, int steps, int episodes) {
    return rollouts(
            environment, policy(environment, null), new RolloutLength.Episodes(steps, episodes))
        .next();
  }

  private static float[] used(float[] values, RolloutBuffer buffer) {
    return Arrays.copyOf(values, buffer.size());
  }

  /** Copies and episodes in pairs, each with all its steps. */
  private static float[] observations(int[] lengths, int... copiesAndEpisodes) {
    List<Float> all = new ArrayList<>();
    for (int i = 0; i < copiesAndEpisodes.length; i += 2) {
      for (int step = 0; step < lengths[i / 2]; step++) {
        all.add(Lengths.observation(copiesAndEpisodes[i], copiesAndEpisodes[i + 1], step));
      }
    }
    float[] observations = new float[all.size()];
    for (int i = 0; i < observations.length; i++) {
      observations[i] = all.get(i);
    }
    return observations;
  }

  /** Four have ended when the one of five steps has; two that go on are dropped. */
  @Test
  void wholeEpisodesFollowEachOtherInTheOrderOfTheirEnds() {
    Lengths environment = new Lengths(false, new int[] {2}, new int[] {3}, new int[] {5});
    Rollouts rollouts =
        rollouts(environment, policy(environment, null), new RolloutLength.Episodes(1, 4));
    RolloutBuffer buffer = rollouts.next();
    assertThat(buffer.environments()).isOne();
    assertThat(buffer.steps()).isEqualTo(12);
    int[] lengths = {2, 3, 2, 5};
    assertThat(used(buffer.observations, buffer))
        .isEqualTo(observations(lengths, 0, 0, 1, 0, 0, 1, 2, 0));
    assertThat(used(buffer.rewards, buffer)).containsExactly(1, 2, 1, 2, 3, 1, 2, 1, 2, 3, 4, 5);
    boolean[] terminated = new boolean[12];
    terminated[4] = true;
    assertThat(Arrays.copyOf(buffer.terminated, 12)).isEqualTo(terminated);
    boolean[] truncated = new boolean[12];
    truncated[1] = true;
    truncated[6] = true;
    truncated[11] = true;
    assertThat(Arrays.copyOf(buffer.truncated, 12)).isEqualTo(truncated);
    assertThat(buffer.bootstrapValues).containsExactly(0);
    assertThat(buffer.bootstrapObservations).containsExactly(0);
    // Every step played counts, also those of the episodes that are dropped.
    assertThat(rollouts.collector().steps()).isEqualTo(15);
    assertThat(rollouts.collector().episodes().episodes()).isEqualTo(4);
  }

  @Test
  void stepsOfEndedEpisodesHaveToFillTheCount() {
    int[][] lengths = {{2}, {3}, {5}};
    assertThat(next(new Lengths(false, lengths), 5, 1).steps()).isEqualTo(5);
    assertThat(next(new Lengths(false, lengths), 6, 1).steps()).isEqualTo(7);
    assertThat(next(new Lengths(false, lengths), 6, 4).steps()).isEqualTo(12);
    assertThat(next(new Lengths(false, lengths), 1, 1).steps()).isEqualTo(2);
  }

  @Test
  void episodesThatEndTogetherAreAllTaken() {
    RolloutBuffer buffer =
        next(new Lengths(false, new int[] {2}, new int[] {4}, new int[] {2}), 1, 1);
    assertThat(used(buffer.observations, buffer))
        .isEqualTo(observations(new int[] {2, 2}, 0, 0, 2, 0));
  }

  /** An episode that was not finished has no part in the next batch. */
  @Test
  void everyBatchStartsAfreshFromASeedOfItsOwn() {
    Lengths environment = new Lengths(false, new int[] {2, 7}, new int[] {30});
    Rollouts rollouts =
        rollouts(environment, policy(environment, null), new RolloutLength.Episodes(9, 1));
    for (int i = 0; i < 5; i++) {
      RolloutBuffer buffer = rollouts.next();
      assertThat(used(buffer.observations, buffer))
          .isEqualTo(observations(new int[] {2, 7}, 0, 0, 0, 1));
    }
    assertThat(environment.seeds).hasSize(6).startsWith(77L).allMatch(seed -> seed >= 0);
    assertThat(new HashSet<>(environment.seeds)).hasSize(6);
    assertThat(rollouts.collector().episodes().meanLength()).isEqualTo(4.5);
  }

  @Test
  void batchesMayBeLongerThanTheRoomThatIsMadeAtFirst() {
    Lengths environment = new Lengths(true, new int[] {700, 3}, new int[] {90});
    Rollouts rollouts =
        rollouts(environment, policy(environment, null), new RolloutLength.Episodes(1000, 9));
    RolloutBuffer buffer = rollouts.next();
    int[] lengths = {90, 90, 90, 90, 90, 90, 90, 700, 3};
    float[] expected = observations(lengths, 1, 0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 0, 0, 0, 1);
    assertThat(used(buffer.observations, buffer)).isEqualTo(expected);
    assertThat(buffer.finalObservations[630 + 699]).isEqualTo(Lengths.observation(0, 0, 700));
    assertConsistent(buffer, environment, policy(environment, null));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void masksStayWithTheirObservations(boolean whole) {
    Lengths environment = new Lengths(true, new int[] {2, 4}, new int[] {3}, new int[] {5});
    ActorCriticPolicy policy = policy(environment, null);
    Rollouts rollouts =
        rollouts(
            environment,
            policy,
            whole ? new RolloutLength.Episodes(1, 6) : new RolloutLength.Steps(9));
    for (int i = 0; i < 3; i++) {
      RolloutBuffer buffer = rollouts.next();
      assertConsistent(buffer, environment, policy);
      for (int sample = 0; sample < buffer.size(); sample++) {
        int step = (int) buffer.rewards[sample] - 1;
        for (int k = 0; k < 3; k++) {
          assertThat(buffer.actionMasks[3 * sample + k]).isEqualTo(Lengths.allowed(step, k));
        }
        assertThat(Lengths.allowed(step, (int) buffer.actions[sample])).isTrue();
      }
    }
  }

  /**
   * Values, outputs and log-probabilities are those of the network for what is stored: what is
   * computed again with unchanged parameters is the same to the bit.
   */
  private static void assertConsistent(
      RolloutBuffer buffer, Lengths environment, ActorCriticPolicy policy) {
    int size = buffer.size();
    float[] outputs = new float[3 * size];
    float[] values = new float[size];
    Batches.forward(policy.network(), buffer.observations, size, outputs, values);
    assertThat(used(buffer.values, buffer)).isEqualTo(values);
    assertThat(Arrays.copyOf(buffer.policyOutputs, 3 * size)).isEqualTo(outputs);
    Batches.values(policy.network(), buffer.finalObservations, size, values);
    for (int i = 0; i < size; i++) {
      if (buffer.truncated[i]) {
        assertThat(buffer.finalValues[i]).isEqualTo(values[i]);
      }
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        boolean allowed = environment.actionMaskSize() == 0 || buffer.actionMasks[3 * i + k];
        sum += allowed ? Math.exp(outputs[3 * i + k]) : 0;
      }
      double logProb = outputs[3 * i + (int) buffer.actions[i]] - Math.log(sum);
      assertThat((double) buffer.logProbs[i]).isCloseTo(logProb, within(1e-5));
    }
  }

  @Test
  void aRolloutOfAFixedLengthKeepsWhatLiesBehindIt() {
    Lengths environment = new Lengths(false, new int[] {2}, new int[] {3}, new int[] {5});
    ActorCriticPolicy policy = policy(environment, null);
    RolloutBuffer buffer = rollouts(environment, policy, new RolloutLength.Steps(5)).next();
    assertConsistent(buffer, environment, policy);
    assertThat(buffer.bootstrapObservations)
        .containsExactly(
            Lengths.observation(0, 2, 1),
            Lengths.observation(1, 1, 2),
            Lengths.observation(2, 1, 0));
    float[] values = new float[3];
    Batches.values(policy.network(), buffer.bootstrapObservations, 3, values);
    assertThat(buffer.bootstrapValues).isEqualTo(values);
    // Copy 0 is cut at steps 1 and 3 and copy 2 at step 4; copy 1 reaches an end.
    assertThat(buffer.finalObservations[3]).isEqualTo(Lengths.observation(0, 0, 2));
    assertThat(buffer.finalObservations[9]).isEqualTo(Lengths.observation(0, 1, 2));
    assertThat(buffer.finalObservations[14]).isEqualTo(Lengths.observation(2, 0, 5));
    assertThat(buffer.terminated[7]).isTrue();
  }

  /** Acted on with the statistics of the batches before, and stored with its own in them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void statisticsOfABatchChangeAtItsEnd(boolean whole) {
    Lengths environment = new Lengths(false, new int[] {2, 4}, new int[] {3}, new int[] {5});
    ObservationNormalizer normalizer =
        Objects.requireNonNull(ObservationNormalization.RLPYT.create(1));
    ActorCriticPolicy policy = policy(environment, normalizer);
    Rollouts rollouts =
        rollouts(
            environment,
            policy,
            whole ? new RolloutLength.Episodes(1, 5) : new RolloutLength.Steps(7));
    Rollouts raw =
        rollouts(
            new Lengths(false, new int[] {2, 4}, new int[] {3}, new int[] {5}),
            policy(environment, null),
            whole ? new RolloutLength.Episodes(1, 5) : new RolloutLength.Steps(7));
    RunningMeanVariance expected = new RunningMeanVariance(1, 0);
    for (int i = 0; i < 3; i++) {
      ObservationNormalizer before = normalizer.copy();
      RolloutBuffer buffer = rollouts.next();
      RolloutBuffer original = raw.next();
      int size = buffer.size();
      assertThat(size).isEqualTo(original.size());
      expected.update(original.observations, 0, size);
      assertThat(normalizer.statistics()).isEqualTo(expected);

      float[] acted = used(original.observations, buffer);
      before.normalize(acted, 0, size);
      float[] values = new float[size];
      Batches.values(policy.network(), acted, size, values);
      assertThat(used(buffer.values, buffer)).isEqualTo(values);

      assertNormalized(buffer.observations, original.observations, size, normalizer);
      float[] ends = used(original.finalObservations, buffer);
      normalizer.normalize(ends, 0, size);
      for (int k = 0; k < size; k++) {
        if (buffer.truncated[k]) {
          assertThat(buffer.finalObservations[k]).isEqualTo(ends[k]);
        }
      }
      if (!whole) {
        assertNormalized(
            buffer.bootstrapObservations, original.bootstrapObservations, 3, normalizer);
      }
    }
  }

  private static void assertNormalized(
      float[] stored, float[] original, int count, ObservationNormalizer normalizer) {
    float[] expected = Arrays.copyOf(original, count);
    normalizer.normalize(expected, 0, count);
    assertThat(Arrays.copyOf(stored, count)).isEqualTo(expected);
  }

  /** The first batch has nothing before it, so it is acted on with mean 0 and variance 1. */
  @Test
  void theFirstBatchIsActedOnAsItIs() {
    Lengths environment = new Lengths(false, new int[] {2}, new int[] {3});
    ActorCriticPolicy policy =
        policy(environment, Objects.requireNonNull(ObservationNormalization.RLPYT.create(1)));
    RolloutBuffer buffer = rollouts(environment, policy, new RolloutLength.Steps(1)).next();
    float[] values = new float[2];
    Batches.values(policy.network(), new float[] {0, 1}, 2, values);
    assertThat(buffer.values).isEqualTo(values);
  }
}
