package io.github.ascent4j.environment.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.golden.GoldenFile;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ReadsGolden
class Pcg64Test {
  record Reference(BigInteger seed, JsonNode numbers) {
    @Override
    public String toString() {
      return "seed " + seed;
    }
  }

  static List<Reference> references() {
    List<Reference> references = new ArrayList<>();
    for (JsonNode node : GoldenFile.read("rng_pcg64.json")) {
      references.add(new Reference(new BigInteger(node.get("seed").asText()), node));
    }
    assertThat(references).hasSize(10);
    return references;
  }

  @ParameterizedTest
  @MethodSource("references")
  void seedGivesTheStateOfNumPy(Reference reference) {
    Pcg64 generator = new Pcg64(reference.seed);
    assertThat(generator.state()).hasToString(reference.numbers.get("state").asText());
    assertThat(generator.increment()).hasToString(reference.numbers.get("inc").asText());
  }

  @ParameterizedTest
  @MethodSource("references")
  void rawWordsAreThoseOfNumPy(Reference reference) {
    Pcg64 generator = new Pcg64(reference.seed);
    assertThat(reference.numbers.get("raw")).hasSize(8);
    for (JsonNode word : reference.numbers.get("raw")) {
      assertThat(Long.toUnsignedString(generator.nextLong())).isEqualTo(word.asText());
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void uniformNumbersAreThoseOfNumPy(Reference reference) {
    Pcg64 generator = new Pcg64(reference.seed);
    assertThat(reference.numbers.get("uniform_m005_005")).hasSize(8);
    for (JsonNode number : reference.numbers.get("uniform_m005_005")) {
      assertThat(generator.uniform(-0.05, 0.05)).isEqualTo(number.asDouble());
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void integersAreThoseOfNumPy(Reference reference) {
    Pcg64 generator = new Pcg64(reference.seed);
    assertThat(reference.numbers.get("integers_0_10")).hasSize(12);
    for (JsonNode number : reference.numbers.get("integers_0_10")) {
      assertThat(generator.integers(0, 10)).isEqualTo(number.asInt());
    }
    Pcg64 wide = new Pcg64(reference.seed);
    assertThat(reference.numbers.get("integers_m9999_9999")).hasSize(6);
    for (JsonNode number : reference.numbers.get("integers_m9999_9999")) {
      assertThat(wide.integers(-9999, 9999)).isEqualTo(number.asInt());
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void normalNumbersAreThoseOfNumPy(Reference reference) {
    Pcg64 generator = new Pcg64(reference.seed);
    assertThat(reference.numbers.get("standard_normal")).hasSize(300);
    for (JsonNode number : reference.numbers.get("standard_normal")) {
      assertThat(generator.normal()).isEqualTo(number.asDouble());
    }
  }

  @Test
  void normalNumbersHaveTheTailsOfTheNormalDistribution() {
    Pcg64 generator = new Pcg64(1);
    int beyond = 0;
    for (int i = 0; i < 10_000_000; i++) {
      beyond += Math.abs(generator.normal()) > 3.6541528853610088 ? 1 : 0;
    }
    // 2581 are expected with a standard deviation of 51.
    assertThat(beyond).isBetween(2380, 2780);
  }

  @Test
  void halfUsedWordIsSavedToo() throws IOException {
    Pcg64 generator = new Pcg64(123);
    generator.integers(0, 100);
    Pcg64 other = new Pcg64(0);
    other.restore(input(saved(generator)));
    for (int i = 0; i < 5; i++) {
      assertThat(other.integers(0, 1000)).isEqualTo(generator.integers(0, 1000));
    }
  }

  @Test
  void emptyRangeOfIntegersIsRefused() {
    assertThatThrownBy(() -> new Pcg64(0).integers(3, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 3 to below 3");
  }

  @Test
  void seedingAgainForgetsWhatWasDrawn() {
    Pcg64 generator = new Pcg64(3);
    generator.nextLong();
    generator.seed(42);
    assertThat(generator.nextLong()).isEqualTo(new Pcg64(42).nextLong());
  }

  @Test
  void savedStateGoesOnWithTheSameNumbers() throws IOException {
    Pcg64 generator = new Pcg64(123);
    generator.nextLong();
    Pcg64 restored = new Pcg64(0);
    restored.restore(input(saved(generator)));
    for (int i = 0; i < 100; i++) {
      assertThat(restored.nextLong()).isEqualTo(generator.nextLong());
    }
  }

  @Test
  void damagedStateIsRefusedAndLeavesTheGeneratorAsItWas() throws IOException {
    byte[] bytes = saved(new Pcg64(1));
    // The last byte of the increment.
    bytes[31] ^= 1;
    Pcg64 generator = new Pcg64(5);
    assertThatThrownBy(() -> generator.restore(input(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("increment is even");
    assertThat(generator.nextLong()).isEqualTo(new Pcg64(5).nextLong());
  }

  @Test
  void negativeSeedIsRefusedByName() {
    assertThatThrownBy(() -> new Pcg64(-7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seed -7 is negative; use a seed of 0 or more, as Gymnasium demands");
  }

  private static byte[] saved(Pcg64 generator) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    generator.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
