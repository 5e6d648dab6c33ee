package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.preset.Preset;
import io.github.ascent4j.cli.preset.Presets;
import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.file.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code envs}, {@code presets} and help. */
class ListCommandsTest {
  @Test
  void everyEnvironmentIsALine() {
    Outcome outcome = Outcome.of("envs");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines()).hasSize(Environments.list().size());
    assertThat(outcome.out()).contains("CartPole-v1", "Box(4)", "Discrete(2)", "500 steps");
  }

  @Test
  void environmentsAreListedAsJson() {
    for (String line : Outcome.of("envs", "--json").out().lines().toList()) {
      assertThat(Json.parse(line).members().keySet())
          .contains("id", "observation_space", "action_space", "time_limit", "description");
    }
  }

  @Test
  void everyPresetIsALine() {
    List<String> lines = Outcome.of("presets").out().lines().toList();
    assertThat(lines).hasSize(Presets.list().size());
    for (int i = 0; i < lines.size(); i++) {
      Preset preset = Presets.list().get(i);
      assertThat(lines.get(i)).startsWith(preset.name()).contains(" " + preset.algorithm() + " ");
    }
  }

  private static List<String> names() {
    return Presets.list().stream().map(Preset::name).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySettingOfAPresetIsShownWithASentence(String name) {
    String shown = Outcome.of("presets", "show", name).out();
    for (Preset preset : Presets.named(name)) {
      Outcome one = Outcome.of("presets", "show", name, "--algo", preset.algorithm());
      assertThat(one.code()).isZero();
      assertThat(shown).contains(one.out());
      assertThat(one.out()).startsWith(preset.name() + " (" + preset.algorithm() + "): ");
      for (String setting : ConfigRecords.settings(preset.config(preset.environments())).keySet()) {
        assertThat(one.out().lines())
            .filteredOn(line -> line.startsWith(setting + " "))
            .singleElement()
            .satisfies(line -> assertThat(line.split(" {1,}", 3)[2]).hasSizeGreaterThan(10));
      }
    }
  }

  @Test
  void choicesOfASettingAreNamed() {
    assertThat(Outcome.of("presets", "show", "sb3", "--algo=a2c").out())
        .contains("which optimiser steps: ADAM, ADAMW, RMSPROP");
  }

  @Test
  void tunedPresetIsShownByItsEnvironment() {
    assertThat(Outcome.of("presets", "show", "CartPole-v1").out())
        .startsWith("tuned/CartPole-v1")
        .contains("linear(0.001,0.0)");
    assertThat(Outcome.of("presets", "show", "cleanr").err()).contains("near ones are cleanrl");
    Outcome other = Outcome.of("presets", "show", "cleanrl", "--algo=a2c");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("is for ppo, not for a2c");
    assertThat(Outcome.of("presets", "show", "sb3", "--algo=a3c").err()).contains("a2c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"train", "resume", "eval", "plot", "inspect", "envs", "presets", "presets show"})
  void everyCommandHasHelp(String command) {
    Outcome outcome = Outcome.of((Object[]) (command + " --help").split(" "));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).startsWith("Usage: ascent " + command).contains("--stacktrace");
  }

  @Test
  void helpOfTrainingNamesEveryAlgorithm() {
    String help = Outcome.of("train", "--help").out();
    assertThat(Algorithms.names())
        .allSatisfy(name -> assertThat(help).containsPattern("\\b" + name));
  }

  @Test
  void noCommandAndAnUnknownOneAreRefused() {
    assertThat(Outcome.of().code()).isEqualTo(2);
    Outcome unknown = Outcome.of("trian", "CartPole-v1");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("trian").contains("see ascent --help");
  }
}
