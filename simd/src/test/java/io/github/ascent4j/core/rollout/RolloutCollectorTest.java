package io.github.ascent4j.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.testing.Script;
import io.github.ascent4j.core.testing.TinyEnvironment;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.simd.SimdEngine;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ReadsGolden
final class RolloutCollectorTest {
  private static final Box LINE = Box.uniform(-100, 100, 1);

  private final SimdEngine engine = SimdEngine.scalar(1);

  @AfterEach
  void close() {
    engine.close();
  }

  private ActorCriticPolicy policy(
      VectorEnvironment environment, @Nullable ObservationNormalizer normalizer) {
    PolicyConfig config = PolicyConfig.DEFAULT.withHiddenSizes(List.of(5)).withLogStdInit(2);
    AgentDescription description =
        new AgentDescription(
            environment.observationSpace(),
            environment.actionSpace(),
            config.network(environment.observationSpace(), environment.actionSpace()),
            config.actionMapping(environment.actionSpace()));
    return ActorCriticPolicy.initialize(
        description,
        engine,
        Optimization.of(Optimizer.Adam.withEpsilon(1e-5)),
        normalizer,
        new TrainingRandom(1, 0));
  }

  private static RolloutCollector collector(
      VectorEnvironment environment, ActorCriticPolicy policy, boolean bootstrapTruncated) {
    return new RolloutCollector(
        environment, policy, null, bootstrapTruncated, new TrainingRandom(1, 1));
  }

  private static RolloutBuffer buffer(VectorEnvironment environment, int steps) {
    return new RolloutBuffer(
        steps,
        environment.copies(),
        environment.observationSpace().flatSize(),
        environment.actionSpace().flatSize());
  }

  private static float value(ActorCriticPolicy policy, float observation) {
    float[] values = new float[1];
    policy.values(new NetworkInput().of(new float[] {observation}, 1), values);
    return values[0];
  }

  @Test
  void aStepIsStoredWithTheObservationItWasTakenIn() {
    Script script = new Script(2, LINE, new Discrete(3));
    script.then(1, 2);
    script.then(3, 4).rewards[1] = 0.5;
    script.then(5, 6).rewards[0] = -7;
    ActorCriticPolicy policy = policy(script, null);
    RolloutCollector collector = collector(script, policy, true);
    RolloutBuffer buffer = buffer(script, 2);
    collector.reset(0);
    collector.collect(buffer);

    assertThat(buffer.observations).containsExactly(1, 2, 3, 4);
    assertThat(buffer.rewards).containsExactly(0, 0.5f, -7, 0);
    assertThat(buffer.values)
        .containsExactly(value(policy, 1), value(policy, 2), value(policy, 3), value(policy, 4));
    assertThat(buffer.bootstrapValues).containsExactly(value(policy, 5), value(policy, 6));
    assertThat(script.actions.get(0)).containsExactly(Arrays.copyOf(buffer.actions, 2));
    assertThat(script.actions.get(1)).containsExactly(Arrays.copyOfRange(buffer.actions, 2, 4));
  }

  @Test
  void theNextRolloutGoesOnWhereTheLastOneEnded() {
    Script script = new Script(1, LINE, new Discrete(3));
    for (int i = 0; i < 5; i++) {
      script.then(i);
    }
    RolloutCollector collector = collector(script, policy(script, null), true);
    RolloutBuffer buffer = buffer(script, 2);
    collector.reset(0);
    collector.collect(buffer);
    collector.collect(buffer);
    assertThat(buffer.observations).containsExactly(2, 3);
  }

  @Test
  void actionsAreStoredRawAndPlayedWithinTheirBounds() {
    Script script = new Script(1, LINE, Box.uniform(-1, 1, 2));
    for (int i = 0; i < 41; i++) {
      script.then(0);
    }
    RolloutCollector collector = collector(script, policy(script, null), true);
    RolloutBuffer buffer = buffer(script, 40);
    collector.reset(0);
    collector.collect(buffer);
    int outside = 0;
    for (int i = 0; i < buffer.actions.length; i++) {
      float raw = buffer.actions[i];
      outside += Math.abs(raw) > 1 ? 1 : 0;
      float clipped = Math.max(-1, Math.min(1, raw));
      assertThat(script.actions.get(i / 2)[i % 2]).isEqualTo(clipped);
    }
    assertThat(outside).as("draws outside, with a deviation of e^2").isGreaterThan(40);
  }

  /** Copy 0 is cut, copy 1 reaches a terminal state, copy 2 does both, copy 3 goes on. */
  private static Script fourEnds() {
    Script script = new Script(4, LINE, new Discrete(3));
    script.then(0, 0, 0, 0);
    StepBatch ends = script.then(10, 20, 30, 40);
    System.arraycopy(new float[] {11, 21, 31, 41}, 0, ends.finalObservations, 0, 4);
    System.arraycopy(new boolean[] {true, false, true, false}, 0, ends.truncated, 0, 4);
    System.arraycopy(new boolean[] {false, true, true, false}, 0, ends.terminated, 0, 4);
    script.then(12, 22, 32, 42);
    return script;
  }

  @Test
  void onlyACutEpisodesFinalObservationIsValued() {
    Script script = fourEnds();
    ActorCriticPolicy policy = policy(script, null);
    RolloutCollector collector = collector(script, policy, true);
    RolloutBuffer buffer = buffer(script, 2);
    Arrays.fill(buffer.finalValues, -5);
    collector.reset(0);
    collector.collect(buffer);
    assertThat(buffer.finalValues).containsExactly(value(policy, 11), -5, -5, -5, -5, -5, -5, -5);
    assertThat(buffer.truncated)
        .containsExactly(true, false, true, false, false, false, false, false);
    assertThat(buffer.terminated)
        .containsExactly(false, true, true, false, false, false, false, false);
  }

  @Test
  void afterAnEndTheNextEpisodesFirstObservationIsActedOn() {
    Script script = fourEnds();
    RolloutCollector collector = collector(script, policy(script, null), true);
    RolloutBuffer buffer = buffer(script, 2);
    collector.reset(0);
    collector.collect(buffer);
    assertThat(Arrays.copyOfRange(buffer.observations, 4, 8)).containsExactly(10, 20, 30, 40);
  }

  @Test
  void withoutBootstrappingACutEpisodeIsWorthNothingMore() {
    Script script = fourEnds();
    RolloutCollector collector = collector(script, policy(script, null), false);
    RolloutBuffer buffer = buffer(script, 2);
    Arrays.fill(buffer.finalValues, -5);
    collector.reset(0);
    collector.collect(buffer);
    assertThat(buffer.finalValues[0]).isZero();
  }

  @Test
  void logProbabilitiesAreThoseOfTheStoredActions() {
    Wander wander = Wander.continuous(3);
    ActorCriticPolicy policy = policy(wander, null);
    RolloutCollector collector = collector(wander, policy, true);
    RolloutBuffer buffer = buffer(wander, 20);
    collector.reset(5);
    collector.collect(buffer);
    int count = buffer.size();
    float[] outputs = new float[count * 4];
    Batches.forward(policy.network(), buffer.observations, count, outputs, new float[count]);
    DistributionBatch batch = new DistributionBatch(policy.distribution(), count);
    batch.of(outputs, 0, 4, buffer.actions, 0, count);
    policy.distribution().evaluate(batch, policy.math());
    assertThat(buffer.logProbs).containsExactly(batch.logProbs);
  }

  static List<Golden.Case> observationsAreNormalizedAsTheyCome() {
    return Golden.cases("normalizers.json", 2, c -> c.kind().equals("observation_stream_sb3"));
  }

  @ParameterizedTest
  @MethodSource
  void observationsAreNormalizedAsTheyCome(Golden.Case golden) {
    int steps = golden.input("observations").size();
    int copies = golden.input("observations").get(0).size();
    int size = golden.input("observations").get(0).get(0).size();
    Script script = new Script(copies, Box.uniform(-100, 100, size), new Discrete(2));
    golden.input("observations").forEach(row -> script.then(Golden.floats(row)));
    RunningMeanVariance statistics = new RunningMeanVariance(size, 1e-4);
    ObservationNormalizer normalizer =
        new ObservationNormalizer(
            statistics, golden.input("epsilon").asDouble(), golden.input("clip").asDouble());
    RolloutCollector collector = collector(script, policy(script, normalizer), true);
    RolloutBuffer buffer = buffer(script, steps - 1);
    collector.reset(0);
    collector.collect(buffer);

    float[] expected = Golden.floats(golden.expected("normalized"));
    for (int i = 0; i < buffer.observations.length; i++) {
      assertThat(buffer.observations[i]).isCloseTo(expected[i], within(1e-6f));
    }
    for (int d = 0; d < size; d++) {
      double mean = golden.expected("mean").get(d).asDouble();
      double variance = golden.expected("var").get(d).asDouble();
      assertThat(statistics.mean(d)).isCloseTo(mean, within(1e-9));
      assertThat(statistics.variance(d)).isCloseTo(variance, within(1e-8));
    }
    assertThat(statistics.count()).isEqualTo(golden.expected("count").asDouble());
  }

  @Test
  void aFinalObservationIsNormalizedButNotCounted() {
    Script script = new Script(1, LINE, new Discrete(2));
    script.then(1);
    StepBatch cut = script.then(3);
    cut.truncated[0] = true;
    cut.finalObservations[0] = 50;
    // Fixed statistics: with so many observations behind it one more does not matter.
    RunningMeanVariance statistics =
        new RunningMeanVariance(new double[] {10}, new double[] {400}, 1e12);
    ActorCriticPolicy policy = policy(script, new ObservationNormalizer(statistics, 0, 100));
    RolloutCollector collector = collector(script, policy, true);
    RolloutBuffer buffer = buffer(script, 1);
    collector.reset(0);
    collector.collect(buffer);
    assertThat(buffer.finalValues[0]).isCloseTo(value(policy, (50 - 10) / 20f), within(1e-6f));
    assertThat(statistics.count()).isEqualTo(1e12 + 2);
  }

  @Test
  void rewardsAreScaledForLearningButNotInTheStatistics() {
    Script script = new Script(1, LINE, new Discrete(2));
    script.then(0);
    script.then(0).rewards[0] = 300;
    script.then(0).rewards[0] = -100;
    StepBatch last = script.then(0);
    last.rewards[0] = 50;
    last.terminated[0] = true;
    RewardScaling scaling = new RewardScaling(1, 0.9, 1e-8, 10);
    RolloutCollector collector =
        new RolloutCollector(script, policy(script, null), scaling, true, new TrainingRandom(1, 1));
    RolloutBuffer buffer = buffer(script, 3);
    collector.reset(0);
    collector.collect(buffer);
    assertThat(collector.episodes().meanReturn()).isEqualTo(250);
    for (float reward : buffer.rewards) {
      assertThat(Math.abs(reward)).isLessThanOrEqualTo(10);
    }
    assertThat(buffer.rewards[1]).isNegative();
  }

  /** Whoever steps many copies by hand is told of the step, too. */
  @Test
  void anEnvironmentThatFailsIsNamedWithTheStepOfTheRollout() {
    Script script = new Script(2, LINE, new Discrete(2));
    script.then(0, 0);
    script.then(0, 0);
    RolloutCollector collector = collector(script, policy(script, null), true);
    RolloutBuffer buffer = buffer(script, 3);
    collector.reset(0);
    // It has no third batch to play.
    assertThatThrownBy(() -> collector.collect(buffer))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Script: java.lang.IndexOutOfBoundsException")
        .hasMessageContaining("(at step 1 of the rollout)")
        .hasCauseInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Two copies, of which one allows nothing from a certain time on. */
  private static TinyEnvironment closing(int time) {
    return new TinyEnvironment(2, LINE, MultiDiscrete.of(2, 2), 1, 100) {
      @Override
      public String name() {
        return "Closing";
      }

      @Override
      public int actionMaskSize() {
        return 4;
      }

      @Override
      protected void begin(int copy, float[] states, int offset) {
        states[offset] = 0;
      }

      @Override
      protected void mask(float[] states, int offset, boolean[] out, int outOffset) {
        Arrays.fill(out, outOffset, outOffset + 4, true);
        boolean open = offset == 0 || states[offset] < time;
        out[outOffset + 2] = open;
        out[outOffset + 3] = open;
      }

      @Override
      protected double move(
          int copy, float[] states, int offset, float[] actions, int actionOffset) {
        states[offset]++;
        return 0;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void anEnvironmentThatAllowsNothingIsNamed(int time) {
    TinyEnvironment closing = closing(time);
    PolicyConfig config = PolicyConfig.DEFAULT.withHiddenSizes(List.of(5));
    ActorCriticPolicy policy =
        ActorCriticPolicy.initialize(
            new AgentDescription(
                LINE,
                closing.actionSpace(),
                config.network(LINE, closing.actionSpace()),
                config.actionMapping(closing.actionSpace()),
                true),
            engine,
            Optimization.of(Optimizer.Adam.withEpsilon(1e-5)),
            null,
            new TrainingRandom(1, 0));
    RolloutCollector collector = collector(closing, policy, true);
    RolloutBuffer buffer = new RolloutBuffer(5, 2, new RolloutBuffer.Shape(1, 2, 4, 0, false));
    assertThatThrownBy(
            () -> {
              collector.reset(0);
              collector.collect(buffer);
            })
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(
            "Closing, copy 1: every choice of action[1] is masked after " + time + " steps")
        .hasMessageContaining("allow at least one");
  }

  @Test
  void anObservationThatIsNoNumberIsNamed() {
    Script script = new Script(3, Box.uniform(-1, 1, 2), new Discrete(2));
    script.then(new float[6]);
    script.then(new float[6]);
    script.then(0, 0, 0, 0, 0, Float.NaN);
    RolloutCollector collector = collector(script, policy(script, null), true);
    RolloutBuffer buffer = buffer(script, 2);
    collector.reset(0);
    assertThatThrownBy(() -> collector.collect(buffer))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Script, copy 2: observation[1] is NaN after 2 steps");
  }

  @Test
  void aFirstObservationThatIsInfiniteIsNamed() {
    Script script = new Script(2, LINE, new Discrete(2));
    script.then(Float.NEGATIVE_INFINITY, 0);
    RolloutCollector collector = collector(script, policy(script, null), true);
    assertThatThrownBy(() -> collector.reset(0))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Script, copy 0: observation[0] is -Infinity after 0 steps");
  }

  @Test
  void aFinalObservationThatIsNoNumberIsNamed() {
    Script script = new Script(2, LINE, new Discrete(2));
    script.then(0, 0);
    StepBatch cut = script.then(0, 0);
    cut.truncated[1] = true;
    RolloutCollector collector = collector(script, policy(script, null), true);
    RolloutBuffer buffer = buffer(script, 1);
    collector.reset(0);
    assertThatThrownBy(() -> collector.collect(buffer))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Script, copy 1: final observation[0] is NaN");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39})
  void aRewardThatIsNotFiniteIsNamed(double reward) {
    Script script = new Script(2, LINE, new Discrete(2));
    script.then(0, 0);
    script.then(0, 0);
    script.then(0, 0).rewards[1] = reward;
    RolloutCollector collector = collector(script, policy(script, null), true);
    RolloutBuffer buffer = buffer(script, 2);
    collector.reset(0);
    assertThatThrownBy(() -> collector.collect(buffer))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Script, copy 1: reward " + reward + " at step 1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStepAllocatesNothing(boolean discrete) {
    Wander wander = discrete ? Wander.discrete(4) : Wander.continuous(4);
    ObservationNormalizer normalizer =
        new ObservationNormalizer(new RunningMeanVariance(3, 1e-4), 1e-8, 10);
    RolloutCollector collector =
        new RolloutCollector(
            wander,
            policy(wander, normalizer),
            new RewardScaling(4, 0.99, 1e-8, 10),
            true,
            new TrainingRandom(1, 1));
    collector.reset(0);
    RolloutBuffer many = buffer(wander, 1000);
    collector.collect(many);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    collector.collect(many);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // The smallest object has 16 bytes; the measurement itself takes about a thousand.
    assertThat(allocated).isLessThan(8 * 1000);
    assertThat(collector.episodes().episodes()).isGreaterThan(100);
  }
}
