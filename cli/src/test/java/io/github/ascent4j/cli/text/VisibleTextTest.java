package io.github.ascent4j.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.policy.file.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
  @Test
  void whatPeopleWriteStays() {
    String text = "Größe 10 µs, 日本語, \uD83D\uDE80\n\tand more";
    assertThat(VisibleText.of(text)).isEqualTo(text);
  }

  /** Controls of both sets, turned directions, no width, line ends and tags. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b",
        "\r",
        "\b",
        "\u0000",
        "\u007f",
        "\u009b",
        "\u0085",
        "\u202e",
        "\u2066",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u2028",
        "\u2029",
        "\u00ad",
        "\uDB40\uDC41"
      })
  void whatSteersATerminalIsWrittenOut(String unseen) {
    String shown = VisibleText.of("a" + unseen + "[31mb");
    assertThat(shown).matches("a(\\\\u[0-9a-f]{4})+\\[31mb");
    assertThat(Json.parse("\"" + shown + "\"").asString()).isEqualTo("a" + unseen + "[31mb");
  }

  @Test
  void halfOfAPairIsWrittenOut() {
    assertThat(VisibleText.of("a\uD800b")).isEqualTo("a\\ud800b");
  }

  @Test
  void lineHasNoSecondOne() {
    assertThat(VisibleText.line("a\nascent: b\tc", 80)).isEqualTo("a\\u000aascent: b\\u0009c");
    assertThat(VisibleText.line("x".repeat(100_000) + "end", 60)).hasSize(60).endsWith("xend");
    assertThat(VisibleText.line("\u001b".repeat(1000), 60)).hasSize(60);
  }

  @Test
  void messageIsAFewLinesWithItsBeginningAndItsEnd() {
    assertThat(VisibleText.message("one\ntwo")).isEqualTo("one\ntwo");
    String long82k = VisibleText.message("a.json: \"" + "\n\u001b".repeat(41_000) + "\"; mend it");
    assertThat(long82k).startsWith("a.json: ").endsWith("; mend it").contains("[...]");
    assertThat(long82k.lines()).hasSizeLessThanOrEqualTo(4);
    assertThat(long82k).hasSizeLessThanOrEqualTo(700);
  }

  @Test
  void writerLetsNothingThroughByAnyOfItsWays() {
    StringWriter out = new StringWriter();
    VisibleWriter writer = new VisibleWriter(new PrintWriter(out));
    writer.print("\u001b1");
    writer.print('\u001b');
    writer.print(new char[] {'\u001b', '2'});
    writer.printf("%s", "\u001b3");
    writer.append("\u001b4").write('\u001b');
    writer.println("\u001b5");
    assertThat(out.toString())
        .doesNotContain("\u001b")
        .containsPattern("1.*2.*3.*4.*5" + System.lineSeparator());
  }
}
