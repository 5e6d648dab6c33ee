package io.github.ascent4j.environment.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The interfaces carry the lines that are checked. */
class ContractLineTest {
  private static final Pattern ITEM =
      Pattern.compile("<li>(.*?)\\s*(?=<li>|</ul>)", Pattern.DOTALL);

  private static void assertSays(String type, String lines) throws IOException {
    Path source = Path.of("src/main/java/io/github/ascent4j/environment", type + ".java");
    String said = Files.readString(source).replaceAll("\\s*\\n \\*\\s*", " ");
    assertThat(ITEM.matcher(said).results().map(ContractLineTest::plain))
        .containsExactlyElementsOf(
            Arrays.stream(ContractLine.values())
                .filter(line -> line.name().startsWith(lines))
                .map(line -> line + ": " + line.text())
                .toList());
  }

  private static String plain(MatchResult item) {
    return item.group(1).replaceAll("\\{@code ([^}]*)}", "`$1`").strip();
  }

  @Test
  void environmentSaysEveryLine() throws IOException {
    assertSays("Environment", "E");
  }

  @Test
  void vectorEnvironmentSaysEveryLine() throws IOException {
    assertSays("VectorEnvironment", "V");
  }
}
