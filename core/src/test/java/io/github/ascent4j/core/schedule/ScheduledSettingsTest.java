package io.github.ascent4j.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.StateBytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ScheduledSettingsTest {
  private static final Schedule PIECES = Schedule.parse("piecewise(1,0:10:0,20:30:4) by steps");

  @Test
  void settingsBeginAtTheirStartAndFollowTheProgress() {
    ScheduledSettings settings = new ScheduledSettings();
    ScheduledSettings.Setting line = settings.add(Schedule.linear(8));
    ScheduledSettings.Setting pieces = settings.add(PIECES);
    assertThat(line.value()).isEqualTo(8);
    assertThat(pieces.value()).isEqualTo(1);
    settings.update(new Progress(0.5, 5));
    assertThat(line.value()).isEqualTo(4);
    assertThat(pieces.value()).isEqualTo(0.5);
    assertThat(line.schedule()).isEqualTo(Schedule.linear(8));
  }

  /** At step 15 the value is what it was at 5, which a fresh setting cannot know. */
  @Test
  void aRestoredSettingHoldsWhatItHeld() throws IOException {
    ScheduledSettings original = new ScheduledSettings();
    original.add(PIECES);
    original.update(new Progress(1, 5));
    ScheduledSettings restored = new ScheduledSettings();
    ScheduledSettings.Setting setting = restored.add(PIECES);
    StateBytes.read(StateBytes.of(original::save), restored::restore);
    assertThat(setting.value()).isEqualTo(0.5);
    restored.update(new Progress(1, 15));
    assertThat(setting.value()).isEqualTo(0.5);
  }

  @Test
  void anotherNumberOfSettingsIsRefused() throws IOException {
    ScheduledSettings two = new ScheduledSettings();
    two.add(PIECES);
    two.add(PIECES);
    byte[] saved = StateBytes.of(two::save);
    assertThatThrownBy(() -> StateBytes.read(saved, new ScheduledSettings()::restore))
        .isInstanceOf(IOException.class)
        .hasMessage("2 values of scheduled settings do not fit the 0 of this run");
  }

  @Test
  void theCoefficientIsKeptWithinItsRuleAndRestored() throws IOException {
    KlCoefficient rllib = new KlCoefficient(KlCoefficient.Rule.RLLIB, 0.2, 0.01);
    rllib.update(0.02);
    rllib.update(0.005);
    rllib.update(Double.NaN);
    assertThat(rllib.value()).isEqualTo(0.2);
    rllib.update(0.0049);
    assertThat(rllib.value()).isEqualTo(0.1);
    KlCoefficient schulman = new KlCoefficient(KlCoefficient.Rule.SCHULMAN, 9, 0.01);
    StateBytes.read(StateBytes.of(rllib::save), schulman::restore);
    schulman.update(0.0151);
    assertThat(schulman.value()).isEqualTo(0.2);
  }

  @Test
  void theCoefficientStaysFinite() {
    KlCoefficient coefficient =
        new KlCoefficient(KlCoefficient.Rule.SCHULMAN, Double.MAX_VALUE, 0.01);
    coefficient.update(Double.POSITIVE_INFINITY);
    assertThat(coefficient.value()).isEqualTo(Double.MAX_VALUE);
    KlCoefficient none = new KlCoefficient(KlCoefficient.Rule.SCHULMAN, 0, 0.01);
    none.update(5);
    assertThat(none.value()).isZero();
  }

  @Test
  void impossibleCoefficientsAreRefused() {
    assertThatThrownBy(() -> new KlCoefficient(KlCoefficient.Rule.RLLIB, -1, 0.01))
        .hasMessage("initial KL coefficient -1.0 must be finite and not negative");
    assertThatThrownBy(() -> new KlCoefficient(KlCoefficient.Rule.RLLIB, 1, Double.NaN))
        .hasMessage("target KL NaN must be finite and above 0");
  }

  @Test
  void anInfiniteTargetIsNeverExceeded() {
    assertThat(KlLimit.TARGET.exceeded(1e300, Double.POSITIVE_INFINITY)).isFalse();
    assertThat(KlLimit.TARGET_AND_A_HALF.exceeded(0.015, 0.01)).isFalse();
    assertThat(KlLimit.TARGET_AND_A_HALF.exceeded(0.0151, 0.01)).isTrue();
  }
}
