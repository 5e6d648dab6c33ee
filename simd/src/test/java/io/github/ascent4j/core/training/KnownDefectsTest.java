package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoMetrics;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.update.LossMetrics;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other systems' documents promise and their code does not do. More of these are where the
 * behaviour is tested: the baseline's target in {@link UpdateTest}, files in {@link
 * CheckpointTest}, evaluations in {@link CallbacksTest}, steps of several copies in {@link
 * TrainingTest}.
 */
final class KnownDefectsTest {
  private static LossMetrics update(TrainingCase<?> training) {
    try (Agent<?> agent = training.agent(SimdEngine.create(1))) {
      Training<?> started = Training.start(agent, training.newEnvironment(), 10_000);
      return (LossMetrics) started.iterate().metrics();
    }
  }

  /** prt_rl's log-probabilities of choices broadcast until advantages cancel, or do not fit. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aChoiceHasAGradientWhateverTheNumberOfCopies(int copies) {
    TrainingCase<?> training = TrainingCases.PG.in("Wander", () -> Wander.discrete(copies));
    assertThat(update(training).gradientNorm()).isGreaterThan(1e-3);
    assertThat(update(training.with("useRewardToGo=true")).gradientNorm()).isGreaterThan(1e-3);
  }

  /** In prt_rl it cannot step at all. */
  @ParameterizedTest
  @ValueSource(strings = {"baseline=true", "useGae=true"})
  void aBaselineStepsWithAndWithoutGeneralisedAdvantages(String setting) {
    LossMetrics metrics =
        update(
            TrainingCases.PG
                .in("a box", () -> Wander.continuous(4))
                .with(setting, "useRewardToGo=true"));
    assertThat(metrics.gradientNorm()).isFinite().isPositive();
    assertThat(metrics.valueLoss()).isFinite().isPositive();
  }

  static List<TrainingCase<?>> firstSteps() {
    List<TrainingCase<?>> cases = new ArrayList<>();
    for (int copies : new int[] {1, 4}) {
      for (boolean shared : new boolean[] {false, true}) {
        TrainingCase<?> base =
            TrainingCases.PPO.with("policy.sharedTrunk=" + shared, "minibatches=1", "epochs=1");
        cases.add(base.in(copies + " choosing", () -> Wander.discrete(copies)));
        cases.add(base.in(copies + " in a box", () -> Wander.continuous(copies)));
      }
    }
    return cases;
  }

  /** prt_rl feeds the critic's features to the actor, and broadcasts choices. */
  @ParameterizedTest
  @MethodSource("firstSteps")
  void ratiosAreOneBeforeTheFirstStep(TrainingCase<?> training) {
    try (Agent<?> agent = training.agent(SimdEngine.create(1))) {
      Training<?> started = Training.start(agent, training.newEnvironment(), 10_000);
      PpoMetrics metrics = (PpoMetrics) started.iterate().metrics();
      assertThat(metrics.approximateKl()).isZero();
      assertThat(metrics.clipFraction()).isZero();
    }
  }

  /** prt_rl never reads optim_steps. */
  @Test
  void everyOptimisationStepMovesThePolicyFurther() {
    TrainingCase<?> training = TrainingCases.PG.with("optimizer.kind=SGD");
    double one = moved(training.with("optimSteps=1"));
    double three = moved(training.with("optimSteps=3"));
    assertThat(one).isPositive();
    assertThat(three).isGreaterThan(2 * one);
  }

  private static double moved(TrainingCase<?> training) {
    try (Agent<?> agent = training.agent(SimdEngine.create(1))) {
      float[] before = agent.policy().parameters();
      Training.start(agent, training.newEnvironment(), 10_000).iterate();
      return distance(before, agent.policy().parameters());
    }
  }

  private static double distance(float[] before, float[] after) {
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      double difference = after[i] - before[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** In prt_rl's policy gradient a scheduler of the learning rate has no effect. */
  @Test
  void aRateThatHasFallenToZeroMovesThePolicyGradientNoMore() {
    TrainingCase<?> training = TrainingCases.PG.with("learningRate=linear(0.01,0,0,100) by steps");
    try (Agent<?> agent = training.agent(SimdEngine.create(1))) {
      Training<?> started = Training.start(agent, training.newEnvironment(), 10_000);
      float[] fresh = agent.policy().parameters();
      started.iterate();
      float[] moved = agent.policy().parameters();
      assertThat(moved).isNotEqualTo(fresh);
      assertThat(started.steps()).isGreaterThan(100);
      started.iterate();
      assertThat(agent.policy().parameters()).isEqualTo(moved);
    }
  }

  /** rlpyt takes an empty list for no list, and builds its default. */
  @Test
  void noHiddenSizesAreALinearPolicy() {
    ActorCritic network =
        PolicyConfig.DEFAULT
            .withHiddenSizes(List.of())
            .network(Box.uniform(-1, 1, 3), new Discrete(2));
    assertThat(network.trunk()).isEmpty();
    assertThat(network.actorLayers()).containsExactly(network.head().layer());
    assertThat(network.criticLayers()).hasSize(1);
  }

  /** rlpyt's minibatches have no samples then. */
  @Test
  void moreMinibatchesThanSamplesHaveOneEach() {
    TrainingCase<?> training =
        TrainingCases.PPO
            .in("Wander", () -> Wander.discrete(2))
            .with("rolloutSteps=4", "minibatches=1000", "epochs=1");
    assertThat(moved(training)).isFinite().isPositive();
  }

  static List<TrainingCase<?>> singleSamples() {
    return List.of(
        TrainingCases.A2C.with("normalizeAdvantages=true"),
        TrainingCases.A2C.with(
            "normalizeAdvantages=true", "advantageStandardization=UNBIASED_MAX_EPSILON"),
        TrainingCases.PPO.with("advantageNormalization=BATCH", "minibatchSize=1"),
        TrainingCases.PPO.with(
            "advantageNormalization=BATCH",
            "advantageStandardization=UNBIASED_MAX_EPSILON",
            "minibatchSize=1"));
  }

  /** Stable-Baselines3's A2C and rlpyt normalise an advantage that is alone to NaN. */
  @ParameterizedTest
  @MethodSource("singleSamples")
  void anAdvantageThatIsAloneStaysANumber(TrainingCase<?> base) {
    TrainingCase<?> training = base.in("one copy", () -> Wander.discrete(1)).with("rolloutSteps=1");
    assertThat(moved(training)).isFinite();
  }
}
