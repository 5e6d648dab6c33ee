package io.github.ascent4j.envs.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {
  private static final Pattern REGION =
      Pattern.compile("// @start region[^\\n]*\\n(.*?)\\n *// @end", Pattern.DOTALL);

  private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void exampleSolvesCartPole(@TempDir Path folder) throws IOException {
    assertThat(TrainCartPole.run(folder.resolve("cartpole.safetensors"))).isGreaterThan(475);
  }

  /** What the examples show of themselves, without its indentation. */
  private static List<String> regions() throws IOException {
    List<String> regions = new ArrayList<>();
    try (Stream<Path> files =
        Files.list(Path.of("src/test/java/io/github/ascent4j/envs/example"))) {
      for (Path file : files.toList()) {
        Matcher region = REGION.matcher(Files.readString(file));
        while (region.find()) {
          regions.add(region.group(1).stripTrailing().stripIndent().strip());
        }
      }
    }
    return regions;
  }

  @ParameterizedTest
  @CsvSource({"memory-images-and-actions, 7", "continuing, 2"})
  void thePageShowsExamplesThatAreRun(String page, int count) throws IOException {
    String guide = Files.readString(Path.of("../docs/" + page + ".md"));
    List<String> shown =
        CODE.matcher(guide).results().map(block -> block.group(1).strip()).toList();
    assertThat(shown).hasSize(count);
    assertThat(regions()).containsAll(shown);
  }

  /** The project beside the page is the one that it shows, for the version that is built here. */
  @Test
  void thePageOfPrograms() throws IOException {
    String page = Files.readString(Path.of("../docs/your-own-program.md"));
    Path project = Path.of("../docs/your-own-program");
    String pom = Files.readString(project.resolve("pom.xml"));
    String version = Files.readString(Path.of("../pom.xml")).split("<version>|</version>", 3)[1];
    assertThat(page)
        .contains("```xml\n" + pom + "```")
        .contains(
            "```java\n"
                + Files.readString(project.resolve("src/main/java/MyTraining.java"))
                + "```");
    assertThat(pom).contains("<ascent4j.version>" + version + "</ascent4j.version>");
    assertThat(Pattern.compile("ascent4j-\\w+:([^\"]+)\"").matcher(page).results())
        .hasSize(2)
        .allMatch(found -> found.group(1).equals(version));
  }

  @Test
  void readmeShowsTheExampleThatIsRun() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/io/github/ascent4j/envs/example/TrainCartPole.java"));
    int start = source.indexOf('\n', source.indexOf("// @start")) + 1;
    String region = source.substring(start, source.indexOf("// @end")).stripIndent().strip();
    assertThat(Files.readString(Path.of("../README.md"))).contains(region);
  }
}
