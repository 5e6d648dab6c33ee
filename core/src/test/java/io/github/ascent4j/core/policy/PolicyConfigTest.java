package io.github.ascent4j.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.distribution.Bernoulli;
import io.github.ascent4j.policy.distribution.Beta;
import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.distribution.DiagonalGaussian;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.ExplorationGaussian;
import io.github.ascent4j.policy.distribution.Joint;
import io.github.ascent4j.policy.distribution.MultiCategorical;
import io.github.ascent4j.policy.distribution.TanhGaussian;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyConfigTest {
  private static final PolicyConfig CONFIG = PolicyConfig.DEFAULT;
  private static final Box OBSERVATIONS = Box.uniform(-1, 1, 3);
  private static final float[] LOW = {-3, 0};
  private static final float[] HIGH = {1, 2};
  private static final Box BOX = Box.of(LOW, HIGH);
  private static final float INFINITE = Float.POSITIVE_INFINITY;

  private static AgentDescription described(PolicyConfig config, Space actions) {
    return new AgentDescription(
        OBSERVATIONS,
        actions,
        config.network(OBSERVATIONS, actions),
        config.actionMapping(actions));
  }

  private static Distribution distribution(PolicyConfig config, Space actions) {
    return described(config, actions).distribution();
  }

  @Test
  void everyActionSpaceHasItsHead() {
    assertThat(distribution(CONFIG, new Discrete(4))).isEqualTo(new Categorical(4));
    assertThat(distribution(CONFIG, MultiDiscrete.of(2, 3))).isEqualTo(MultiCategorical.of(2, 3));
    assertThat(distribution(CONFIG, new MultiBinary(4))).isEqualTo(new Bernoulli(4));
    assertThat(distribution(CONFIG, BOX)).isEqualTo(new DiagonalGaussian(2));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void squashedGaussianBringsItsMapping(boolean stateDependent) {
    PolicyConfig config =
        CONFIG
            .withContinuousActions(ContinuousDistribution.TANH_GAUSSIAN)
            .withStateDependentStd(stateDependent)
            .withMinLogStd(-4)
            .withMaxLogStd(1);
    AgentDescription description = described(config, BOX);
    assertThat(description.distribution()).isEqualTo(new TanhGaussian(LOW, HIGH, -4, 1));
    assertThat(description.actionMapping()).isEqualTo(ActionMapping.TANH_SCALED);
    assertThat(description.network().head().layer().outputs()).isEqualTo(stateDependent ? 4 : 2);
  }

  @Test
  void betaNeedsNoMapping() {
    AgentDescription description =
        described(CONFIG.withContinuousActions(ContinuousDistribution.BETA), BOX);
    assertThat(description.distribution()).isEqualTo(new Beta(LOW, HIGH));
    assertThat(description.actionMapping()).isEqualTo(ActionMapping.NONE);
    assertThat(description.network().head().layer().outputs()).isEqualTo(4);
  }

  @Test
  void gaussianTakesItsSettings() {
    PolicyConfig config =
        CONFIG
            .withLogStdInit(-1)
            .withMinLogStd(-2)
            .withTanhMean(true)
            .withProbabilityEpsilon(1e-8)
            .withPolicyGain(0.5);
    Layer.Dense layer = Layer.Dense.orthogonal(2, 0.5f);
    assertThat(config.network(OBSERVATIONS, BOX).head())
        .isEqualTo(
            new PolicyHead.Gaussian(
                layer, new LogStd.Free(-1, -2, INFINITE), ActivationFunction.TANH, 1e-8f));
    assertThat(distribution(config, BOX)).isEqualTo(new DiagonalGaussian(2, -2, INFINITE, 1e-8f));
    assertThat(distribution(config, new Discrete(3))).isEqualTo(new Categorical(3, 1e-8f));
    assertThat(
            CONFIG.withMaxLogStd(0.5).withStateDependentStd(true).network(OBSERVATIONS, BOX).head())
        .isEqualTo(
            new PolicyHead.Gaussian(
                Layer.Dense.orthogonal(4, 0.01f),
                new LogStd.StateDependent(-INFINITE, 0.5f),
                null,
                0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutACriticOnlyTheActorIsLeft(boolean shared) {
    PolicyConfig config = CONFIG.withSharedTrunk(shared);
    ActorCritic with = config.network(OBSERVATIONS, new Discrete(2), true);
    ActorCritic without = config.network(OBSERVATIONS, new Discrete(2), false);
    assertThat(with).isEqualTo(config.network(OBSERVATIONS, new Discrete(2)));
    assertThat(with.hasCritic()).isTrue();
    assertThat(without.hasCritic()).isFalse();
    assertThat(without.trunk()).isEqualTo(with.trunk());
    assertThat(without.actorLayers()).isEqualTo(with.actorLayers());
    assertThat(without.criticLayers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TANH_GAUSSIAN", "BETA"})
  void distributionsOverBoundsNeedThemFinite(String name) {
    PolicyConfig config = CONFIG.withContinuousActions(ContinuousDistribution.valueOf(name));
    Box open = Box.of(new float[] {0, -1}, new float[] {INFINITE, 1});
    assertThatThrownBy(() -> config.network(OBSERVATIONS, open))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("component 0 goes from 0.0 to Infinity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "minLogStd | NaN | minLogStd NaN must not exceed",
        "minLogStd | Infinity | with a finite number between",
        "maxLogStd | -Infinity | with a finite number between",
        "minLogStd | 1 | logStdInit 0.0 must be from minLogStd 1.0",
        "maxLogStd | -1 | to maxLogStd -1.0, since it cannot move outside",
        "probabilityEpsilon | -1e-9 | must be from 0 to 0.001",
        "probabilityEpsilon | NaN | must be from 0 to 0.001",
        "probabilityEpsilon | 0.1 | must be from 0 to 0.001",
        "policyGain | -1 | must be from 0 to 100",
        "policyGain | NaN | must be from 0 to 100",
        "temperature | 0 | must be from 0.001 to 1000",
        "temperature | Infinity | must be from 0.001 to 1000",
        "continuousActions | STUDENT | give one of [GAUSSIAN, TANH_GAUSSIAN, BETA]",
      })
  void whatCannotBeIsRefusedWithItsRange(String key, String value, String message) {
    assertThatThrownBy(() -> ConfigRecords.with(CONFIG, key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void settingsThatContradictAreRefused() {
    PolicyConfig dependent = CONFIG.withLogStdInit(-1).withStateDependentStd(true);
    assertThat(dependent.logStdInit()).isZero();
    assertThatThrownBy(() -> dependent.withLogStdInit(-1))
        .hasMessageContaining("starts near 0, use logStdInit 0");
    assertThatThrownBy(() -> dependent.withContinuousActions(ContinuousDistribution.BETA))
        .hasMessageContaining("stateDependentStd is for Gaussians");
    for (ContinuousDistribution bounded :
        List.of(ContinuousDistribution.TANH_GAUSSIAN, ContinuousDistribution.BETA)) {
      assertThatThrownBy(() -> CONFIG.withTanhMean(true).withContinuousActions(bounded))
          .hasMessageContaining("tanhMean is for continuousActions GAUSSIAN");
      PolicyConfig epsilon = CONFIG.withProbabilityEpsilon(1e-8).withContinuousActions(bounded);
      assertThatThrownBy(() -> epsilon.network(OBSERVATIONS, BOX))
          .hasMessageContaining("is for Discrete and for Gaussian actions")
          .hasMessageContaining(bounded + "; use 0");
    }
    assertThatThrownBy(
            () -> CONFIG.withProbabilityEpsilon(1e-8).network(OBSERVATIONS, MultiDiscrete.of(2, 2)))
        .hasMessageContaining("the action space is MultiDiscrete");
    for (Space space : List.of(BOX, MultiDiscrete.of(2, 2))) {
      assertThatThrownBy(() -> CONFIG.withTemperature(2).network(OBSERVATIONS, space))
          .hasMessageContaining("temperature 2.0 is for Discrete actions")
          .hasMessageContaining("use 1");
    }
  }

  @Test
  void aTupleHasAJointHeadOfItsParts() {
    Tuple tuple = new Tuple(List.of(new Discrete(3), BOX, MultiDiscrete.of(2, 2)));
    AgentDescription description = described(CONFIG.withLogStdInit(-1), tuple);
    assertThat(description.distribution())
        .isEqualTo(
            new Joint(
                List.of(
                    new Joint.Part(new Categorical(3), 0),
                    new Joint.Part(new DiagonalGaussian(2), 2),
                    new Joint.Part(MultiCategorical.of(2, 2), 0))));
    assertThat(description.network().head().layer()).isEqualTo(Layer.Dense.orthogonal(9, 0.01f));
    assertThat(description.actionMapping()).isEqualTo(ActionMapping.CLIP);
    AgentDescription squashed =
        described(CONFIG.withContinuousActions(ContinuousDistribution.TANH_GAUSSIAN), tuple);
    assertThat(squashed.actionMapping()).isEqualTo(ActionMapping.TANH_SCALED);
    Tuple choices = new Tuple(List.of(new Discrete(3), new MultiBinary(2)));
    assertThat(described(CONFIG, choices).actionMapping()).isEqualTo(ActionMapping.NONE);
  }

  @Test
  void whatATuplesPartCannotHaveIsRefused() {
    Tuple tuple = new Tuple(List.of(BOX, new MultiBinary(2)));
    assertThatThrownBy(() -> CONFIG.withTanhMean(true).network(OBSERVATIONS, tuple))
        .hasMessageContaining("tanhMean is for actions of a Box alone")
        .hasMessageEndingWith("use tanhMean false");
    assertThatThrownBy(() -> exploring(ExplorationConfig.DEFAULT).network(OBSERVATIONS, tuple))
        .hasMessageContaining("exploration by features is for actions of a Box alone")
        .hasMessageEndingWith("use exploration.enabled false");
    assertThatThrownBy(() -> CONFIG.withProbabilityEpsilon(1e-8).network(OBSERVATIONS, tuple))
        .hasMessageContaining("the action space is MultiBinary");
  }

  private static PolicyConfig exploring(ExplorationConfig exploration) {
    return CONFIG.withExploration(exploration.withEnabled(true));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void explorationTakesItsFeaturesFromTheLastHiddenLayer(boolean shared) {
    PolicyConfig config =
        exploring(ExplorationConfig.DEFAULT.withFullStd(false).withExpln(true))
            .withSharedTrunk(shared)
            .withLogStdInit(-2)
            .withHiddenSizes(List.of(8, 5));
    assertThat(config.network(OBSERVATIONS, BOX).head().logStd())
        .isEqualTo(new LogStd.Exploration(-2, 5, false, true, false));
    assertThat(distribution(config, BOX))
        .isEqualTo(new ExplorationGaussian(new DiagonalGaussian(2), 5));
    assertThat(distribution(config.withHiddenSizes(List.of()), BOX))
        .isEqualTo(new ExplorationGaussian(new DiagonalGaussian(2), 3));
    // Idle where there are no continuous actions.
    assertThat(distribution(config, new Discrete(2))).isEqualTo(new Categorical(2));
  }

  @Test
  void explorationThatContradictsIsRefused() {
    ExplorationConfig on = ExplorationConfig.DEFAULT.withEnabled(true);
    assertThatThrownBy(
            () ->
                CONFIG
                    .withContinuousActions(ContinuousDistribution.TANH_GAUSSIAN)
                    .withExploration(on))
        .hasMessageContaining("is for continuousActions GAUSSIAN, not TANH_GAUSSIAN");
    assertThatThrownBy(() -> CONFIG.withExploration(on).withStateDependentStd(true))
        .hasMessageContaining("use stateDependentStd false");
    assertThatThrownBy(() -> CONFIG.withMaxLogStd(1).withExploration(on))
        .hasMessageContaining("maxLogStd 1.0")
        .hasMessageContaining("exploration.expln");
    assertThatThrownBy(() -> on.withResampleSteps(-1))
        .hasMessageContaining("resampleSteps -1 must be at least 1, or 0");
    assertThat(CONFIG.withExploration(ExplorationConfig.DEFAULT)).isEqualTo(CONFIG);
  }

  @Test
  void settingsOfExplorationGoThroughTextAndJson() {
    PolicyConfig config =
        exploring(new ExplorationConfig(true, 4, false, true, true)).withLogStdInit(-2);
    Json json = Json.parse(ConfigRecords.toJson(config).toString());
    assertThat(ConfigRecords.fromJson(CONFIG, json)).isEqualTo(config);
    assertThat(ConfigRecords.with(config, "exploration.resampleSteps", "8").exploration())
        .isEqualTo(new ExplorationConfig(true, 8, false, true, true));
  }

  @Test
  void settingsGoThroughJsonWithTheirLimits() {
    PolicyConfig config =
        CONFIG
            .withMinLogStd(-5)
            .withContinuousActions(ContinuousDistribution.TANH_GAUSSIAN)
            .withStateDependentStd(true);
    Json json = Json.parse(ConfigRecords.toJson(config).toString());
    assertThat(ConfigRecords.fromJson(CONFIG, json)).isEqualTo(config);
    assertThat(ConfigRecords.fromJson(CONFIG, ConfigRecords.toJson(CONFIG))).isEqualTo(CONFIG);
    assertThat(ConfigRecords.with(CONFIG, "maxLogStd", "Infinity")).isEqualTo(CONFIG);
  }
}
