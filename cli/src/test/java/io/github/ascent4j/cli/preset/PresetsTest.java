package io.github.ascent4j.cli.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.envs.Environments;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
  private static List<Preset> presets() {
    return Presets.list();
  }

  private static List<String> algorithms() {
    return Algorithms.names();
  }

  private static PpoConfig ppo(String name, int copies) {
    return (PpoConfig) Presets.get(name, "ppo").config(copies);
  }

  @Test
  void noNameHasTwoPresetsForAnAlgorithm() {
    assertThat(Presets.list().stream().map(p -> p.name() + " for " + p.algorithm()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void nameAndAlgorithmLeadToThePreset(Preset preset) {
    assertThat(Presets.get(preset.name(), preset.algorithm())).isSameAs(preset);
    assertThat(Presets.named(preset.name())).contains(preset);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetFitsItsAlgorithmWithAnyNumberOfCopies(Preset preset) {
    Class<?> config = Algorithms.get(preset.algorithm()).defaults().getClass();
    Set<Integer> numbers = new HashSet<>(Set.of(500, 1000, 1024, 4000, 4096, 10_000));
    for (int copies = 1; copies <= 130; copies++) {
      numbers.add(copies);
    }
    for (int copies : numbers) {
      Record settings = preset.config(copies);
      assertThat(settings).isInstanceOf(config);
      assertThat(((AlgorithmConfig) settings).rolloutLength(copies)).isNotNull();
      if (settings instanceof PpoConfig ppo) {
        assertThat(ppo.minibatchSize(copies)).isBetween(1, ppo.batchSize(copies));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everySettingOfAPresetSurvivesJson(Preset preset) {
    Record settings = preset.config(preset.environments());
    Record defaults = (Record) Algorithms.get(preset.algorithm()).defaults();
    assertThat(ConfigRecords.fromJson(defaults, ConfigRecords.toJson(settings)))
        .isEqualTo(settings);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everySettingHasAMeaning(String algorithm) {
    Record defaults = (Record) Algorithms.get(algorithm).defaults();
    for (String setting : ConfigRecords.settings(defaults).keySet()) {
      assertThat(SettingMeanings.of(setting)).as(setting).isNotEmpty();
    }
    assertThat(SettingMeanings.of("nothing")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyAlgorithmHasAPresetForAnyEnvironment(String algorithm) {
    Preset preset = Presets.defaultFor("Anything-v9", algorithm);
    assertThat(preset.algorithm()).isEqualTo(algorithm);
    assertThat(preset.environment()).isNull();
  }

  @Test
  void everyEnvironmentHasATunedPreset() {
    for (EnvironmentInfo info : Environments.list()) {
      assertThat(Presets.defaultFor(info.id(), "ppo").isTunedFor(info.id())).isTrue();
    }
    assertThat(Presets.defaultFor("CartPole-v1", "a2c").name()).isEqualTo("tuned/CartPole-v1");
    assertThat(Presets.defaultFor("Anything-v9", "ppo").name()).isEqualTo("sb3");
    assertThat(Presets.defaultFor("ale:breakout", "ppo").name()).isEqualTo("tuned/ale:*");
    assertThat(Presets.defaultFor("ale:pong", "a2c").environments()).isEqualTo(16);
  }

  @Test
  void presetsAreTunedForEnvironmentsThatExist() {
    List<String> ids = Environments.list().stream().map(EnvironmentInfo::id).toList();
    assertThat(
            Presets.list().stream()
                .filter(p -> p.environment() != null && !p.environment().endsWith("*")))
        .allSatisfy(preset -> assertThat(ids).contains(preset.environment()));
  }

  @Test
  void algorithmFollowsFromAPresetThatPpoLacks() {
    assertThat(Presets.get("tutorial", null).algorithm()).isEqualTo("pg");
    assertThat(Presets.get("sb3", null).algorithm()).isEqualTo("ppo");
    assertThat(Presets.get("CartPole-v1", "a2c").name()).isEqualTo("tuned/CartPole-v1");
  }

  @Test
  void unknownNamesAndAlgorithmsListWhatThereIs() {
    assertThatThrownBy(() -> Presets.get("sb33", null))
        .hasMessageStartingWith("there is no preset \"sb33\"; the near ones are sb3,");
    assertThatThrownBy(() -> Presets.get("cleanrl", "a2c"))
        .hasMessageContaining("\"cleanrl\" is for ppo, not for a2c");
    assertThatThrownBy(() -> Presets.get("spinup", "a2c"))
        .hasMessageContaining("ppo, vpg, trpo, npg");
  }

  @Test
  void cartPoleHasRlZoosSettings() {
    PpoConfig config = ppo("CartPole-v1", 8);
    assertThat(Presets.get("CartPole-v1", null).environments()).isEqualTo(8);
    assertThat(config.batchSize(8)).isEqualTo(256);
    assertThat(config.minibatching().epochs()).isEqualTo(20);
    assertThat(config.common().learningRate()).isEqualTo(Schedule.linear(0.001));
    assertThat(config.clip().clipRange()).isEqualTo(Schedule.linear(0.2));
  }

  @Test
  void batchOfPrtIsCountedOverAllCopies() {
    assertThat(ppo("prt", 1).rolloutSteps()).isEqualTo(2048);
    assertThat(ppo("prt", 8).rolloutSteps()).isEqualTo(256);
  }
}
