package io.github.ascent4j.core.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConsoleTableLoggerTest {
  private static String table(long step, Map<String, Double> figures) throws IOException {
    StringBuilder out = new StringBuilder();
    new ConsoleTableLogger(out).scalars(step, figures);
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void figuresOfOnePrefixStandUnderAHeading() throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("train/value_loss", 0.0123456);
    figures.put("time/total_timesteps", 2048.0);
    figures.put("rollout/ep_rew_mean", 187.25);
    figures.put("rollout/ep_len_mean", Double.NaN);
    figures.put("train/approx_kl", 1.25e-6);
    figures.put("lonely", -3.0);
    assertThat(table(2048, figures))
        .isEqualTo(
            """
            ---------------------------------
            | lonely             | -3       |
            | rollout/           |          |
            |    ep_rew_mean     | 187      |
            | time/              |          |
            |    total_timesteps | 2048     |
            | train/             |          |
            |    approx_kl       | 1.25e-06 |
            |    value_loss      | 0.0123   |
            ---------------------------------
            """);
  }

  @Test
  void aLongNameWidensTheTable() throws IOException {
    String[] lines = table(7, Figures.of("eval/" + "x".repeat(50), 1.5)).split("\n");
    assertThat(lines).extracting(String::length).containsOnly(lines[0].length());
    assertThat(lines[2]).contains("   " + "x".repeat(50) + " | 1.5 ");
  }

  /** All of an integer part is shown, three digits otherwise. */
  @Test
  void valuesAreShort() {
    assertThat(ConsoleTableLogger.text(0)).isEqualTo("0");
    assertThat(ConsoleTableLogger.text(-0.0)).isEqualTo("0");
    assertThat(ConsoleTableLogger.text(1e14)).isEqualTo("100000000000000");
    assertThat(ConsoleTableLogger.text(12345.678)).isEqualTo("12346");
    assertThat(ConsoleTableLogger.text(0.99996)).isEqualTo("1");
    assertThat(ConsoleTableLogger.text(0.00010001)).isEqualTo("0.0001");
    assertThat(ConsoleTableLogger.text(0.00009999)).isEqualTo("1.00e-04");
    assertThat(ConsoleTableLogger.text(-2.5e20)).isEqualTo("-2.50e+20");
    assertThat(ConsoleTableLogger.text(Double.POSITIVE_INFINITY)).isEqualTo("inf");
    assertThat(ConsoleTableLogger.text(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    assertThat(ConsoleTableLogger.text(Double.MIN_VALUE)).isEqualTo("4.90e-324");
  }

  @Test
  void aWriterIsFlushedAndStaysOpen() throws IOException {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    try (ConsoleTableLogger logger = new ConsoleTableLogger(writer)) {
      logger.scalars(1, Map.of());
      assertThat(text.toString()).contains("total_timesteps | 1 ");
    }
    writer.print("more");
    assertThat(writer.checkError()).isFalse();
  }
}
