package io.github.ascent4j.core.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.agent.Initialization;
import io.github.ascent4j.core.agent.PolicyConfig;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.environment.VectorEnvironment;
import io.github.ascent4j.core.loss.ValueClipping;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.training.Annealing;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PpoConfigTest {
  @Test
  void stableBaselinesDefaults() {
    PpoConfig config = PpoConfig.sb3();
    assertThat(config.rolloutSteps()).isEqualTo(2048);
    assertThat(config.minibatchSize()).isEqualTo(64);
    assertThat(config.epochs()).isEqualTo(10);
    assertThat(config.gamma()).isEqualTo(Schedule.constant(0.99));
    assertThat(config.gaeLambda()).isEqualTo(Schedule.constant(0.95));
    assertThat(config.learningRate()).isEqualTo(Schedule.constant(3e-4));
    assertThat(config.clipRange()).isEqualTo(Schedule.constant(0.2));
    assertThat(config.valueClipping()).isEqualTo(ValueClipping.NONE);
    assertThat(config.halfValueLoss()).isFalse();
    assertThat(config.valueCoefficient()).isEqualTo(Schedule.constant(0.5));
    assertThat(config.entropyCoefficient()).isEqualTo(Schedule.constant(0));
    assertThat(config.maxGradientNorm()).isEqualTo(Schedule.constant(0.5));
    assertThat(config.optimizer().epsilon()).isEqualTo(1e-5);
    assertThat(config.advantageNormalization()).isEqualTo(AdvantageNormalization.MINIBATCH);
    assertThat(config.targetKl().start()).isInfinite();
    assertThat(config.klStop()).isEqualTo(PpoConfig.KlStop.MINIBATCH);
    assertThat(config.bootstrapTruncated()).isTrue();
    assertThat(config.policy()).isEqualTo(PolicyConfig.DEFAULT);
    assertThat(config.policy().hiddenSizes()).containsExactly(64, 64);
    assertThat(config.policy().activation()).isEqualTo(ActivationFunction.TANH);
    assertThat(config.policy().initialization()).isEqualTo(Initialization.ORTHOGONAL);
    assertThat(config.policy().logStdInit()).isZero();
  }

  @Test
  void cleanrlDefaults() {
    PpoConfig config = PpoConfig.cleanrl();
    assertThat(config.rolloutSteps()).isEqualTo(128);
    assertThat(config.minibatches()).isEqualTo(4);
    assertThat(config.minibatchSize(4)).isEqualTo(128);
    assertThat(config.epochs()).isEqualTo(4);
    assertThat(config.learningRate()).isEqualTo(Schedule.linear(2.5e-4));
    assertThat(config.annealing()).isEqualTo(Annealing.BEFORE_ROLLOUT);
    assertThat(config.clipRange()).isEqualTo(Schedule.constant(0.2));
    assertThat(config.valueClipping()).isEqualTo(ValueClipping.MAXIMUM);
    assertThat(config.valueClipRange()).isEqualTo(Schedule.constant(0.2));
    assertThat(config.halfValueLoss()).isTrue();
    assertThat(config.valueCoefficient()).isEqualTo(Schedule.constant(0.5));
    assertThat(config.entropyCoefficient()).isEqualTo(Schedule.constant(0.01));
    assertThat(config.maxGradientNorm()).isEqualTo(Schedule.constant(0.5));
    assertThat(config.optimizer().epsilon()).isEqualTo(1e-5);
    assertThat(config.advantageNormalization()).isEqualTo(AdvantageNormalization.MINIBATCH);
    assertThat(config.klStop()).isEqualTo(PpoConfig.KlStop.EPOCH);
    assertThat(config.targetKl().start()).isInfinite();
    assertThat(config.bootstrapTruncated()).isFalse();
  }

  @Test
  void prtDefaults() {
    PpoConfig config = PpoConfig.prt(1);
    assertThat(config.rolloutSteps()).isEqualTo(2048);
    assertThat(config.minibatchSize()).isEqualTo(32);
    assertThat(config.epochs()).isEqualTo(10);
    assertThat(config.learningRate()).isEqualTo(Schedule.constant(3e-4));
    assertThat(config.gamma()).isEqualTo(Schedule.constant(0.99));
    assertThat(config.clipRange()).isEqualTo(Schedule.constant(0.1));
    assertThat(config.gaeLambda()).isEqualTo(Schedule.constant(0.95));
    assertThat(config.entropyCoefficient()).isEqualTo(Schedule.constant(0.01));
    assertThat(config.valueCoefficient()).isEqualTo(Schedule.constant(0.5));
    assertThat(config.valueClipping()).isEqualTo(ValueClipping.NONE);
    assertThat(config.halfValueLoss()).isFalse();
    assertThat(config.maxGradientNorm()).isEqualTo(Schedule.constant(1));
    assertThat(config.optimizer().epsilon()).isEqualTo(1e-8);
    assertThat(config.advantageNormalization()).isEqualTo(AdvantageNormalization.NONE);
    assertThat(config.targetKl().start()).isInfinite();
    assertThat(config.bootstrapTruncated()).isFalse();
    assertThat(config.policy().initialization()).isEqualTo(Initialization.TORCH);
    assertThat(config.policy().logStdInit()).isEqualTo(-0.5);
  }

  /** prt_rl counts the 2048 steps over all environments, rounded up for each. */
  @Test
  void prtDividesItsStepsAmongEnvironments() {
    assertThat(PpoConfig.prt(8).rolloutSteps()).isEqualTo(256);
    assertThat(PpoConfig.prt(3).rolloutSteps()).isEqualTo(683);
  }

  static Stream<String[]> refusals() {
    return Stream.of(
        new String[] {"rolloutSteps", "0", "rolloutSteps 0 must be at least 1"},
        new String[] {"epochs", "-1", "epochs -1 must be at least 1"},
        new String[] {"minibatchSize", "0", "minibatchSize 0 and minibatches 0: give one of them"},
        new String[] {"minibatches", "-4", "minibatches -4: give one of them a positive number"},
        new String[] {"gamma", "1.01", "gamma 1.01 must be from 0.0 to 1.0"},
        new String[] {"gamma", "NaN", "gamma NaN must be from 0.0 to 1.0"},
        new String[] {"gaeLambda", "-0.1", "gaeLambda -0.1 must be from 0.0 to 1.0"},
        new String[] {
          "learningRate", "2", "learningRate 2.0 must start above 0 and stay from 0 to 1.0"
        },
        new String[] {"learningRate", "0", "learningRate 0.0 must start above 0"},
        new String[] {"learningRate", "NaN", "learningRate NaN must start above 0"},
        new String[] {
          "learningRate", "linear(0.1,-0.1)", "learningRate linear(0.1,-0.1) must start above 0"
        },
        new String[] {"clipRange", "-0.2", "clipRange -0.2 must start above 0"},
        new String[] {"valueClipRange", "0", "valueClipRange 0.0 must start above 0"},
        new String[] {"valueCoefficient", "-1", "valueCoefficient -1.0 must be from 0.0 to"},
        new String[] {"entropyCoefficient", "Infinity", "entropyCoefficient Infinity must be from"},
        new String[] {
          "maxGradientNorm", "0", "maxGradientNorm 0.0 must be above 0; Infinity sets no limit"
        },
        new String[] {"optimizer.epsilon", "0", "epsilon 0.0 must be from"},
        new String[] {"targetKl", "0", "targetKl 0.0 must be above 0; Infinity sets no limit"},
        new String[] {
          "policy.hiddenSizes", "64,0", "hiddenSizes [64, 0]: every size must be from 1 to 65536"
        },
        new String[] {"policy.logStdInit", "3", "logStdInit 3.0 must be from -20 to 2"});
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aValueThatCannotBeIsRefusedWithItsNameAndRange(String key, String value, String message) {
    assertThatThrownBy(() -> ConfigRecords.with(PpoConfig.sb3(), key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"gamma, 0", "gamma, 1", "clipRange, Infinity", "targetKl, 1e-9", "learningRate, 1"})
  void theEndsOfARangeAreAllowed(String key, String value) {
    assertThat(ConfigRecords.settings(ConfigRecords.with(PpoConfig.sb3(), key, value)).get(key))
        .hasToString(Schedule.parse(value).toString());
  }

  @Test
  void tanhBoundsNeedScaling() {
    assertThat(PolicyConfig.DEFAULT.withActionBound(ActionMapping.Bound.TANH).actionScaling())
        .isTrue();
    assertThatThrownBy(
            () ->
                PolicyConfig.DEFAULT
                    .withActionBound(ActionMapping.Bound.TANH)
                    .withActionScaling(false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("actionBound TANH needs actionScaling true");
  }

  @Test
  void minibatchesGiveTheirSize() {
    PpoConfig config = PpoConfig.sb3().withRolloutSteps(128).withMinibatches(4);
    assertThat(config.minibatchSize()).isZero();
    assertThat(config.minibatchSize(4)).isEqualTo(128);
    assertThat(config.minibatchSize(1)).isEqualTo(32);
    assertThat(config.withMinibatches(1000).minibatchSize(1)).isEqualTo(1);
    assertThat(config.withMinibatchSize(64).minibatches()).isZero();
  }

  @Test
  void aMinibatchIsNeverLargerThanTheBatch() {
    assertThat(PpoConfig.sb3().withRolloutSteps(10).minibatchSize(2)).isEqualTo(20);
  }

  @Test
  void iterationsAreRoundedUp() {
    PpoConfig config = PpoConfig.sb3().withRolloutSteps(100);
    assertThat(config.iterations(800, 4)).isEqualTo(2);
    assertThat(config.iterations(801, 4)).isEqualTo(3);
  }

  @Test
  void aTrainingWithoutStepsIsRefused() {
    try (PpoAgent agent = PpoAgent.create(Wander.discrete(1), small(), 1)) {
      assertThatThrownBy(() -> agent.train(Wander.discrete(1), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("totalSteps 0 must be at least 1");
    }
  }

  @Test
  void onlyContinuousActionsAreMapped() {
    assertThat(PolicyConfig.DEFAULT.actionMapping(new Discrete(2))).isEqualTo(ActionMapping.NONE);
    assertThat(PolicyConfig.DEFAULT.actionMapping(Box.uniform(-1, 1, 1)))
        .isEqualTo(new ActionMapping(ActionMapping.Bound.CLIP, false));
  }

  /** A config in which no setting is idle. */
  private static PpoConfig small() {
    return PpoConfig.sb3()
        .withRolloutSteps(32)
        .withMinibatchSize(40)
        .withEpochs(3)
        .withLearningRate(Schedule.linear(0.02))
        .withClipRange(Schedule.constant(0.1))
        .withValueClipping(ValueClipping.MAXIMUM)
        .withValueClipRange(Schedule.constant(0.05))
        .withEntropyCoefficient(0.01)
        .withTargetKl(0.004)
        .withKlStop(PpoConfig.KlStop.EPOCH)
        .withPolicy(PolicyConfig.DEFAULT.withHiddenSizes(List.of(8)).withLogStdInit(-1));
  }

  private static Map<String, String> otherValues() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rolloutSteps", "31");
    values.put("minibatchSize", "41");
    values.put("minibatches", "2");
    values.put("epochs", "1");
    values.put("gamma", "0.9");
    values.put("gaeLambda", "0.5");
    values.put("learningRate", "linear(0.01,0)");
    values.put("clipRange", "0.2");
    values.put("valueClipping", "REPLACE");
    values.put("valueClipRange", "0.1");
    values.put("halfValueLoss", "true");
    values.put("valueCoefficient", "0.25");
    values.put("entropyCoefficient", "0.02");
    values.put("maxGradientNorm", "0.1");
    values.put("adamEpsilon", "1e-3");
    values.put("advantageNormalization", "BATCH");
    values.put("targetKl", "Infinity");
    values.put("klStop", "MINIBATCH");
    values.put("annealing", "BEFORE_ROLLOUT");
    values.put("bootstrapTruncated", "false");
    values.put("normalizeObservations", "true");
    values.put("normalizeRewards", "true");
    values.put("policy.hiddenSizes", "8,8");
    values.put("policy.activation", "RELU");
    values.put("policy.sharedTrunk", "true");
    values.put("policy.initialization", "TORCH");
    values.put("policy.logStdInit", "-0.5");
    values.put("policy.actionBound", "NONE");
    values.put("policy.actionScaling", "true");
    values.put("policy.continuousActions", "TANH_GAUSSIAN");
    values.put("policy.stateDependentStd", "true");
    values.put("policy.minLogStd", "-1");
    values.put("policy.maxLogStd", "-1");
    values.put("policy.tanhMean", "true");
    values.put("policy.probabilityEpsilon", "1e-3");
    values.put("policy.policyGain", "1");
    return values;
  }

  @Test
  void everySettingChangesTheTraining() {
    assertThat(otherValues()).containsOnlyKeys(ConfigRecords.settings(small()).keySet());
    String unchanged = hash(small());
    assertThat(hash(small())).isEqualTo(unchanged);
    otherValues()
        .forEach(
            (key, value) ->
                assertThat(hash(ConfigRecords.with(small(), key, value)))
                    .as(key)
                    .isNotEqualTo(unchanged));
  }

  private static String hash(PpoConfig config) {
    // Without a bound raw actions go to the environment as they are.
    VectorEnvironment environment = Wander.lenient(4);
    try (PpoAgent agent = PpoAgent.create(environment, config, 1)) {
      agent.train(environment, 4 * 32 * 6);
      return PolicyFile.parametersSha256(agent.policy().parameters());
    }
  }
}
