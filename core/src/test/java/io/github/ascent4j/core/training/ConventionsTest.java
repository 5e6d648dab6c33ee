package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.a2c.A2cConventions;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.npg.NpgConfig;
import io.github.ascent4j.core.npg.NpgConventions;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.policygradient.PolicyGradientConventions;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.reinforce.ReinforceConfig;
import io.github.ascent4j.core.trpo.TrpoConfig;
import io.github.ascent4j.core.trpo.TrpoConventions;
import io.github.ascent4j.core.vpg.VpgConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number of every system's defaults. What two lists give differently counts by the later. */
final class ConventionsTest {
  /** Two layers of 64 with tanh for actor and critic each, one Adam as PyTorch has it. */
  private static final String COMMON =
      """
      normalization.observations NONE
      normalization.rewards NONE
      normalization.observationLimit 10.0
      normalization.rewardLimit 10.0
      normalization.observationEpsilon 0.0
      normalization.rewardEpsilon 0.0
      optimizer.kind ADAM
      optimizer.epsilon 1.0E-8
      optimizer.beta1 0.9
      optimizer.beta2 0.999
      optimizer.alpha 0.99
      optimizer.momentum 0.0
      optimizer.dampening 0.0
      optimizer.nesterov false
      optimizer.centered false
      optimizer.weightDecay 0.0
      optimizer.clipRule TORCH
      policy.hiddenSizes [64, 64]
      policy.activation TANH
      policy.sharedTrunk false
      policy.initialization ORTHOGONAL
      policy.logStdInit 0.0
      policy.actionBound CLIP
      policy.actionScaling false
      policy.continuousActions GAUSSIAN
      policy.stateDependentStd false
      policy.minLogStd -Infinity
      policy.maxLogStd Infinity
      policy.tanhMean false
      policy.probabilityEpsilon 0.0
      policy.policyGain 0.01
      policy.temperature 1.0
      policy.discreteObservations ONE_HOT
      policy.exploration.enabled false
      policy.exploration.resampleSteps 0
      policy.exploration.fullStd true
      policy.exploration.expln false
      policy.exploration.learnFeatures false
      policy.encoder.channels [32, 64, 64]
      policy.encoder.kernels [8, 4, 3]
      policy.encoder.strides [4, 2, 1]
      policy.encoder.paddings [0, 0, 0]
      policy.encoder.maxPool false
      policy.encoder.imageFeatures 512
      policy.encoder.sizes []
      policy.encoder.layerNorm false
      policy.memory.lstmSize 0
      policy.memory.criticLstm false
      policy.memory.previousAction false
      policy.memory.previousReward false
      policy.memory.sequenceSteps 0
      """;

  private static final String SAMPLING =
      """
      sampling.sampler SERIAL
      sampling.midBatchReset true
      sampling.decorrelationSteps 0
      """;

  /** The Atari models and the samplers have these by default. */
  private static final String RLPYT =
      """
      policy.encoder.channels [16, 32]
      policy.encoder.kernels [8, 4]
      policy.encoder.strides [4, 2]
      policy.encoder.paddings [0, 1]
      sampling.decorrelationSteps 100
      """;

  private static final String PPO_SB3 =
      """
      rolloutSteps 2048
      minibatchSize 64
      minibatches 0
      lastMinibatch SHORT
      epochs 10
      recomputeAdvantages false
      gamma 0.99
      gaeLambda 0.95
      valueTarget LAMBDA_RETURN
      scaleReturns false
      learningRate 3.0E-4
      clipRange 0.2
      clipRangeHigh 0.2
      clipRangeLags false
      dualClip Infinity
      valueClipping NONE
      valueClipRange 0.2
      halfValueLoss false
      valueCoefficient 0.5
      entropyCoefficient 0.0
      maxGradientNorm 0.5
      criticEpochs 0
      criticLearningRate 0.001
      advantageNormalization MINIBATCH
      advantageStandardization UNBIASED_PLUS_EPSILON
      singleAdvantage KEPT
      klPenalty 0.0
      klPenaltyRule FIXED
      klPenaltyTarget 0.01
      targetKl Infinity
      klStop MINIBATCH
      klEstimator K3
      annealing AFTER_ROLLOUT
      bootstrapTruncated true
      optimizer.epsilon 1.0E-5
      """;

  private static final String PPO_CLEANRL =
      """
      rolloutSteps 128
      minibatchSize 0
      minibatches 4
      epochs 4
      learningRate linear(2.5E-4,0.0)
      valueClipping MAXIMUM
      halfValueLoss true
      entropyCoefficient 0.01
      klStop EPOCH
      annealing BEFORE_ROLLOUT
      bootstrapTruncated false
      """;

  private static final String PPO_CLEANRL_CONTINUOUS =
      """
      rolloutSteps 2048
      minibatches 32
      epochs 10
      learningRate linear(3.0E-4,0.0)
      entropyCoefficient 0.0
      normalization.observations GYMNASIUM
      normalization.rewards GYMNASIUM
      """;

  private static final String PPO_CLEANRL_ATARI =
      """
      clipRange 0.1
      clipRangeHigh 0.1
      policy.hiddenSizes []
      """;

  private static final String PPO_RLPYT_ATARI =
      """
      rolloutSteps 64
      gaeLambda 0.98
      policy.hiddenSizes []
      """;

  private static final String A2C_RLPYT_ATARI =
      """
      rolloutSteps 5
      learningRate 3.0E-4
      sampling.decorrelationSteps 1000
      policy.hiddenSizes []
      """;

  private static final String PPO_PRT =
      """
      rolloutSteps 683
      minibatchSize 32
      clipRange 0.1
      clipRangeHigh 0.1
      entropyCoefficient 0.01
      maxGradientNorm 1.0
      advantageNormalization NONE
      singleAdvantage ZERO
      annealing BEFORE_ROLLOUT
      bootstrapTruncated false
      optimizer.epsilon 1.0E-8
      policy.initialization TORCH
      policy.logStdInit -0.5
      policy.minLogStd -20.0
      policy.maxLogStd 2.0
      """;

  private static final String PPO_RLPYT =
      """
      rolloutSteps 256
      minibatchSize 0
      minibatches 4
      lastMinibatch DROPPED
      epochs 4
      gaeLambda 1.0
      learningRate linear(0.001,0.0)
      clipRange linear(0.1,0.0)
      clipRangeHigh linear(0.1,0.0)
      clipRangeLags true
      halfValueLoss true
      valueCoefficient 1.0
      entropyCoefficient 0.01
      maxGradientNorm 1.0
      advantageNormalization NONE
      advantageStandardization UNBIASED_MAX_EPSILON
      annealing BEFORE_ROLLOUT
      bootstrapTruncated false
      optimizer.epsilon 1.0E-8
      policy.initialization TORCH
      policy.tanhMean true
      policy.probabilityEpsilon 1.0E-8
      """;

  private static final String PPO_TIANSHOU =
      """
      rolloutSteps 683
      lastMinibatch MERGED
      learningRate linear(3.0E-4,0.0)
      entropyCoefficient 0.01
      maxGradientNorm Infinity
      annealing BEFORE_ROLLOUT
      optimizer.epsilon 1.0E-8
      policy.logStdInit -0.5
      policy.actionScaling true
      """;

  private static final String PPO_SPINUP =
      """
      rolloutSteps 1334
      minibatchSize 0
      minibatches 1
      epochs 80
      gaeLambda 0.97
      valueTarget REWARD_TO_GO
      maxGradientNorm Infinity
      criticEpochs 80
      criticLearningRate 0.001
      advantageNormalization BATCH
      advantageStandardization POPULATION_PLAIN
      targetKl 0.01
      klEstimator K1
      annealing BEFORE_ROLLOUT
      optimizer.epsilon 1.0E-8
      policy.initialization TORCH
      policy.logStdInit -0.5
      """;

  private static final String PPO_BASELINES =
      """
      minibatchSize 0
      minibatches 32
      learningRate linear(3.0E-4,0.0)
      valueClipping MAXIMUM
      halfValueLoss true
      advantageStandardization POPULATION_PLUS_EPSILON
      annealing BEFORE_ROLLOUT
      bootstrapTruncated false
      optimizer.clipRule TENSORFLOW
      """;

  private static final String A2C_SB3 =
      """
      rolloutSteps 5
      gamma 0.99
      gaeLambda 1.0
      scaleReturns false
      learningRate 7.0E-4
      halfValueLoss false
      valueCoefficient 0.5
      entropyCoefficient 0.0
      maxGradientNorm 0.5
      normalizeAdvantages false
      advantageStandardization UNBIASED_PLUS_EPSILON
      annealing AFTER_ROLLOUT
      bootstrapTruncated true
      optimizer.kind RMSPROP
      optimizer.epsilon 1.0E-5
      """;

  private static final String A2C_RLPYT =
      """
      learningRate 0.001
      halfValueLoss true
      entropyCoefficient 0.01
      maxGradientNorm 1.0
      advantageStandardization UNBIASED_MAX_EPSILON
      annealing BEFORE_ROLLOUT
      bootstrapTruncated false
      optimizer.kind ADAM
      optimizer.epsilon 1.0E-8
      policy.initialization TORCH
      policy.tanhMean true
      policy.probabilityEpsilon 1.0E-8
      """;

  private static final String A2C_TIANSHOU =
      """
      gaeLambda 0.95
      learningRate linear(7.0E-4,0.0)
      entropyCoefficient 0.01
      maxGradientNorm Infinity
      annealing BEFORE_ROLLOUT
      policy.logStdInit -0.5
      policy.actionScaling true
      """;

  private static final String A2C_BASELINES =
      """
      learningRate linear(7.0E-4,0.0)
      entropyCoefficient 0.01
      annealing BEFORE_ROLLOUT
      bootstrapTruncated false
      optimizer.kind RMSPROP_TENSORFLOW
      optimizer.clipRule TENSORFLOW
      """;

  private static final String PG_PRT =
      """
      batchSize 100
      batchEpisodes 1
      learningRate 0.001
      gamma 0.99
      gaeLambda 0.95
      optimSteps 1
      useRewardToGo false
      useGae false
      baseline false
      baselineLearningRate 0.005
      baselineOptimSteps 5
      normalizeAdvantages true
      advantageStandardization UNBIASED_PLUS_EPSILON
      singleAdvantage ZERO
      entropyCoefficient 0.0
      maxGradientNorm Infinity
      reduction MEAN
      rewardStandardization NONE
      annealing BEFORE_ROLLOUT
      bootstrapTruncated false
      policy.initialization TORCH
      policy.logStdInit -0.5
      policy.minLogStd -20.0
      policy.maxLogStd 2.0
      """;

  private static final String PG_TUTORIAL =
      """
      batchSize 1
      useRewardToGo true
      normalizeAdvantages false
      entropyCoefficient 0.01
      reduction SUM
      rewardStandardization REWARDS
      policy.hiddenSizes [256, 256]
      policy.activation RELU
      policy.logStdInit 0.0
      policy.minLogStd -Infinity
      policy.maxLogStd Infinity
      """;

  private static final String REINFORCE_TIANSHOU =
      """
      rolloutSteps 683
      episodes 0
      minibatchSize 0
      repeats 1
      gamma 0.99
      learningRate linear(0.001,0.0)
      normalizeReturns false
      sumActionDimensions true
      maxGradientNorm Infinity
      deterministicEvaluation false
      annealing BEFORE_ROLLOUT
      policy.logStdInit -0.5
      policy.actionScaling true
      """;

  private static final String REINFORCE_MUJOCO =
      """
      normalizeReturns true
      normalization.observations TIANSHOU
      policy.actionBound TANH
      policy.policyGain 0.014142135623730952
      """;

  private static final String VPG_SPINUP =
      """
      rolloutSteps 1334
      gamma 0.99
      gaeLambda 0.97
      learningRate 3.0E-4
      criticLearningRate 0.001
      criticIterations 80
      normalizeAdvantages true
      advantageStandardization POPULATION_PLAIN
      entropyCoefficient 0.0
      maxGradientNorm Infinity
      annealing BEFORE_ROLLOUT
      bootstrapTruncated true
      policy.initialization TORCH
      policy.logStdInit -0.5
      """;

  private static final String TRPO_SB3 =
      """
      rolloutSteps 2048
      minibatchSize 128
      criticEpochs 10
      gamma 0.99
      gaeLambda 0.95
      valueTarget LAMBDA_RETURN
      scaleReturns false
      targetKl 0.01
      klDirection NEW_OLD
      lineSearchShrinkingFactor 0.8
      lineSearchMaxIterations 10
      subSamplingFactor 1
      cgMaxSteps 15
      cgDamping 0.1
      learningRate 0.001
      maxGradientNorm Infinity
      normalizeAdvantages true
      advantageStandardization UNBIASED_PLUS_EPSILON
      annealing AFTER_ROLLOUT
      bootstrapTruncated true
      optimizer.epsilon 1.0E-5
      """;

  private static final String TRPO_TIANSHOU =
      """
      rolloutSteps 342
      minibatchSize 0
      criticEpochs 5
      klDirection OLD_NEW
      cgMaxSteps 10
      learningRate linear(0.001,0.0)
      annealing BEFORE_ROLLOUT
      optimizer.epsilon 1.0E-8
      policy.logStdInit -0.5
      policy.actionScaling true
      """;

  private static final String TRPO_SPINUP =
      """
      rolloutSteps 1334
      minibatchSize 0
      criticEpochs 80
      gaeLambda 0.97
      valueTarget REWARD_TO_GO
      cgMaxSteps 10
      advantageStandardization POPULATION_PLAIN
      annealing BEFORE_ROLLOUT
      optimizer.epsilon 1.0E-8
      policy.initialization TORCH
      policy.logStdInit -0.5
      """;

  private static final String NPG_TIANSHOU =
      """
      rolloutSteps 342
      minibatchSize 0
      criticEpochs 5
      gamma 0.99
      gaeLambda 0.95
      valueTarget LAMBDA_RETURN
      scaleReturns false
      actorStepSize 0.5
      targetKl Infinity
      cgMaxSteps 10
      cgDamping 0.1
      learningRate linear(0.001,0.0)
      maxGradientNorm Infinity
      normalizeAdvantages true
      advantageStandardization UNBIASED_PLUS_EPSILON
      annealing BEFORE_ROLLOUT
      bootstrapTruncated true
      policy.logStdInit -0.5
      policy.actionScaling true
      """;

  private static final String NPG_SPINUP =
      """
      rolloutSteps 1334
      criticEpochs 80
      gaeLambda 0.97
      valueTarget REWARD_TO_GO
      actorStepSize Infinity
      targetKl 0.01
      learningRate 0.001
      advantageStandardization POPULATION_PLAIN
      policy.initialization TORCH
      policy.actionScaling false
      """;

  static Stream<Arguments> conventions() {
    return Stream.of(
        Arguments.of("ppo sb3", PpoConventions.sb3(), SAMPLING + PPO_SB3),
        Arguments.of("ppo cleanrl", PpoConventions.cleanrl(), SAMPLING + PPO_SB3 + PPO_CLEANRL),
        Arguments.of(
            "ppo cleanrl continuous",
            PpoConventions.cleanrlContinuous(),
            SAMPLING + PPO_SB3 + PPO_CLEANRL + PPO_CLEANRL_CONTINUOUS),
        Arguments.of(
            "ppo cleanrl atari",
            PpoConventions.cleanrlAtari(),
            SAMPLING + PPO_SB3 + PPO_CLEANRL + PPO_CLEANRL_ATARI),
        Arguments.of(
            "ppo rlpyt atari",
            PpoConventions.rlpytAtari(),
            SAMPLING + PPO_SB3 + PPO_RLPYT + RLPYT + PPO_RLPYT_ATARI),
        Arguments.of(
            "a2c rlpyt atari",
            A2cConventions.rlpytAtari(),
            SAMPLING + A2C_SB3 + A2C_RLPYT + RLPYT + A2C_RLPYT_ATARI),
        Arguments.of("ppo prt", PpoConventions.prt(3), SAMPLING + PPO_SB3 + PPO_PRT),
        Arguments.of("ppo rlpyt", PpoConventions.rlpyt(), SAMPLING + PPO_SB3 + PPO_RLPYT + RLPYT),
        Arguments.of("ppo tianshou", PpoConventions.tianshou(3), SAMPLING + PPO_SB3 + PPO_TIANSHOU),
        Arguments.of("ppo spinup", PpoConventions.spinup(3), SAMPLING + PPO_SB3 + PPO_SPINUP),
        Arguments.of(
            "ppo baselines", PpoConventions.baselines(), SAMPLING + PPO_SB3 + PPO_BASELINES),
        Arguments.of("a2c sb3", A2cConventions.sb3(), SAMPLING + A2C_SB3),
        Arguments.of("a2c rlpyt", A2cConventions.rlpyt(), SAMPLING + A2C_SB3 + A2C_RLPYT + RLPYT),
        Arguments.of("a2c tianshou", A2cConventions.tianshou(), SAMPLING + A2C_SB3 + A2C_TIANSHOU),
        Arguments.of(
            "a2c baselines", A2cConventions.baselines(), SAMPLING + A2C_SB3 + A2C_BASELINES),
        Arguments.of("pg prt", PolicyGradientConventions.prt(), PG_PRT),
        Arguments.of("pg tutorial", PolicyGradientConventions.tutorial(), PG_PRT + PG_TUTORIAL),
        Arguments.of("reinforce", ReinforceConfig.tianshou(3), REINFORCE_TIANSHOU),
        Arguments.of(
            "reinforce for MuJoCo",
            ReinforceConfig.tianshouMujoco(3),
            REINFORCE_TIANSHOU + REINFORCE_MUJOCO),
        Arguments.of("vpg", VpgConfig.spinup(3), VPG_SPINUP),
        Arguments.of("trpo sb3", TrpoConventions.sb3(), TRPO_SB3),
        Arguments.of("trpo tianshou", TrpoConventions.tianshou(3), TRPO_SB3 + TRPO_TIANSHOU),
        Arguments.of("trpo spinup", TrpoConventions.spinup(3), TRPO_SB3 + TRPO_SPINUP),
        Arguments.of("npg tianshou", NpgConventions.tianshou(3), NPG_TIANSHOU),
        Arguments.of("npg spinup", NpgConventions.spinup(3), NPG_TIANSHOU + NPG_SPINUP));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conventions")
  void everyNumberIsTheSystems(String name, Record config, String lines) {
    Map<String, String> expected = new LinkedHashMap<>();
    (COMMON + lines)
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              expected.put(line.substring(0, space), line.substring(space + 1));
            });
    Map<String, String> actual = new LinkedHashMap<>();
    ConfigRecords.settings(config).forEach((key, value) -> actual.put(key, value.toString()));
    assertThat(actual).as(name).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void configsStartFromTheirConventions() {
    assertThat(PpoConfig.sb3()).isEqualTo(PpoConventions.sb3());
    assertThat(PpoConfig.cleanrl()).isEqualTo(PpoConventions.cleanrl());
    assertThat(PpoConfig.prt(7)).isEqualTo(PpoConventions.prt(7));
    assertThat(A2cConfig.sb3()).isEqualTo(A2cConventions.sb3());
    assertThat(PolicyGradientConfig.prt()).isEqualTo(PolicyGradientConventions.prt());
    assertThat(TrpoConfig.sb3()).isEqualTo(TrpoConventions.sb3());
    assertThat(NpgConfig.tianshou(7)).isEqualTo(NpgConventions.tianshou(7));
  }

  /** Steps that a system counts over all environments are rounded up for each. */
  @Test
  void stepsAreDividedAmongEnvironments() {
    assertThat(PpoConventions.prt(8).rolloutSteps()).isEqualTo(256);
    assertThat(PpoConventions.tianshou(1).rolloutSteps()).isEqualTo(2048);
    assertThat(PpoConventions.spinup(4).rolloutSteps()).isEqualTo(1000);
    assertThat(ReinforceConfig.tianshou(10).rolloutSteps()).isEqualTo(205);
    assertThat(VpgConfig.spinup(7).rolloutSteps()).isEqualTo(572);
    assertThat(TrpoConventions.tianshou(16).rolloutSteps()).isEqualTo(64);
    assertThat(NpgConventions.spinup(16).rolloutSteps()).isEqualTo(250);
  }
}
