package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the algorithms name what there is, and leave no setting and no figure out. */
class AlgorithmPagesTest {
  private static final Path FOLDER = Path.of("../docs/algorithms");

  /** What all algorithms have in common, told once. */
  private static final String SHARED = "shared";

  private static final String WHERE = "where";
  private static final String SETTING = "setting";
  private static final String FIGURE = "figure";

  @TempDir private static Path folder;
  private static SourceNames sources;

  @BeforeAll
  static void findNames() {
    sources =
        new SourceNames(
            List.of(Policy.class, VectorEnvironment.class, Agent.class, SimdEngine.class));
  }

  static Stream<String> algorithms() {
    return Algorithms.names().stream();
  }

  static Stream<String> pages() {
    return Stream.concat(Stream.of(SHARED), algorithms());
  }

  private static List<MarkdownTable> tables(String page) throws IOException {
    return MarkdownTable.of(Files.readString(FOLDER.resolve(page + ".md")));
  }

  /** The code in the column of that name, over all tables of a page. */
  private static List<String> codes(String page, String column) throws IOException {
    List<String> codes = new ArrayList<>();
    for (MarkdownTable table : tables(page)) {
      int place = table.column(column);
      if (place >= 0) {
        table.rows().forEach(row -> codes.addAll(MarkdownTable.spans(row.cells().get(place))));
      }
    }
    return codes;
  }

  private static Set<String> settings(String algorithm) {
    return ConfigRecords.settings((Record) Algorithms.get(algorithm).defaults()).keySet();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyClassAndMethodNamedExists(String page) throws IOException {
    List<String> where = codes(page, WHERE);
    assertThat(where).hasSizeGreaterThan(5);
    assertThat(where).filteredOn(code -> !sources.has(code)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everySettingNamedExistsAndNoneIsLeftOut(String algorithm) throws IOException {
    Set<String> named = new TreeSet<>(codes(algorithm, SETTING));
    assertThat(settings(algorithm)).containsAll(named);
    named.addAll(codes(SHARED, SETTING));
    assertThat(named).containsAll(settings(algorithm));
  }

  @Test
  void everySharedSettingIsOneOfAnAlgorithm() throws IOException {
    Set<String> all = new TreeSet<>();
    algorithms().forEach(algorithm -> all.addAll(settings(algorithm)));
    assertThat(all).containsAll(codes(SHARED, SETTING));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyFigureOfARunIsExplainedAndNoOther(String algorithm) throws IOException {
    Outcome run = SmallRun.train(algorithm, folder.resolve(algorithm), 600);
    assertThat(run.code()).as(run.err()).isZero();
    String header;
    try (Stream<String> lines = Files.lines(folder.resolve(algorithm).resolve("metrics.csv"))) {
      header = lines.findFirst().orElseThrow();
    }
    Set<String> named = new TreeSet<>(codes(algorithm, FIGURE));
    named.addAll(codes(SHARED, FIGURE));
    assertThat(named).containsAll(List.of(header.split(",")));
    assertThat(header.split(",")).containsAll(codes(algorithm, FIGURE));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyRowIsWhole(String page) throws IOException {
    for (MarkdownTable table : tables(page)) {
      assertThat(table.rows()).as(page + ": " + table.heading()).isNotEmpty();
      for (MarkdownTable.Row row : table.rows()) {
        assertThat(row.cells())
            .as(page + ", line " + row.line())
            .hasSameSizeAs(table.header().cells());
        assertThat(row.cells().subList(0, 2)).noneMatch(String::isBlank);
      }
    }
  }

  @Test
  void namesThatDoNotExistAreFound() {
    assertThat(sources.has("RolloutCollector.collect")).isTrue();
    assertThat(sources.has("RolloutCollector.gather")).isFalse();
    assertThat(sources.has("RolloutGatherer")).isFalse();
    assertThat(sources.has("Optimization.ClipRule.factor")).isTrue();
  }
}
