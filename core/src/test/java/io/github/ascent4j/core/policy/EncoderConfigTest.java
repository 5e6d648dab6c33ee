package io.github.ascent4j.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.network.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ReadsGolden(
    leaves = {
      "networks.json conv inputs.grad_outputs",
      "networks.json conv inputs.heads",
      "networks.json conv inputs.image_uint8",
      "networks.json conv inputs.params",
      "networks.json conv expected"
    })
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

  static List<Golden.Case> rlpyt() {
    return Golden.cases("networks.json", 2, c -> c.kind().equals("conv") && c.given("rlpyt"));
  }

  /** RlPyt's words for an image network, and the layers that its model is made of. */
  @ParameterizedTest
  @MethodSource
  void rlpyt(Golden.Case golden) {
    JsonNode terms = golden.input("rlpyt");
    EncoderConfig encoder =
        EncoderConfig.RLPYT
            .withConvolutions(
                list(terms.get("channels")),
                list(terms.get("kernel_sizes")),
                list(terms.get("strides")),
                list(terms.get("paddings")))
            .withMaxPool(terms.get("use_maxpool").asInt() == 1)
            .withImageFeatures(terms.get("fc_sizes").asInt());
    List<String> layers =
        encoder.imageLayers(Initialization.TORCH).stream().map(EncoderConfigTest::words).toList();
    List<String> expected = new ArrayList<>();
    for (JsonNode layer : golden.input("layers")) {
      String type = layer.get("type").asText();
      switch (type) {
        case "conv" ->
            expected.add(
                type
                    + layer.get("kernel").asInt()
                    + " "
                    + layer.get("stride").asInt()
                    + " "
                    + layer.get("padding").asInt());
        case "maxpool" -> expected.add(type + layer.get("size").asInt());
        // A linear layer takes any shape here.
        case "flatten" -> {}
        default -> expected.add(type);
      }
    }
    assertThat(layers).isEqualTo(expected);
  }

  private static String words(Layer layer) {
    return switch (layer) {
      case Layer.Convolution c ->
          "conv"
              + c.window().kernelHeight()
              + " "
              + c.window().strideHeight()
              + " "
              + c.window().paddingHeight();
      case Layer.MaxPool pool -> "maxpool" + pool.window().kernelHeight();
      case Layer.Activation activation -> activation.function().name().toLowerCase(Locale.ROOT);
      case Layer.Dense dense -> "linear";
      default -> layer.toString();
    };
  }

  private static List<Integer> list(JsonNode node) {
    return Arrays.stream(Golden.integers(node)).boxed().toList();
  }

  @Test
  void aChannelNeedsAKernelAStrideAndAPadding() {
    assertThatThrownBy(() -> EncoderConfig.RLPYT.withChannels(List.of(8, 8, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give at least as many of the others as there are channels");
  }
}
