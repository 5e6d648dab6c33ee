package io.github.ascent4j.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.advantage.RewardStandardization;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.engine.OptimizerConfig.Kind;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.loss.ValueClipping;
import io.github.ascent4j.core.policy.Initialization;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoConfig.KlPenaltyRule;
import io.github.ascent4j.core.ppo.PpoConfig.KlStop;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.core.update.LastMinibatch;
import io.github.ascent4j.core.update.ValueTarget;
import io.github.ascent4j.simd.SimdEngine;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be set differently: it changes what is learnt from, and still the best is learnt. */
final class SettingsTest {
  private static final OptimizerConfig RMSPROP =
      OptimizerConfig.ADAM.withKind(Kind.RMSPROP).withEpsilon(1e-5);
  private static final OptimizerConfig SGD =
      OptimizerConfig.ADAM.withKind(Kind.SGD).withMomentum(0.9);
  private static final double NEVER = Double.POSITIVE_INFINITY;

  private static final Method<PpoConfig> PENALTY =
      Methods.PPO.with("ppo, KL penalty", c -> c.withClipRange(NEVER).withKlPenalty(1));
  private static final Method<A2cConfig> FAST_A2C =
      Methods.A2C.with("a2c", c -> c.withLearningRate(Schedule.linear(0.02)));
  private static final Method<PolicyGradientConfig> PLAIN =
      Methods.REWARD_TO_GO.with("pg, plain weights", c -> c.withNormalizeAdvantages(false));

  private static final int STEPS = 2_000;

  /** A method beside the same one as it was without a setting. */
  record Variant<C extends Record & AlgorithmConfig>(Method<C> base, Method<C> changed) {
    @Override
    public String toString() {
      return changed.name();
    }
  }

  private static <C extends Record & AlgorithmConfig> Variant<C> variant(
      Method<C> base, String name, UnaryOperator<C> change) {
    return new Variant<>(base, base.with(base.name() + ", " + name, change));
  }

  private static Variant<PpoConfig> ppo(String name, UnaryOperator<PpoConfig> change) {
    return variant(Methods.PPO, name, change);
  }

  private static Method<PpoConfig> ppoAt(double rate) {
    return Methods.PPO.with("ppo", c -> c.withLearningRate(Schedule.linear(rate)));
  }

  private static Variant<A2cConfig> a2c(String name, UnaryOperator<A2cConfig> change) {
    return variant(Methods.A2C, name, change);
  }

  private static Stream<Variant<?>> ppo() {
    return Stream.of(
        ppo("constant rate", c -> c.withLearningRate(3e-3)),
        ppo("exponential rate", c -> c.withLearningRate(Schedule.parse("exponential(0.02,0,4)"))),
        ppo(
            "piecewise rate by steps",
            c -> c.withLearningRate(Schedule.parse("piecewise(0.01,8000:16000:0.001) by steps"))),
        ppo("annealed clip range", c -> c.withClipRange(Schedule.linear(0.3))),
        ppo(
            "clip range that lags",
            c -> c.withClipRange(Schedule.linear(0.3)).withClipRangeLags(true)),
        ppo("more room above", c -> c.withClipRangeHigh(0.4)),
        ppo("dual clip", c -> c.withDualClip(1.1)),
        ppo("KL penalty for a clip", c -> c.withClipRange(NEVER).withKlPenalty(1)),
        variant(PENALTY, "adapted as in RLlib", c -> c.withKlPenaltyRule(KlPenaltyRule.RLLIB)),
        variant(
            PENALTY, "adapted as in the paper", c -> c.withKlPenaltyRule(KlPenaltyRule.SCHULMAN)),
        ppo("stop at a KL", c -> c.withTargetKl(0.02)),
        ppo("stop at an epoch's KL", c -> c.withTargetKl(0.02).withKlStop(KlStop.EPOCH)),
        ppo("advantages anew", c -> c.withRecomputeAdvantages(true)),
        ppo("rewards to go", c -> c.withValueTarget(ValueTarget.REWARD_TO_GO)),
        ppo("scaled returns", c -> c.withScaleReturns(true)),
        ppo("maximum of clipped values", c -> c.withValueClipping(ValueClipping.MAXIMUM)),
        ppo("half value loss", c -> c.withHalfValueLoss(true)),
        ppo("batch advantages", c -> c.withAdvantageNormalization(AdvantageNormalization.BATCH)),
        ppo("plain advantages", c -> c.withAdvantageNormalization(AdvantageNormalization.NONE)),
        ppo("critic apart", c -> c.withCriticEpochs(5).withCriticLearningRate(3e-3)),
        ppo(
            "short minibatch dropped",
            c -> c.withMinibatchSize(60).withLastMinibatch(LastMinibatch.DROPPED)),
        ppo(
            "short minibatch merged",
            c -> c.withMinibatchSize(60).withLastMinibatch(LastMinibatch.MERGED)),
        ppo(
            "normalised observations and rewards",
            c -> c.withNormalization(NormalizationConfig.SB3)),
        ppo("shared trunk", c -> c.withPolicy(c.policy().withSharedTrunk(true))),
        ppo("linear policy", c -> c.withPolicy(c.policy().withHiddenSizes(List.of()))),
        ppo(
            "PyTorch's initialisation",
            c -> c.withPolicy(c.policy().withInitialization(Initialization.TORCH))),
        ppo(
            "AdamW",
            c -> c.withOptimizer(OptimizerConfig.ADAM.withKind(Kind.ADAMW).withWeightDecay(0.01))),
        variant(ppoAt(3e-3), "RMSprop", c -> c.withOptimizer(RMSPROP)),
        variant(
            ppoAt(3e-3),
            "TensorFlow's RMSprop and clipping",
            c ->
                c.withOptimizer(
                    RMSPROP
                        .withKind(Kind.RMSPROP_TENSORFLOW)
                        .withClipRule(Optimization.ClipRule.TENSORFLOW))),
        variant(ppoAt(0.03), "SGD with momentum", c -> c.withOptimizer(SGD)),
        variant(ppoAt(0.03), "SGD that looks ahead", c -> c.withOptimizer(SGD.withNesterov(true))));
  }

  private static Stream<Variant<?>> others() {
    return Stream.of(
        variant(FAST_A2C, "Adam", c -> c.withOptimizer(OptimizerConfig.ADAM)),
        a2c(
            "TensorFlow's RMSprop",
            c -> c.withOptimizer(RMSPROP.withKind(Kind.RMSPROP_TENSORFLOW))),
        a2c("centred RMSprop", c -> c.withOptimizer(RMSPROP.withCentered(true))),
        a2c("shared trunk", c -> c.withPolicy(c.policy().withSharedTrunk(true))),
        a2c("scaled returns", c -> c.withScaleReturns(true)),
        a2c("normalised advantages", c -> c.withNormalizeAdvantages(true)),
        a2c("GAE", c -> c.withGaeLambda(0.9)),
        variant(
            Methods.REWARD_TO_GO.with("pg", c -> c.withLearningRate(Schedule.linear(5e-3))),
            "several steps",
            c -> c.withOptimSteps(3)),
        variant(
            Methods.REWARD_TO_GO.with("pg", c -> c.withMaxGradientNorm(0.5)),
            "sum",
            c -> c.withReduction(Reduction.SUM)),
        variant(
            PLAIN,
            "standardised rewards",
            c -> c.withRewardStandardization(RewardStandardization.REWARDS)),
        variant(
            PLAIN,
            "standardised returns",
            c -> c.withRewardStandardization(RewardStandardization.RETURNS)),
        variant(Methods.BASELINE, "many steps of the baseline", c -> c.withBaselineOptimSteps(10)),
        variant(Methods.REINFORCE, "whole episodes", c -> c.withEpisodes(16)),
        variant(
            Methods.REINFORCE.with("reinforce", c -> c.withLearningRate(Schedule.linear(3e-3))),
            "minibatches",
            c -> c.withMinibatchSize(64)),
        variant(Methods.REINFORCE, "repeats", c -> c.withRepeats(2)),
        variant(Methods.VPG, "plain advantages", c -> c.withNormalizeAdvantages(false)),
        variant(Methods.VPG, "one step of the critic", c -> c.withCriticIterations(1)),
        variant(Methods.TRPO, "plain advantages", c -> c.withNormalizeAdvantages(false)),
        variant(Methods.TRPO, "every other sample", c -> c.withSubSamplingFactor(2)),
        variant(Methods.TRPO, "little damping", c -> c.withCgDamping(0.001)),
        variant(Methods.NPG, "limited steps", c -> c.withTargetKl(0.02)),
        variant(Methods.NPG, "scaled returns", c -> c.withScaleReturns(true)));
  }

  static Stream<Variant<?>> variants() {
    return Stream.concat(ppo(), others());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void aChoiceAndANumberAreLearnt(Variant<?> variant) {
    assertLearnt(variant.changed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void theSettingMatters(Variant<?> variant) {
    try (Agent<?> base = variant.base.trained(Tasks.number(), 1, STEPS, SimdEngine.create(1));
        Agent<?> changed =
            variant.changed.trained(Tasks.number(), 1, STEPS, SimdEngine.create(1))) {
      assertThat(changed.policy().parameters()).isNotEqualTo(base.policy().parameters());
    }
  }

  private static void assertLearnt(Method<?> method) {
    for (Task task : List.of(Tasks.choice(), Tasks.number())) {
      try (Agent<?> agent = method.trained(task)) {
        assertThat(task.error(agent)).as("%s", task).isLessThanOrEqualTo(task.tolerance());
      }
    }
  }
}
