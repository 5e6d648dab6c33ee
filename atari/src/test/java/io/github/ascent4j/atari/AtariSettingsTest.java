package io.github.ascent4j.atari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.atari.AtariSettings.Convention;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtariSettingsTest {
  private static final EnvironmentRequest REQUEST = EnvironmentRequest.of("ale:pong", 1);

  @Test
  void presetsAreThoseOfTheSystemsFollowed() {
    assertThat(AtariSettings.of(REQUEST))
        .isEqualTo(
            new AtariSettings(
                Convention.ATARI, 30, 4, 108_000, true, true, true, 4, 84, 84, 0, false));
    assertThat(AtariSettings.of(REQUEST.with("preset", "rlpyt")))
        .isEqualTo(
            new AtariSettings(
                Convention.RLPYT, 30, 4, 108_000, true, true, true, 4, 104, 80, 0, false));
  }

  @Test
  void everyDefaultIsAsDescribed() {
    EnvironmentRequest spelledOut = REQUEST;
    for (EnvironmentOption option : AtariSettings.OPTIONS) {
      spelledOut = spelledOut.with(option.name(), option.defaultValue());
    }
    assertThat(AtariSettings.of(spelledOut)).isEqualTo(AtariSettings.of(REQUEST));
  }

  @Test
  void pictureSizeCanBeChosenApartFromThePreset() {
    AtariSettings settings = AtariSettings.of(REQUEST.with("screen", "104x80"));
    assertThat(settings.convention()).isEqualTo(Convention.ATARI);
    assertThat(settings.rows()).isEqualTo(104);
    assertThat(settings.columns()).isEqualTo(80);
  }

  @Test
  void longestGameCountsSteps() {
    assertThat(AtariSettings.of(REQUEST).maxSteps()).isEqualTo(27_000);
    assertThat(AtariSettings.of(REQUEST.with("max_frames", "10")).maxSteps()).isEqualTo(3);
    assertThat(AtariSettings.of(REQUEST.with("max_frames", "0")).maxSteps())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "preset, dopamine, 'ale:pong: preset \"dopamine\"; give atari or rlpyt'",
    "screen, 64x64, 'ale:pong: screen \"64x64\"; give 84x84 or 104x80'",
    "frame_skip, 0, 'frame_skip \"0\"; give a whole number from 1 to 60'",
    "repeat_action_probability, 1, 'give a number from 0.0 to 0.95'",
    "clip_reward, maybe, 'give true or false'",
    "noop, 3, 'ale:pong has no option \"noop\"; the near ones are'"
  })
  void wrongValueIsRefusedWithWhatIsAllowed(String name, String value, String message) {
    assertThatThrownBy(() -> AtariSettings.of(REQUEST.with(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
