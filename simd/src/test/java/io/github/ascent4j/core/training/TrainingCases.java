package io.github.ascent4j.core.training;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.npg.NpgAgent;
import io.github.ascent4j.core.npg.NpgConfig;
import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.reinforce.ReinforceAgent;
import io.github.ascent4j.core.reinforce.ReinforceConfig;
import io.github.ascent4j.core.testing.Forbidden;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.testing.Mixed;
import io.github.ascent4j.core.testing.Parts;
import io.github.ascent4j.core.testing.Targets;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.trpo.TrpoAgent;
import io.github.ascent4j.core.trpo.TrpoConfig;
import io.github.ascent4j.core.vpg.VpgAgent;
import io.github.ascent4j.core.vpg.VpgConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Small trainings of every algorithm, and of everything in a training that has state. */
final class TrainingCases {
  static final int ENVIRONMENTS = 4;

  /** Not a multiple of the episodes' length, so that saving falls into the middle of some. */
  private static final String STEPS = "rolloutSteps=32";

  private static final String SMALL = "policy.hiddenSizes=9";

  static final TrainingCase<PpoConfig> PPO =
      new TrainingCase<>(
              "ppo", PpoAgent.ALGORITHM, PpoConfig.sb3(), () -> Wander.discrete(ENVIRONMENTS))
          .with(STEPS, SMALL, "minibatchSize=48", "epochs=3", "learningRate=0.01");

  static final TrainingCase<A2cConfig> A2C =
      new TrainingCase<>(
              "a2c", A2cAgent.ALGORITHM, A2cConfig.sb3(), () -> Wander.discrete(ENVIRONMENTS))
          .with(STEPS, SMALL, "learningRate=0.01");

  static final TrainingCase<PolicyGradientConfig> PG =
      new TrainingCase<>(
              "pg",
              PolicyGradientAgent.ALGORITHM,
              PolicyGradientConfig.prt(),
              () -> Wander.discrete(ENVIRONMENTS))
          .with(SMALL, "learningRate=0.01");

  static final TrainingCase<ReinforceConfig> REINFORCE =
      new TrainingCase<>(
              "reinforce",
              ReinforceAgent.ALGORITHM,
              ReinforceConfig.tianshou(ENVIRONMENTS),
              () -> Wander.discrete(ENVIRONMENTS))
          .with(STEPS, SMALL, "learningRate=0.01");

  static final TrainingCase<VpgConfig> VPG =
      new TrainingCase<>(
              "vpg",
              VpgAgent.ALGORITHM,
              VpgConfig.spinup(ENVIRONMENTS),
              () -> Wander.discrete(ENVIRONMENTS))
          .with(STEPS, SMALL, "learningRate=0.01", "criticIterations=5");

  static final TrainingCase<TrpoConfig> TRPO =
      new TrainingCase<>(
              "trpo", TrpoAgent.ALGORITHM, TrpoConfig.sb3(), () -> Wander.discrete(ENVIRONMENTS))
          .with(STEPS, SMALL, "minibatchSize=48", "criticEpochs=3", "learningRate=0.01");

  static final TrainingCase<NpgConfig> NPG =
      new TrainingCase<>(
              "npg",
              NpgAgent.ALGORITHM,
              NpgConfig.tianshou(ENVIRONMENTS),
              () -> Wander.discrete(ENVIRONMENTS))
          .with(STEPS, SMALL, "learningRate=0.01");

  /** Settings that every algorithm has, for actions in a box. */
  private static final List<List<String>> SHARED =
      List.of(
          List.of("optimizer.kind=ADAM", "optimizer.weightDecay=0.01"),
          List.of("optimizer.kind=ADAMW", "optimizer.weightDecay=0.01"),
          List.of("optimizer.kind=RMSPROP"),
          List.of("optimizer.kind=RMSPROP", "optimizer.momentum=0.5", "optimizer.centered=true"),
          List.of("optimizer.kind=RMSPROP_TENSORFLOW", "optimizer.momentum=0.5"),
          List.of("optimizer.kind=SGD"),
          List.of("optimizer.kind=SGD", "optimizer.momentum=0.9", "optimizer.nesterov=true"),
          List.of("optimizer.kind=SGD", "optimizer.momentum=0.9", "optimizer.dampening=0.5"),
          List.of("optimizer.clipRule=TENSORFLOW", "maxGradientNorm=0.1"),
          List.of("normalization.observations=SB3", "normalization.rewards=SB3"),
          List.of("normalization.observations=GYMNASIUM", "normalization.rewards=GYMNASIUM"),
          List.of("normalization.observations=TIANSHOU"),
          List.of("normalization.observations=RLPYT"),
          List.of("normalization.observations=RLPYT", "normalization.observationLimit=Infinity"),
          List.of("normalization.rewards=SB3", "normalization.rewardLimit=1"),
          List.of("learningRate=linear(0.02,0)"),
          List.of("learningRate=linear(0.02,0.001,100,600) by steps"),
          List.of("learningRate=exponential(0.02,0.001,3)", "annealing=AFTER_ROLLOUT"),
          List.of("learningRate=exponential(0.02,0.001,0.01) by steps"),
          List.of("learningRate=piecewise(0.02,50:200:0.001,800:900:0.01) by steps"),
          List.of("gamma=piecewise(0.9,0:0.2:0.99,0.8:1:0.95)", "annealing=BEFORE_ROLLOUT"),
          List.of("policy.stateDependentStd=true", "policy.minLogStd=-3", "policy.maxLogStd=1"),
          List.of("policy.continuousActions=TANH_GAUSSIAN"),
          List.of("policy.continuousActions=BETA"),
          List.of("policy.actionBound=TANH"),
          List.of("policy.tanhMean=true", "policy.probabilityEpsilon=1e-8"),
          List.of(
              "policy.minLogStd=-Infinity",
              "policy.maxLogStd=Infinity",
              "policy.exploration.enabled=true",
              "policy.exploration.resampleSteps=5"));

  private static final List<List<String>> OF_PPO =
      List.of(
          List.of("klPenalty=0.2", "klPenaltyRule=RLLIB", "klPenaltyTarget=0.001"),
          List.of("klPenalty=0.2", "klPenaltyRule=SCHULMAN", "klPenaltyTarget=1"),
          List.of("clipRange=linear(0.3,0.1)", "clipRangeLags=true", "annealing=BEFORE_ROLLOUT"),
          List.of("clipRange=piecewise(0.3,0:0.2:0.1,0.8:1:0.2)", "clipRangeLags=true"),
          List.of("scaleReturns=true"),
          List.of("recomputeAdvantages=true"),
          List.of("recomputeAdvantages=true", "scaleReturns=true", "advantageNormalization=BATCH"),
          List.of("recomputeAdvantages=true", "normalization.observations=RLPYT"),
          List.of("criticEpochs=2", "valueTarget=REWARD_TO_GO", "optimizer.kind=RMSPROP"),
          List.of("criticEpochs=2", "criticLearningRate=exponential(0.01,0.001,0.01) by steps"),
          List.of("policy.sharedTrunk=true", "lastMinibatch=MERGED", "minibatchSize=50"),
          List.of("minibatches=5", "lastMinibatch=DROPPED", "targetKl=0.002", "klStop=EPOCH"),
          List.of(
              "klPenalty=0.2",
              "klPenaltyRule=RLLIB",
              "clipRange=linear(0.3,0.1)",
              "clipRangeLags=true",
              "scaleReturns=true",
              "recomputeAdvantages=true",
              "criticEpochs=1",
              "targetKl=0.05",
              "normalization.observations=SB3",
              "normalization.rewards=GYMNASIUM"));

  private static final List<List<String>> OF_A2C =
      List.of(
          List.of("scaleReturns=true", "gaeLambda=0.9"),
          List.of("normalizeAdvantages=true", "policy.sharedTrunk=true"));

  private static final List<List<String>> OF_PG =
      List.of(
          List.of("baseline=true"),
          List.of("useGae=true", "bootstrapTruncated=true", "normalization.observations=RLPYT"),
          List.of("useRewardToGo=true", "optimSteps=2", "rewardStandardization=REWARDS"),
          List.of(
              "baseline=true",
              "useRewardToGo=true",
              "baselineLearningRate=piecewise(0.02,0:0.1:0.001,0.8:1:0.01)",
              "optimizer.kind=SGD",
              "optimizer.momentum=0.9",
              "normalization.rewards=SB3"));

  private static final List<List<String>> OF_REINFORCE =
      List.of(
          List.of("normalizeReturns=true"),
          List.of("episodes=5", "normalizeReturns=true", "normalization.observations=RLPYT"),
          List.of("minibatchSize=40", "repeats=2", "sumActionDimensions=false"));

  private static final List<List<String>> OF_TRPO =
      List.of(
          List.of("scaleReturns=true"),
          List.of("subSamplingFactor=3", "klDirection=OLD_NEW"),
          List.of("lineSearchMaxIterations=1", "cgDamping=0.001"),
          List.of("valueTarget=REWARD_TO_GO", "targetKl=linear(0.05,0.001)", "minibatchSize=0"));

  private static final List<List<String>> OF_NPG =
      List.of(
          List.of("scaleReturns=true"),
          List.of("actorStepSize=linear(0.5,0.1)", "minibatchSize=48"),
          List.of("targetKl=0.01", "actorStepSize=Infinity"));

  private TrainingCases() {}

  /** One small training of each algorithm. */
  static List<TrainingCase<?>> algorithms() {
    return List.of(PPO, A2C, PG, REINFORCE, VPG, TRPO, NPG);
  }

  /** Everything that has a state of its own, for each algorithm. */
  static List<TrainingCase<?>> all() {
    List<TrainingCase<?>> cases = new ArrayList<>();
    algorithms().forEach(c -> cases.addAll(inEveryEnvironment(c)));
    algorithms().forEach(c -> cases.addAll(inBox(c, SHARED)));
    cases.addAll(inBox(PPO, OF_PPO));
    cases.addAll(inBox(A2C, OF_A2C));
    cases.addAll(inBox(PG, OF_PG));
    cases.addAll(inBox(REINFORCE, OF_REINFORCE));
    cases.addAll(inBox(TRPO, OF_TRPO));
    cases.addAll(inBox(NPG, OF_NPG));
    cases.addAll(CueCases.all());
    cases.addAll(inParts());
    return cases;
  }

  /** Categories, bits and a number, of which the number alone is normalised. */
  private static List<TrainingCase<?>> inParts() {
    List<TrainingCase<?>> cases = new ArrayList<>();
    for (TrainingCase<?> algorithm : algorithms()) {
      cases.add(parts(algorithm).with("normalization.observations=SB3"));
    }
    cases.add(parts(PPO).with("normalization.observations=RLPYT", "policy.encoder.sizes=5"));
    cases.add(parts(A2C).with("policy.encoder.layerNorm=true", "policy.hiddenSizes="));
    cases.add(parts(PPO).with("normalization.observations=SB3", "policy.discreteObservations=RAW"));
    cases.add(
        parts(PPO)
            .with(
                "minibatchSize=64",
                "policy.memory.lstmSize=5",
                "policy.memory.criticLstm=true",
                "policy.memory.previousAction=true"));
    return cases;
  }

  private static <C extends Record & AlgorithmConfig> TrainingCase<C> parts(TrainingCase<C> base) {
    return base.in("parts", () -> new Parts(ENVIRONMENTS));
  }

  private static <C extends Record & AlgorithmConfig> List<TrainingCase<C>> inBox(
      TrainingCase<C> base, List<List<String>> settings) {
    TrainingCase<C> box = base.in("a box", () -> Wander.continuous(ENVIRONMENTS));
    return settings.stream().map(changes -> box.with(changes.toArray(String[]::new))).toList();
  }

  /** Every kind of action space, with and without masks. */
  static <C extends Record & AlgorithmConfig> List<TrainingCase<C>> inEveryEnvironment(
      TrainingCase<C> base) {
    return Stream.of(
            base.in("Wander", () -> Wander.discrete(ENVIRONMENTS)),
            base.in("a box", () -> Wander.continuous(ENVIRONMENTS)),
            base.in("bounds", () -> Identity.bounded(ENVIRONMENTS)),
            base.in("MultiDiscrete", () -> Targets.multiDiscrete(ENVIRONMENTS)),
            base.in("MultiBinary", () -> Targets.multiBinary(ENVIRONMENTS)),
            base.in("masks", () -> new Forbidden(ENVIRONMENTS)),
            base.in("a masked choice and a number", () -> new Mixed(ENVIRONMENTS)),
            base.in("copies of a user's environment", () -> Plank.copies(ENVIRONMENTS)))
        .toList();
  }
}
