package io.github.ascent4j.cli.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.envs.EnvironmentInfo;
import io.github.ascent4j.envs.Environments;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresetsTest {
  @Test
  void everySettingHasAMeaning() {
    for (String setting : ConfigRecords.settings(PpoConfig.sb3()).keySet()) {
      assertThat(SettingMeanings.of(setting)).as(setting).isNotEmpty();
    }
  }

  @Test
  void everyClassicTaskHasATunedPreset() {
    for (EnvironmentInfo info : Environments.list()) {
      assertThat(Presets.defaultFor(info.id()).environment()).isEqualTo(info.id());
    }
    assertThat(Presets.defaultFor("Anything-v9", "ppo").name()).isEqualTo("sb3");
  }

  @Test
  void namesAreUniqueAndLeadToTheirPreset() {
    List<String> names = Presets.list().stream().map(Preset::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    for (Preset preset : Presets.list()) {
      assertThat(Presets.get(preset.name())).isSameAs(preset);
    }
    assertThatThrownBy(() -> Presets.get("sb33", null)).hasMessageContaining("sb3");
  }

  @Test
  void cartPoleHasRlZoosSettings() {
    Preset preset = Presets.get("CartPole-v1", null);
    PpoConfig config = preset.config(preset.environments());
    assertThat(preset.environments()).isEqualTo(8);
    assertThat(config.batchSize(8)).isEqualTo(256);
    assertThat(config.epochs()).isEqualTo(20);
    assertThat(config.learningRate()).isEqualTo(Schedule.linear(0.001));
    assertThat(config.clipRange()).isEqualTo(Schedule.linear(0.2));
  }

  @Test
  void batchOfPrtIsCountedOverAllCopies() {
    assertThat(Presets.get("prt", null).config(1).rolloutSteps()).isEqualTo(2048);
    assertThat(Presets.get("prt", null).config(8).rolloutSteps()).isEqualTo(256);
  }
}
