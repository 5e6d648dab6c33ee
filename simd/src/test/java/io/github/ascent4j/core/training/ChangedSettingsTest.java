package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.policy.file.PolicyFileException;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.TensorFile;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent or a training that goes on with other settings. */
final class ChangedSettingsTest {
  private static final int STEPS = 32 * 4;

  /** Settings that are read when a training goes on, whatever the algorithm. */
  private static final Set<String> READ =
      Set.of(
          "gamma",
          "learningRate",
          "maxGradientNorm",
          "annealing",
          "gaeLambda",
          "entropyCoefficient",
          "optimizer.beta1",
          "optimizer.epsilon");

  @TempDir private Path folder;

  static List<Arguments> algorithms() {
    return SettingsTest.algorithms().toList();
  }

  /** Either it makes another training from here on, or it is refused by its name. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void everySettingTakesEffectOnTheWayOrIsRefused(
      TrainingCase<?> base, String changes, Set<String> elsewhere) throws IOException {
    Set<String> taken = new TreeSet<>();
    // A target that divergences of the first updates lie on both sides of.
    String lines = (changes + SettingsTest.SHARED).replace("Target=1 ", "Target=1e-6 ");
    // Divergences of both directions are the same but for steps that end at the very limit.
    for (String line : lines.lines().filter(l -> !l.startsWith("klDirection")).toList()) {
      String[] parts = line.split(" \\| ", -1);
      TrainingCase<?> companion = SettingsTest.companion(base, parts.length == 1 ? "" : parts[1]);
      if (takesEffect(companion, parts[0])) {
        taken.add(parts[0].substring(0, parts[0].indexOf('=')));
      }
    }
    Set<String> expected = new TreeSet<>(READ);
    expected.retainAll(ConfigRecords.settings(base.config()).keySet());
    assertThat(taken).containsAll(expected);
    assertThat(taken)
        .noneMatch(key -> key.startsWith("policy.hidden") || key.startsWith("sampling."));
  }

  private static <C extends Record & AlgorithmConfig> boolean takesEffect(
      TrainingCase<C> training, String change) throws IOException {
    try (SimdEngine engine = SimdEngine.create(1)) {
      Training<C> started = training.start(engine, 8 * STEPS);
      started.iterate();
      TensorFile content = started.snapshot();
      float[] plain = goneOn(training, content, engine, UnaryOperator.identity());
      C changed = training.with(change).config();
      try {
        assertThat(goneOn(training, content, engine, old -> changed))
            .as(change)
            .isNotEqualTo(plain);
        return true;
      } catch (FixedSettingException e) {
        String key = change.substring(0, change.indexOf('='));
        assertThat(e).hasMessageContaining(key).hasMessageContaining("cannot change on the way");
        assertThat(e.settings()).contains(key);
        return false;
      }
    }
  }

  private static <C extends Record & AlgorithmConfig> float[] goneOn(
      TrainingCase<C> training, TensorFile content, Engine engine, UnaryOperator<C> change)
      throws IOException {
    Training<C> resumed =
        Snapshots.training(
            content, training.algorithm(), training.newEnvironment(), 8 * STEPS, engine, change);
    for (int i = 0; i < 3; i++) {
      resumed.iterate();
    }
    return resumed.trainedAgent().policy().parameters();
  }

  @Test
  void theSameSettingsGiveTheBitsOfATrainingThatWasNotAsked() throws IOException {
    TrainingCase<PpoConfig> training = TrainingCases.PPO;
    try (SimdEngine engine = SimdEngine.create(1)) {
      Training<PpoConfig> started = training.start(engine, 8 * STEPS);
      started.iterate();
      TensorFile content = started.snapshot();
      assertThat(
              goneOn(
                  training,
                  content,
                  engine,
                  old -> ConfigRecords.with(old, "gamma", String.valueOf(old.gamma()))))
          .isEqualTo(goneOn(training, content, engine, UnaryOperator.identity()));
    }
  }

  /** What moves by itself from where it starts does not go back there. */
  @Test
  void aPenaltyThatFollowsTheDivergenceIsNotSetOnTheWay() throws IOException {
    TrainingCase<PpoConfig> training =
        TrainingCases.PPO.with("klPenalty=0.5", "klPenaltyRule=RLLIB");
    assertThat(takesEffect(training, "klPenalty=0.1")).isFalse();
    assertThat(takesEffect(TrainingCases.PPO.with("klPenalty=0.5"), "klPenalty=0.1")).isTrue();
  }

  @Test
  void badSettingsAreNotBlamedOnTheFile() throws IOException {
    Path file = folder.resolve("training");
    try (SimdEngine engine = SimdEngine.create(1)) {
      Training<PpoConfig> started = TrainingCases.PPO.start(engine, STEPS);
      started.iterate();
      started.save(file);
      assertThatThrownBy(
              () ->
                  Training.resume(
                      file,
                      PpoAgent.ALGORITHM,
                      TrainingCases.PPO.newEnvironment(),
                      STEPS,
                      engine,
                      old -> old.withEpochs(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .isNotInstanceOf(PolicyFileException.class)
          .hasMessageContaining("epochs 0 must be at least 1");
    }
  }

  @Test
  void anAgentWithOtherSettingsIsTheSameAgentOtherwise() {
    try (Agent<PpoConfig> agent = TrainingCases.PPO.agent(SimdEngine.create(1))) {
      agent.train(TrainingCases.PPO.newEnvironment(), STEPS);
      Agent<PpoConfig> other = agent.withConfig(agent.config().withLearningRate(1e-5));
      assertThat(other.policy().parameters()).isEqualTo(agent.policy().parameters());
      assertThat(other.config().common().learningRate()).hasToString("1.0E-5");
      float[] before = agent.policy().parameters();
      other.train(TrainingCases.PPO.newEnvironment(), STEPS);
      assertThat(agent.policy().parameters()).isEqualTo(before);
      assertThat(other.policy().parameters()).isNotEqualTo(before);
      assertThatThrownBy(
              () ->
                  agent.withConfig(ConfigRecords.with(agent.config(), "policy.hiddenSizes", "3,3")))
          .isInstanceOf(FixedSettingException.class)
          .hasMessageContaining("policy.hiddenSizes cannot change on the way: the network")
          .hasMessageContaining("start a new training from the parameters");
    }
  }

  @Test
  void anAgentWithItsOwnSettingsTrainsToItsBits() {
    try (Agent<PpoConfig> agent = TrainingCases.PPO.agent(SimdEngine.create(1))) {
      agent.train(TrainingCases.PPO.newEnvironment(), STEPS);
      Agent<PpoConfig> other = agent.withConfig(agent.config());
      agent.train(TrainingCases.PPO.newEnvironment(), STEPS);
      other.train(TrainingCases.PPO.newEnvironment(), STEPS);
      assertThat(other.policy().parameters()).isEqualTo(agent.policy().parameters());
    }
  }

  private static SavedAgent saved(TrainingCase<?> training) {
    try (Agent<?> agent = training.agent(SimdEngine.create(1))) {
      agent.train(training.newEnvironment(), STEPS);
      return agent.policy().saved(Map.of());
    }
  }

  @Test
  void aPolicyTakesOverEveryPartThatFitsByItsName() {
    TrainingCase<PpoConfig> base =
        TrainingCases.PPO
            .in("a box", () -> Wander.lenient(TrainingCases.ENVIRONMENTS))
            .with("policy.hiddenSizes=8,8", "normalization.observations=SB3");
    SavedAgent source = saved(base);
    try (Agent<PpoConfig> agent = base.agent(SimdEngine.create(1))) {
      TakenOver whole = agent.policy().takeOver(source);
      assertThat(whole.fresh()).isEmpty();
      assertThat(whole.statistics()).isTrue();
      assertThat(agent.policy().parameters()).isEqualTo(source.parameters());
      assertThat(agent.policy().saved(Map.of()).normalizer()).isEqualTo(source.normalizer());
    }
    try (Agent<PpoConfig> agent =
        base.with("policy.hiddenSizes=8,8,4").agent(SimdEngine.create(1))) {
      float[] before = agent.policy().parameters();
      TakenOver parts = agent.policy().takeOver(source, name -> name.startsWith("actor."));
      assertThat(parts.taken())
          .containsExactly("actor.0.weight", "actor.0.bias", "actor.1.weight", "actor.1.bias");
      assertThat(parts.fresh()).contains("actor.2.weight", "log_std", "critic.0.weight");
      assertThat(agent.policy().parameters()).isNotEqualTo(before);
    }
  }

  @Test
  void ofAnotherWorldTheHiddenLayersFit() {
    SavedAgent source =
        saved(TrainingCases.PPO.in("bounds", () -> Identity.bounded(TrainingCases.ENVIRONMENTS)));
    TrainingCase<?> other =
        TrainingCases.A2C
            .in("a box", () -> Wander.lenient(TrainingCases.ENVIRONMENTS))
            .with("policy.hiddenSizes=64,64");
    SavedAgent wide =
        saved(
            TrainingCases.PPO
                .in("bounds", () -> Identity.bounded(TrainingCases.ENVIRONMENTS))
                .with("policy.hiddenSizes=64,64"));
    try (Agent<?> agent = other.agent(SimdEngine.create(1))) {
      assertThat(agent.policy().takeOver(wide).taken()).contains("actor.1.weight");
      assertThat(agent.policy().takeOver(source).statistics()).isFalse();
    }
  }
}
