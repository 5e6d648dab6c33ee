package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.preset.Preset;
import io.github.ascent4j.cli.preset.Presets;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.file.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  void everyPresetIsALineAndCanBeShown() {
    String list = Outcome.of("presets").out();
    for (Preset preset : Presets.list()) {
      assertThat(list).contains(preset.name());
      Outcome shown = Outcome.of("presets", "show", preset.name());
      assertThat(shown.code()).isZero();
      assertThat(shown.out()).contains("gaeLambda", "policy.hiddenSizes");
    }
  }

  @Test
  void tunedPresetIsShownByItsEnvironment() {
    assertThat(Outcome.of("presets", "show", "CartPole-v1").out())
        .startsWith("tuned/CartPole-v1")
        .contains("linear(0.001,0.0)");
    assertThat(Outcome.of("presets", "show", "cleanr").err()).contains("near ones are cleanrl");
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
  void noCommandAndAnUnknownOneAreRefused() {
    assertThat(Outcome.of().code()).isEqualTo(2);
    Outcome unknown = Outcome.of("trian", "CartPole-v1");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("trian").contains("see ascent --help");
  }
}
