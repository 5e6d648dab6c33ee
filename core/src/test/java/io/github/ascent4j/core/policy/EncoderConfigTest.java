package io.github.ascent4j.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.config.ConfigRecords;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderConfigTest {
  @ParameterizedTest
  @ValueSource(strings = {"channels", "kernels", "strides", "paddings"})
  void listsOfConvolutionsAreSettingsByText(String setting) {
    EncoderConfig changed =
        (EncoderConfig) ConfigRecords.with(EncoderConfig.NATURE, setting, "6,5,4");
    assertThat(ConfigRecords.settings(changed)).containsEntry(setting, List.of(6, 5, 4));
    assertThat(EncoderConfig.NATURE)
        .isEqualTo(
            ConfigRecords.with(
                changed,
                setting,
                switch (setting) {
                  case "channels" -> "32,64,64";
                  case "kernels" -> "8,4,3";
                  case "strides" -> "4,2,1";
                  default -> "0,0,0";
                }));
  }

  @Test
  void fewerChannelsLeaveTheLastKernelsIdle() {
    EncoderConfig one = EncoderConfig.NATURE.withChannels(List.of(16));
    assertThat(one.imageLayers(Initialization.TORCH))
        .isEqualTo(
            EncoderConfig.NATURE
                .withConvolutions(List.of(16), List.of(8), List.of(4), List.of(0))
                .imageLayers(Initialization.TORCH));
  }

  @Test
  void aChannelNeedsAKernelAStrideAndAPadding() {
    assertThatThrownBy(() -> EncoderConfig.RLPYT.withChannels(List.of(8, 8, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give at least as many of the others as there are channels");
  }
}
