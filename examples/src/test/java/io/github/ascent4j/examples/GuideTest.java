package io.github.ascent4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.check.ContractLine;
import io.github.ascent4j.environment.check.Defect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide shows code that is run, and the contract that is checked. */
class GuideTest {
  private static final Path GUIDE = Path.of("../docs/your-own-environment.md");

  private static final Path ALGORITHM = Path.of("../docs/your-own-algorithm.md");

  private static final Path CALLBACKS = Path.of("../docs/callbacks-and-evaluation.md");

  private static final Path WRAPPERS = Path.of("../docs/wrappers.md");

  private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  private static final Pattern REGION =
      Pattern.compile("// @start region[^\\n]*\\n(.*?)\\n *// @end", Pattern.DOTALL);

  private static final Pattern FILE = Pattern.compile("\\]\\(\\.\\./([^)]*)\\)");

  private static List<String> regions(Path file) throws IOException {
    return REGION
        .matcher(Files.readString(file))
        .results()
        .map(region -> region.group(1).stripTrailing())
        .toList();
  }

  /** Every region, and those of a file together as the class that they are of. */
  private static List<String> shown() throws IOException {
    List<String> shown = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        List<String> regions = regions(file);
        regions.forEach(region -> shown.add(region.stripIndent().strip()));
        shown.add(String.join("\n\n", regions) + "\n}");
      }
    }
    return shown;
  }

  private static List<String> code(Path guide) throws IOException {
    return CODE.matcher(Files.readString(guide))
        .results()
        .map(block -> block.group(1).strip())
        .toList();
  }

  @Test
  void codeIsThatOfTheExamples() throws IOException {
    assertThat(code(GUIDE)).hasSize(9);
    assertThat(shown()).containsAll(code(GUIDE));
    assertThat(code(ALGORITHM)).hasSize(5);
    assertThat(shown()).containsAll(code(ALGORITHM));
    assertThat(code(CALLBACKS)).hasSize(6);
    assertThat(shown()).containsAll(code(CALLBACKS));
    assertThat(code(WRAPPERS)).hasSize(2);
    assertThat(shown()).containsAll(code(WRAPPERS));
  }

  @Test
  void everyShapeIsTrainedInFortyLines() throws IOException {
    List<String> programs =
        code(GUIDE).stream().filter(text -> text.contains("public final class")).toList();
    assertThat(programs).hasSize(3).allMatch(text -> text.contains("void main("));
    for (String program : programs) {
      assertThat(program.lines().map(String::strip))
          .filteredOn(line -> !line.isEmpty() && !line.startsWith("/*"))
          .hasSizeLessThanOrEqualTo(40);
    }
  }

  @Test
  void everyLineOfTheContractStandsWithItsCodes() throws IOException {
    String guide = Files.readString(GUIDE);
    for (ContractLine line : ContractLine.values()) {
      String codes =
          Arrays.stream(Defect.values())
              .filter(defect -> defect.line() == line)
              .map(defect -> "`" + defect.code() + "`")
              .collect(Collectors.joining(", "));
      assertThat(guide).contains("| " + line + " | " + line.text() + " | " + codes + " |");
    }
    assertThat(guide.lines().filter(line -> line.matches("\\| [EV]\\d+ .*")))
        .hasSameSizeAs(ContractLine.values());
    List<String> suspicions =
        Arrays.stream(Defect.values()).filter(Defect::suspicion).map(Defect::code).toList();
    assertThat(guide.lines().dropWhile(line -> !line.startsWith("`action-unb")).limit(2))
        .first()
        .asString()
        .contains(suspicions);
  }

  @Test
  void filesThatAreNamedAreThere() throws IOException {
    Matcher files = FILE.matcher(Files.readString(GUIDE));
    List<String> named = files.results().map(file -> file.group(1)).toList();
    assertThat(named).hasSize(3).allMatch(file -> Files.exists(Path.of("..", file)));
    Matcher ofCallbacks = FILE.matcher(Files.readString(CALLBACKS));
    assertThat(ofCallbacks.results().map(file -> file.group(1)))
        .hasSize(1)
        .allMatch(file -> Files.exists(Path.of("..", file)));
    Matcher ofAlgorithm = FILE.matcher(Files.readString(ALGORITHM));
    assertThat(ofAlgorithm.results().map(file -> file.group(1)))
        .hasSize(1)
        .allMatch(file -> Files.exists(Path.of("..", file)));
  }
}
