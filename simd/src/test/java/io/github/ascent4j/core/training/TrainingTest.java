package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.testing.Bandit;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a training counts, which values its schedules take, and what it does with little. */
final class TrainingTest {
  private static final String RATE = "train/learning_rate";

  static List<TrainingCase<?>> algorithms() {
    return TrainingCases.algorithms();
  }

  /** Those with rollouts of a fixed length; here 32 steps of 4 environments. */
  static Stream<TrainingCase<?>> fixed() {
    return algorithms().stream()
        .filter(c -> c.config().rolloutLength(4) instanceof RolloutLength.Steps);
  }

  private static List<TrainingProgress> run(TrainingCase<?> training, long totalSteps) {
    List<TrainingProgress> progress = new ArrayList<>();
    Training<?> running = training.start(SimdEngine.create(1), totalSteps);
    while (!running.finished()) {
      progress.add(running.iterate());
    }
    running.trainedAgent().close();
    return progress;
  }

  private static List<Double> figures(List<TrainingProgress> progress, String name) {
    return progress.stream().map(p -> p.byName().get(name)).toList();
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void stepsOfAllEnvironmentsCountAndTheLastBatchIsFinished(TrainingCase<?> training) {
    List<TrainingProgress> progress = run(training, 300);
    assertThat(progress).extracting(TrainingProgress::steps).containsExactly(128L, 256L, 384L);
    assertThat(progress).extracting(TrainingProgress::iteration).containsExactly(1L, 2L, 3L);
    assertThat(progress).extracting(TrainingProgress::totalSteps).containsOnly(300L);
    assertThat(run(training, 256)).hasSize(2);
    assertThat(run(training, 1)).hasSize(1);
    assertThat(run(training.in("one", () -> Wander.discrete(1)), 64))
        .extracting(TrainingProgress::steps)
        .containsExactly(32L, 64L);
  }

  /** Episodes of 20 steps; those of the environments that have not ended are played for nothing. */
  @ParameterizedTest
  @MethodSource("whole")
  void batchesOfWholeEpisodesCountEveryStepPlayed(TrainingCase<?> training) {
    List<TrainingProgress> progress = run(training, 170);
    assertThat(progress).extracting(TrainingProgress::steps).containsExactly(160L, 320L);
    assertThat(progress).extracting(TrainingProgress::episodes).containsExactly(8L, 16L);
    assertThat(progress).extracting(TrainingProgress::meanLength).containsOnly(20.0);
  }

  static List<TrainingCase<?>> whole() {
    return List.of(
        TrainingCases.PG.in("Identity", () -> Identity.discrete(4, 3)),
        TrainingCases.REINFORCE.in("Identity", () -> Identity.discrete(4, 3)).with("episodes=5"));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aTrainingWithoutStepsIsRefused(TrainingCase<?> training) {
    assertThatThrownBy(() -> training.start(SimdEngine.create(1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("totalSteps 0 must be at least 1");
  }

  /** The first update has the full value, and of three the last has a third. */
  @ParameterizedTest
  @MethodSource("fixed")
  void schedulesMayFollowTheProgressBeforeTheRollout(TrainingCase<?> training) {
    TrainingCase<?> before = training.with("annealing=BEFORE_ROLLOUT");
    assertRates(before.with("learningRate=linear(0.03,0)"), 300, 0.03, 0.02, 0.01);
    assertRates(before.with("learningRate=linear(0.03,0,0,384) by steps"), 300, 0.03, 0.02, 0.01);
    assertRates(
        before.with("learningRate=piecewise(0.03,100:200:0.01) by steps"),
        384,
        0.03,
        0.03 - 0.02 * 0.28,
        0.03 - 0.02 * 0.28);
  }

  /** The last update has the end value, and not one beyond it where its batch goes further. */
  @ParameterizedTest
  @MethodSource("fixed")
  void schedulesMayFollowTheProgressAfterTheRolloutWhichIsCutAtTheEnd(TrainingCase<?> training) {
    TrainingCase<?> after = training.with("annealing=AFTER_ROLLOUT");
    assertRates(after.with("learningRate=linear(0.03,0)"), 384, 0.02, 0.01, 0);
    assertRates(after.with("learningRate=linear(0.03,0)"), 300, 0.0172, 0.0044, 0);
    assertRates(after.with("learningRate=linear(0.03,0,0,384) by steps"), 300, 0.02, 0.01, 0);
  }

  private static void assertRates(TrainingCase<?> training, long total, double... expected) {
    List<Double> rates = figures(run(training, total), RATE);
    assertThat(rates).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(rates.get(i)).as(training + ", update " + i).isCloseTo(expected[i], within(1e-12));
      assertThat(rates.get(i)).isNotNegative();
    }
  }

  @ParameterizedTest
  @MethodSource("whole")
  void schedulesOfWholeEpisodesFollowTheStepsPlayed(TrainingCase<?> training) {
    TrainingCase<?> linear = training.with("learningRate=linear(0.03,0)");
    assertRates(linear.with("annealing=BEFORE_ROLLOUT"), 320, 0.03, 0.015);
    assertRates(linear.with("annealing=AFTER_ROLLOUT"), 320, 0.015, 0);
    assertRates(linear.with("annealing=AFTER_ROLLOUT"), 200, 0.006, 0);
    TrainingCase<?> bySteps = training.with("learningRate=linear(0.03,0,0,320) by steps");
    assertRates(bySteps.with("annealing=BEFORE_ROLLOUT"), 200, 0.03, 0.015);
    assertRates(bySteps.with("annealing=AFTER_ROLLOUT"), 200, 0.015, 0);
  }

  /** In prt_rl a schedule of the policy gradient's rate had no effect. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void aRateOfZeroLeavesThePolicyAlone(TrainingCase<?> training) {
    String rate =
        switch (training.algorithm().name()) {
          // Where the learning rate is the critic's alone.
          case "trpo" -> "targetKl";
          case "npg" -> "actorStepSize";
          default -> "learningRate";
        };
    TrainingCase<?> ended =
        training.with(rate + "=linear(0.01,0,0,1) by steps", "annealing=BEFORE_ROLLOUT");
    Training<?> running = ended.start(SimdEngine.create(1), 1000);
    float[] start = running.trainedAgent().policy().parameters();
    running.iterate();
    float[] once = running.trainedAgent().policy().parameters();
    assertThat(once).isNotEqualTo(start);
    running.iterate();
    float[] twice = running.trainedAgent().policy().parameters();
    // A critic with an optimiser of its own goes on.
    int actor = twice.length - criticSize(running);
    assertThat(Arrays.copyOf(twice, actor)).isEqualTo(Arrays.copyOf(once, actor));
    running.trainedAgent().close();
  }

  /** The critic's parameters are the last ones, if it steps alone. */
  private static int criticSize(Training<?> training) {
    ActorCriticPolicy policy = training.trainedAgent().policy().actorCritic();
    return policy.networks().size() == 1 ? 0 : policy.critic().program().layout().size();
  }

  /** One sample, and samples that are all the same, have no deviation to be divided by. */
  @ParameterizedTest
  @MethodSource("little")
  void littleIsLearntFromWithoutInfinities(TrainingCase<?> training) {
    Training<?> running = training.start(SimdEngine.create(1), 5);
    for (int i = 0; i < 5; i++) {
      running.iterate();
      for (float parameter : running.trainedAgent().policy().parameters()) {
        assertThat(parameter).isFinite();
      }
    }
    assertThat(running.steps()).isEqualTo(5);
    running.trainedAgent().close();
  }

  static List<TrainingCase<?>> little() {
    List<TrainingCase<?>> cases = new ArrayList<>();
    for (String how :
        List.of("UNBIASED_PLUS_EPSILON", "UNBIASED_MAX_EPSILON", "POPULATION_PLAIN")) {
      String way = "advantageStandardization=" + how;
      cases.add(one(TrainingCases.PPO, way, "rolloutSteps=1"));
      cases.add(one(TrainingCases.PPO, way, "rolloutSteps=1", "advantageNormalization=BATCH"));
      cases.add(one(TrainingCases.A2C, way, "rolloutSteps=1", "normalizeAdvantages=true"));
      cases.add(one(TrainingCases.PG, way, "batchSize=1", "singleAdvantage=KEPT"));
      cases.add(one(TrainingCases.PG, way, "batchSize=1", "singleAdvantage=ZERO", "useGae=true"));
      cases.add(one(TrainingCases.VPG, way, "rolloutSteps=1"));
      cases.add(one(TrainingCases.TRPO, way, "rolloutSteps=1"));
      cases.add(one(TrainingCases.NPG, way, "rolloutSteps=1"));
    }
    cases.add(one(TrainingCases.REINFORCE, "rolloutSteps=1", "normalizeReturns=true"));
    cases.add(one(TrainingCases.PG, "batchSize=1", "rewardStandardization=REWARDS"));
    cases.add(one(TrainingCases.A2C, "rolloutSteps=1", "scaleReturns=true"));
    cases.add(
        one(TrainingCases.PPO, "rolloutSteps=1")
            .with("normalization.observations=RLPYT", "normalization.rewards=SB3"));
    return cases;
  }

  private static TrainingCase<?> one(TrainingCase<?> base, String... settings) {
    return base.in("one bandit", () -> new Bandit(1, 2)).with(settings);
  }

  /** A diverged policy must not go on acting, nor its numbers be saved. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void aPolicyThatHasDivergedIsNamed(TrainingCase<?> training) {
    Training<?> running = training.start(SimdEngine.create(1), 1000);
    ActorCriticPolicy policy = running.trainedAgent().policy().actorCritic();
    float[] parameters = policy.parameters();
    Arrays.fill(parameters, Float.NaN);
    policy.setParameters(parameters);
    assertThatThrownBy(running::snapshot)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(running::iterate)
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("copy 0 of Wander: training has diverged; lower learningRate");
    running.trainedAgent().close();
  }
}
