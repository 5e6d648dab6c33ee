package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class CountConverterTest {
  @ParameterizedTest
  @CsvSource({
    "100000,100000",
    "100_000,100000",
    "1e5,100000",
    "100k,100000",
    "1.5M,1500000",
    "-3,-3"
  })
  void numbersAreReadAsPeopleWriteThem(String text, long value) {
    assertThat(new CountConverter().convert(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "k", "1.5", "ten", "NaN", "1e999999999", "99999999999999999999", "0x10"})
  void whatIsNoWholeNumberIsRefused(String text) {
    assertThatThrownBy(() -> new CountConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
