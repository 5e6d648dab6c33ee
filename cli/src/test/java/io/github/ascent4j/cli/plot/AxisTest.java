package io.github.ascent4j.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  private static List<String> labels(double low, double high) {
    Axis axis = new Axis(low, high, 0, 100);
    return axis.ticks().stream().map(axis::label).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      textBlock =
          """
          0:100096:0 20k 40k 60k 80k 100k
          0:500:0 100 200 300 400 500
          0:1000000:0 200k 400k 600k 800k 1M
          0:5000000:0 1M 2M 3M 4M 5M
          -200:-100:-200 -180 -160 -140 -120 -100
          -0.2:0.25:-0.2 -0.1 0 0.1 0.2
          """)
  void ticksAreRoundAndReadable(double low, double high, String expected) {
    assertThat(String.join(" ", labels(low, high))).isEqualTo(expected);
  }
}
