package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Bandit;
import io.github.ascent4j.core.testing.Cue;
import io.github.ascent4j.core.testing.Parts;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** There is no setting without an effect, and no value without a meaning. */
final class SettingsTest {
  /** In each line a setting with another value, and behind a bar what it needs to matter. */
  static final String SHARED =
      """
      policy.hiddenSizes=8,8
      policy.activation=RELU
      policy.initialization=TORCH
      policy.logStdInit=-0.5
      policy.actionBound=NONE
      policy.actionBound=TANH
      policy.actionScaling=true
      policy.continuousActions=TANH_GAUSSIAN
      policy.continuousActions=BETA
      policy.stateDependentStd=true
      policy.minLogStd=-1
      policy.maxLogStd=-0.5 | policy.stateDependentStd=true
      policy.tanhMean=true
      policy.probabilityEpsilon=1e-3
      policy.policyGain=1
      policy.exploration.enabled=true
      policy.exploration.resampleSteps=3 | policy.exploration.enabled=true
      policy.exploration.fullStd=false | policy.exploration.enabled=true
      policy.exploration.expln=true | policy.exploration.enabled=true policy.logStdInit=0.5
      policy.exploration.learnFeatures=true | policy.exploration.enabled=true
      policy.temperature=2 | policy.policyGain=1 in a bandit
      policy.discreteObservations=RAW | policy.policyGain=1 in parts
      policy.encoder.sizes=5
      policy.encoder.layerNorm=true
      policy.encoder.channels=3 | SMALL in a picture
      policy.encoder.kernels=2,2,2 | SMALL in a picture
      policy.encoder.strides=1,1,1 | SMALL in a picture
      policy.encoder.paddings=1,0,0 | SMALL in a picture
      policy.encoder.maxPool=true | SMALL in a picture
      policy.encoder.imageFeatures=7 | SMALL in a picture
      optimizer.kind=RMSPROP
      optimizer.kind=RMSPROP_TENSORFLOW
      optimizer.kind=SGD
      optimizer.kind=ADAMW | optimizer.weightDecay=0.1
      optimizer.epsilon=1e-3
      optimizer.epsilon=1e-3 | optimizer.kind=RMSPROP
      optimizer.beta1=0.8
      optimizer.beta2=0.9
      optimizer.alpha=0.9 | optimizer.kind=RMSPROP
      optimizer.momentum=0.5 | optimizer.kind=RMSPROP
      optimizer.momentum=0.5 | optimizer.kind=SGD
      optimizer.dampening=0.5 | optimizer.kind=SGD optimizer.momentum=0.9
      optimizer.nesterov=true | optimizer.kind=SGD optimizer.momentum=0.9
      optimizer.centered=true | optimizer.kind=RMSPROP
      optimizer.weightDecay=0.1
      optimizer.weightDecay=0.1 | optimizer.kind=SGD
      optimizer.clipRule=TENSORFLOW | maxGradientNorm=0.1
      normalization.observations=SB3
      normalization.observations=TIANSHOU
      normalization.observations=GYMNASIUM
      normalization.observations=RLPYT
      normalization.rewards=SB3
      normalization.rewards=GYMNASIUM
      normalization.observationLimit=0.5 | normalization.observations=SB3
      normalization.rewardLimit=0.01 | normalization.rewards=SB3
      normalization.observationEpsilon=0.5 | normalization.observations=TIANSHOU
      normalization.rewardEpsilon=0.5 | normalization.rewards=GYMNASIUM
      gamma=0.9
      learningRate=linear(0.01,0)
      maxGradientNorm=0.05
      annealing=BEFORE_ROLLOUT | annealing=AFTER_ROLLOUT
      """;

  private static final String OF_PPO =
      """
      policy.memory.lstmSize=4 | minibatchSize=32
      policy.memory.criticLstm=true | minibatchSize=32 policy.memory.lstmSize=4
      policy.memory.previousAction=true | minibatchSize=32 policy.memory.lstmSize=4
      policy.memory.previousReward=true | minibatchSize=32 policy.memory.lstmSize=4
      policy.memory.sequenceSteps=8 | minibatchSize=32 policy.memory.lstmSize=4
      sampling.sampler=ALTERNATING | normalization.observations=SB3
      sampling.midBatchReset=false
      sampling.decorrelationSteps=7
      rolloutSteps=31
      minibatchSize=41
      minibatches=2
      lastMinibatch=MERGED
      lastMinibatch=DROPPED
      epochs=1
      recomputeAdvantages=true
      gaeLambda=0.5
      valueTarget=REWARD_TO_GO
      scaleReturns=true
      clipRange=0.2
      clipRangeHigh=0.3
      clipRangeLags=true | clipRange=linear(0.1,0.01)
      dualClip=1.0001
      valueClipping=REPLACE
      valueClipping=NONE
      valueClipRange=0.1
      halfValueLoss=true
      valueCoefficient=0.25
      entropyCoefficient=0.02
      criticEpochs=2
      criticLearningRate=0.01 | criticEpochs=2
      advantageNormalization=BATCH
      advantageNormalization=NONE
      advantageStandardization=POPULATION_PLUS_EPSILON
      advantageStandardization=UNBIASED_MAX_EPSILON
      advantageStandardization=POPULATION_PLAIN
      singleAdvantage=ZERO | minibatchSize=127
      klPenalty=0.5
      klPenaltyRule=RLLIB | klPenalty=0.5
      klPenaltyRule=SCHULMAN | klPenalty=0.5
      klPenaltyTarget=1 | klPenalty=0.5 klPenaltyRule=RLLIB
      targetKl=Infinity
      klStop=MINIBATCH
      klEstimator=K1
      bootstrapTruncated=false
      policy.sharedTrunk=true
      """;

  private static final String OF_A2C =
      """
      policy.memory.lstmSize=4
      policy.memory.criticLstm=true | policy.memory.lstmSize=4
      policy.memory.previousAction=true | policy.memory.lstmSize=4
      policy.memory.previousReward=true | policy.memory.lstmSize=4
      policy.memory.sequenceSteps=8 | policy.memory.lstmSize=4
      sampling.sampler=ALTERNATING | normalization.observations=SB3
      sampling.midBatchReset=false
      sampling.decorrelationSteps=7
      rolloutSteps=31
      gaeLambda=0.5
      scaleReturns=true
      halfValueLoss=true
      valueCoefficient=0.25
      entropyCoefficient=0.02
      entropyCoefficient=0.02 | policy.continuousActions=TANH_GAUSSIAN
      entropyCoefficient=0.02 | policy.continuousActions=BETA
      normalizeAdvantages=true
      advantageStandardization=POPULATION_PLUS_EPSILON | normalizeAdvantages=true
      bootstrapTruncated=false
      policy.sharedTrunk=true
      """;

  private static final String OF_PG =
      """
      batchSize=150
      batchEpisodes=30
      gaeLambda=0.5 | useGae=true
      optimSteps=2
      useRewardToGo=true
      useGae=true
      baseline=true
      baselineLearningRate=0.02 | baseline=true
      baselineOptimSteps=1 | baseline=true
      normalizeAdvantages=false
      advantageStandardization=POPULATION_PLUS_EPSILON
      singleAdvantage=KEPT | batchSize=1 in a bandit
      entropyCoefficient=0.02
      reduction=SUM
      reduction=MEAN_PER_DIMENSION
      rewardStandardization=REWARDS
      rewardStandardization=RETURNS | useRewardToGo=true
      bootstrapTruncated=true | baseline=true
      """;

  private static final String OF_REINFORCE =
      """
      rolloutSteps=31
      episodes=6
      minibatchSize=50
      repeats=2
      normalizeReturns=true
      sumActionDimensions=false
      """;

  private static final String OF_VPG =
      """
      rolloutSteps=31
      gaeLambda=0.5
      criticLearningRate=0.02
      criticIterations=1
      normalizeAdvantages=false
      advantageStandardization=UNBIASED_PLUS_EPSILON
      entropyCoefficient=0.02
      bootstrapTruncated=false
      """;

  private static final String OF_TRPO =
      """
      rolloutSteps=31
      minibatchSize=41
      criticEpochs=1
      gaeLambda=0.5
      valueTarget=REWARD_TO_GO
      scaleReturns=true
      targetKl=0.02
      klDirection=OLD_NEW | cgDamping=0.001
      lineSearchShrinkingFactor=0.5 | cgDamping=0.001
      lineSearchMaxIterations=1 | cgDamping=0.001
      subSamplingFactor=2
      cgMaxSteps=2
      cgDamping=0.5
      normalizeAdvantages=false
      advantageStandardization=POPULATION_PLUS_EPSILON
      bootstrapTruncated=false
      """;

  private static final String OF_NPG =
      """
      rolloutSteps=31
      minibatchSize=41
      criticEpochs=1
      gaeLambda=0.5
      valueTarget=REWARD_TO_GO
      scaleReturns=true
      actorStepSize=0.2
      targetKl=0.001
      cgMaxSteps=2
      cgDamping=0.5
      normalizeAdvantages=false
      advantageStandardization=POPULATION_PLUS_EPSILON
      bootstrapTruncated=false
      """;

  private static final String BANDIT = " in a bandit";
  private static final String PICTURE = " in a picture";
  private static final String PARTS = " in parts";

  /** For pictures of six pixels. */
  private static final String SMALL =
      "policy.encoder.channels=2 policy.encoder.kernels=3,3,3 policy.encoder.strides=2,1,1"
          + " policy.encoder.imageFeatures=5";

  /** Of networks that remember, which these algorithms refuse. */
  private static final Set<String> MEMORY =
      Set.of(
          "policy.memory.lstmSize",
          "policy.memory.criticLstm",
          "policy.memory.previousAction",
          "policy.memory.previousReward",
          "policy.memory.sequenceSteps");

  static Stream<Arguments> algorithms() {
    return Stream.of(
        Arguments.of(
            base(TrainingCases.PPO)
                .with(
                    "minibatchSize=40",
                    "clipRange=0.1",
                    "valueClipping=MAXIMUM",
                    "valueClipRange=0.05",
                    "entropyCoefficient=0.01",
                    "targetKl=0.004",
                    "klStop=EPOCH"),
            OF_PPO,
            Set.of()),
        Arguments.of(base(TrainingCases.A2C), OF_A2C, Set.of()),
        Arguments.of(base(TrainingCases.PG), OF_PG, elsewhere("policy.sharedTrunk")),
        Arguments.of(
            base(TrainingCases.REINFORCE),
            OF_REINFORCE,
            elsewhere("policy.sharedTrunk", "deterministicEvaluation")),
        Arguments.of(base(TrainingCases.VPG), OF_VPG, elsewhere("policy.sharedTrunk")),
        Arguments.of(base(TrainingCases.TRPO), OF_TRPO, elsewhere("policy.sharedTrunk")),
        Arguments.of(base(TrainingCases.NPG), OF_NPG, elsewhere("policy.sharedTrunk")));
  }

  private static Set<String> elsewhere(String... settings) {
    Set<String> all = new TreeSet<>(MEMORY);
    all.addAll(List.of(settings));
    return all;
  }

  /** Those that learn from single steps. */
  static List<TrainingCase<?>> withoutMemory() {
    return List.of(
        TrainingCases.PG,
        TrainingCases.REINFORCE,
        TrainingCases.VPG,
        TrainingCases.TRPO,
        TrainingCases.NPG);
  }

  @ParameterizedTest
  @MethodSource("withoutMemory")
  void aNetworkThatRemembersIsRefusedByName(TrainingCase<?> base) {
    TrainingCase<?> remembering = base.with("policy.memory.lstmSize=4");
    assertThatThrownBy(() -> trained(remembering))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "policy.memory.lstmSize 4 gives the network memory, but this algorithm learns from");
  }

  /** The same policy and optimiser for all; schedules that move. */
  private static <C extends Record & AlgorithmConfig> TrainingCase<C> base(TrainingCase<C> start) {
    // Without a bound raw actions go to the environment as they are.
    return start
        .in("a box", () -> Wander.lenient(TrainingCases.ENVIRONMENTS))
        .with(
            "policy.hiddenSizes=8",
            "policy.initialization=ORTHOGONAL",
            "policy.logStdInit=-1",
            "policy.minLogStd=-Infinity",
            "policy.maxLogStd=Infinity",
            "policy.actionScaling=false",
            "optimizer.kind=ADAM",
            "maxGradientNorm=0.5",
            "learningRate=linear(0.02,0)");
  }

  /**
   * @param elsewhere settings that matter in another way, with a test of their own below
   */
  @ParameterizedTest
  @MethodSource("algorithms")
  void everySettingChangesTheTraining(TrainingCase<?> base, String changes, Set<String> elsewhere) {
    List<String> lines = new ArrayList<>(changes.lines().toList());
    lines.addAll(SHARED.lines().toList());
    Set<String> keys = new TreeSet<>(elsewhere);
    lines.forEach(line -> keys.add(line.substring(0, line.indexOf('='))));
    assertThat(keys).isEqualTo(new TreeSet<>(ConfigRecords.settings(base.config()).keySet()));

    Map<String, float[]> parameters = new HashMap<>();
    for (String line : lines) {
      String[] parts = line.split(" \\| ", -1);
      String companions = parts.length == 1 ? "" : parts[1];
      TrainingCase<?> companion = companion(base, companions);
      float[] unchanged = parameters.computeIfAbsent(companions, c -> trained(companion));
      assertThat(trained(companion.with(parts[0]))).as(line).isNotEqualTo(unchanged);
    }
    assertThat(trained(base)).isEqualTo(parameters.get(""));
  }

  static TrainingCase<?> companion(TrainingCase<?> base, String companions) {
    boolean bandit = companions.endsWith(BANDIT);
    boolean picture = companions.endsWith(PICTURE);
    boolean parts = companions.endsWith(PARTS);
    String settings =
        companions
            .replace(BANDIT, "")
            .replace(PICTURE, "")
            .replace(PARTS, "")
            .replace("SMALL", SMALL);
    TrainingCase<?> changed = settings.isEmpty() ? base : base.with(settings.split(" ", -1));
    if (picture) {
      Cue.Task task =
          new Cue.Task(false, Cue.Look.IMAGE, Cue.Masks.NONE, false, Cue.Answer.DISCRETE);
      return changed.in("a picture", () -> task.environment(TrainingCases.ENVIRONMENTS));
    }
    if (parts) {
      return changed.in("parts", () -> new Parts(TrainingCases.ENVIRONMENTS));
    }
    return bandit ? changed.in("a bandit", () -> new Bandit(1, 3)) : changed;
  }

  private static float[] trained(TrainingCase<?> training) {
    try (Agent<?> agent = training.agent(SimdEngine.create(1))) {
      agent.train(training.newEnvironment(), 4 * 32 * 4);
      return agent.policy().parameters();
    }
  }

  /** Without a critic there is nothing to share a trunk with, and one of its own shares none. */
  @Test
  void aSharedTrunkIsTheActorsWithoutACriticAndRefusedBesideOneThatStepsAlone() {
    for (TrainingCase<?> base : List.of(TrainingCases.PG, TrainingCases.REINFORCE)) {
      assertThat(trained(base.with("policy.sharedTrunk=true"))).isEqualTo(trained(base));
    }
    assertThatThrownBy(() -> TrainingCases.PG.with("baseline=true", "policy.sharedTrunk=true"))
        .hasMessageContaining("baseline true needs a critic of its own");
    assertThatThrownBy(() -> TrainingCases.PG.with("policy.sharedTrunk=true", "useGae=true"))
        .hasMessageContaining("policy.sharedTrunk is true");
    for (TrainingCase<?> base : List.of(TrainingCases.VPG, TrainingCases.TRPO, TrainingCases.NPG)) {
      assertThatThrownBy(() -> base.with("policy.sharedTrunk=true"))
          .hasMessageContaining("policy.sharedTrunk true: the critic has an optimiser of its own");
    }
    assertThatThrownBy(() -> TrainingCases.PPO.with("policy.sharedTrunk=true", "criticEpochs=2"))
        .hasMessageContaining("criticEpochs 2 needs a critic of its own");
  }

  @Test
  void evaluationsTakeTheMostProbableActionsUnlessReinforceSaysOtherwise() {
    for (TrainingCase<?> base : TrainingCases.algorithms()) {
      assertThat(base.config().deterministicEvaluation())
          .isEqualTo(!base.equals(TrainingCases.REINFORCE));
    }
    assertThat(
            TrainingCases.REINFORCE
                .with("deterministicEvaluation=true")
                .config()
                .deterministicEvaluation())
        .isTrue();
  }

  static List<TrainingCase<?>> all() {
    return TrainingCases.algorithms();
  }

  /** Whatever the kind of optimiser or action that would read it. */
  @ParameterizedTest
  @MethodSource("all")
  void noNumberMayBeNaNAndNoCountNegative(TrainingCase<?> base) {
    ConfigRecords.settings(base.config())
        .forEach(
            (key, value) -> {
              String bad = value instanceof Integer ? "-1" : "NaN";
              String name = key.substring(key.lastIndexOf('.') + 1);
              if (value instanceof Integer
                  || value instanceof Double
                  || value instanceof Schedule) {
                assertRefused(base, key, bad, name + " " + bad);
              } else {
                assertRefused(base, key, "nonsense", "");
              }
            });
  }

  /** Values outside of their range: setting, value, and what the message says. */
  static final List<String> BAD =
      List.of(
          "gamma; 1.01; gamma 1.01 must stay from 0.0 to 1.0",
          "gamma; linear(1,1.5); gamma linear(1.0,1.5) must stay from 0.0 to 1.0",
          "learningRate; 0; learningRate 0.0 must start above 0 and stay from 0 to 1.0",
          "learningRate; 2; learningRate 2.0 must start above 0 and stay from 0 to 1.0",
          "learningRate; linear(0.1,-0.1); learningRate linear(0.1,-0.1) must start above 0",
          "maxGradientNorm; 0; maxGradientNorm 0.0 must start above 0 and stay from 0 to Infinity",
          "normalization.observationLimit; 0; observationLimit 0.0 must be above 0; Infinity sets",
          "normalization.rewardLimit; -1; rewardLimit -1.0 must be above 0; Infinity sets no limit",
          "normalization.observationEpsilon; -1; observationEpsilon -1.0 must be from 0.0 to 1.0",
          "normalization.rewardEpsilon; Infinity; rewardEpsilon Infinity must be from 0.0 to 1.0",
          "optimizer.epsilon; 0; epsilon 0.0 must be from",
          "optimizer.beta1; 1; beta1 1.0 must be at least 0.0 and below 1.0",
          "optimizer.beta2; -0.1; beta2 -0.1 must be at least 0.0 and below 1.0",
          "optimizer.alpha; 1; alpha 1.0 must be at least 0.0 and below 1.0",
          "optimizer.momentum; 1; momentum 1.0 must be at least 0.0 and below 1.0",
          "optimizer.dampening; 1.5; dampening 1.5 must be from 0.0 to 1.0",
          "optimizer.weightDecay; -1; weightDecay -1.0 must be from 0.0 to",
          "optimizer.weightDecay; Infinity; weightDecay Infinity must be from 0.0 to",
          "policy.hiddenSizes; 64,0; hiddenSizes [64, 0]: every size must be from 1 to 65536",
          "policy.logStdInit; 3; logStdInit 3.0 must be from -20 to 2",
          "policy.probabilityEpsilon; 0.1; probabilityEpsilon 0.1 must be from 0 to 0.001",
          "policy.policyGain; -1; policyGain -1.0 must be from 0 to 100",
          "policy.exploration.resampleSteps; -1; exploration.resampleSteps -1 must be at least 1",
          "policy.temperature; 0; temperature 0.0 must be from 0.001 to 1000",
          "policy.minLogStd; Infinity; minLogStd Infinity must not exceed maxLogStd",
          "policy.maxLogStd; -Infinity; must not exceed maxLogStd -Infinity",
          "gaeLambda; -0.1; gaeLambda -0.1 must stay from 0.0 to 1.0",
          "rolloutSteps; -5; rolloutSteps -5",
          "epochs; 0; epochs 0 must be at least 1",
          "minibatchSize; -2; minibatchSize -2",
          "minibatches; 0; minibatchSize 0 and minibatches 0: give one of them a positive number",
          "clipRange; -0.2; clipRange -0.2 must start above 0",
          "clipRangeHigh; 0; clipRangeHigh 0.0 must start above 0",
          "dualClip; 1; dualClip 1.0 must be above 1; Infinity sets no limit",
          "valueClipRange; 0; valueClipRange 0.0 must start above 0",
          "valueCoefficient; -1; valueCoefficient -1.0 must stay from 0.0 to",
          "entropyCoefficient; Infinity; entropyCoefficient Infinity must stay from 0.0 to",
          "criticLearningRate; 0; criticLearningRate 0.0 must start above 0",
          "klPenalty; -1; klPenalty -1.0 must be from 0.0 to",
          "klPenaltyTarget; 0; klPenaltyTarget 0.0 must be",
          "klPenaltyTarget; Infinity; klPenaltyTarget Infinity must be",
          "targetKl; 0; targetKl 0.0 must start above 0 and stay from 0 to",
          "batchSize; 0; batchSize 0 must be at least 1",
          "batchEpisodes; 0; batchEpisodes 0 must be at least 1",
          "optimSteps; 0; optimSteps 0 must be at least 1",
          "baselineOptimSteps; 0; baselineOptimSteps 0 must be at least 1",
          "baselineLearningRate; 0; baselineLearningRate 0.0 must start above 0",
          "bootstrapTruncated; true; bootstrapTruncated true needs values, but baseline is false",
          "episodes; 0; rolloutSteps 0 and episodes 0: give one of them a positive number",
          "repeats; 0; repeats 0 must be at least 1",
          "criticIterations; 0; criticIterations 0 must be at least 1",
          "actorStepSize; 0; actorStepSize 0.0 must start above 0 and stay from 0 to Infinity",
          "actorStepSize; Infinity; and targetKl Infinity set no limit to a step",
          "cgMaxSteps; 0; cgMaxSteps 0 must be at least 1",
          "cgDamping; -0.1; cgDamping -0.1 must be from 0.0 to",
          "lineSearchShrinkingFactor; 1; lineSearchShrinkingFactor 1.0 must be above 0.0 and below",
          "lineSearchMaxIterations; 0; lineSearchMaxIterations 0 must be at least 1",
          "subSamplingFactor; 0; subSamplingFactor 0 must be at least 1");

  @ParameterizedTest
  @MethodSource("all")
  void aValueThatCannotBeIsRefusedWithItsNameAndRange(TrainingCase<?> base) {
    for (String line : BAD) {
      String[] parts = line.split("; ", 3);
      boolean has = ConfigRecords.settings(base.config()).containsKey(parts[0]);
      boolean valued = parts[0].equals("bootstrapTruncated") && base.config().hasCritic();
      if (has && !valued) {
        assertRefused(base, parts[0], parts[1], parts[2]);
      }
    }
  }

  /** Each line above is about a setting that some algorithm has. */
  @Test
  void noLineIsLeftOver() {
    Set<String> known = new TreeSet<>();
    all().forEach(base -> known.addAll(ConfigRecords.settings(base.config()).keySet()));
    assertThat(BAD).allMatch(line -> known.contains(line.split(";", 2)[0]));
  }

  private static void assertRefused(
      TrainingCase<?> base, String key, String value, String message) {
    assertThatThrownBy(() -> base.with(key + "=" + value))
        .as(base + " " + key + "=" + value)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(key.substring(key.lastIndexOf('.') + 1));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theEndsOfARangeAreAllowed(TrainingCase<?> base) {
    for (String end : List.of("gamma=0", "gamma=1", "learningRate=1", "maxGradientNorm=Infinity")) {
      String key = end.substring(0, end.indexOf('='));
      assertThat(ConfigRecords.settings(base.with(end).config()).get(key))
          .hasToString(Schedule.parse(end.substring(key.length() + 1)).toString());
    }
  }

  @Test
  void minibatchesAreGivenByTheirSizeOrTheirNumber() {
    assertTogether(TrainingCases.PPO, "minibatches=4", "minibatchSize=0");
    assertTogether(TrainingCases.PPO.with("minibatches=4"), "minibatchSize=7", "minibatches=0");
  }

  @Test
  void aClipRangeIsTheSameOnBothSidesUnlessTheHighOneFollows() {
    assertTogether(TrainingCases.PPO, "clipRange=0.3", "clipRangeHigh=0.3");
    assertTogether(TrainingCases.PPO, "clipRangeHigh=0.3", "clipRange=0.2");
  }

  @Test
  void generalisedAdvantagesBringTheBaselineTheyNeed() {
    assertTogether(TrainingCases.PG, "useGae=true", "baseline=true");
    assertThatThrownBy(() -> TrainingCases.PG.with("useGae=true", "baseline=false"))
        .hasMessageContaining("useGae true needs values, but baseline is false");
  }

  @Test
  void batchesOfReinforceAreStepsOrEpisodes() {
    assertTogether(TrainingCases.REINFORCE, "episodes=5", "rolloutSteps=0");
    assertTogether(TrainingCases.REINFORCE.with("episodes=5"), "rolloutSteps=9", "episodes=0");
  }

  @Test
  void tanhBoundsBringTheScalingTheyNeed() {
    for (TrainingCase<?> base : all()) {
      assertTogether(
          base.with("policy.actionScaling=false"),
          "policy.actionBound=TANH",
          "policy.actionScaling=true");
    }
  }

  @Test
  void onlyReturnsOfTheCriticsOwnKindAreScaled() {
    for (TrainingCase<?> base : List.of(TrainingCases.PPO, TrainingCases.TRPO, TrainingCases.NPG)) {
      assertThatThrownBy(() -> base.with("scaleReturns=true", "valueTarget=REWARD_TO_GO"))
          .hasMessageContaining("scaleReturns true goes with valueTarget LAMBDA_RETURN");
    }
  }

  private static void assertTogether(TrainingCase<?> base, String change, String... follow) {
    Map<String, Object> settings = ConfigRecords.settings(base.with(change).config());
    for (String setting : follow) {
      String key = setting.substring(0, setting.indexOf('='));
      assertThat(settings.get(key)).hasToString(setting.substring(key.length() + 1));
    }
    Map<String, Object> others = new HashMap<>(ConfigRecords.settings(base.config()));
    others.keySet().removeIf(key -> change.startsWith(key + "="));
    others.keySet().removeIf(key -> Arrays.stream(follow).anyMatch(f -> f.startsWith(key + "=")));
    assertThat(settings).containsAllEntriesOf(others);
  }
}
