package io.github.ascent4j.core.agent;

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
  void fewerConvolutionsKeepTheFirstKernels() {
    EncoderConfig one = EncoderConfig.NATURE.withChannels(List.of(16));
    assertThat(one.kernels()).containsExactly(8);
    assertThat(one.strides()).containsExactly(4);
    assertThat(one.paddings()).containsExactly(0);
  }

  @Test
  void moreConvolutionsGoOnWithTheLastKernel() {
    EncoderConfig three = EncoderConfig.RLPYT.withStrides(List.of(4, 2, 1));
    assertThat(three.channels()).containsExactly(16, 32, 32);
    assertThat(three.kernels()).containsExactly(8, 4, 4);
    assertThat(three.paddings()).containsExactly(0, 1, 1);
  }

  @Test
  void withoutConvolutionsThereIsNothingToGoOnWith() {
    EncoderConfig none = EncoderConfig.NATURE.withChannels(List.of());
    assertThat(none.kernels()).isEmpty();
    assertThatThrownBy(() -> none.withChannels(List.of(8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("withConvolutions");
  }
}
