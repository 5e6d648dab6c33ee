package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.envs.Environments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for people who come from another system says what is true. */
class ComingFromTest {
  private static final Path PAGE = Path.of("../docs/coming-from.md");

  private static final Path DOCUMENTS =
      Path.of("src/test/resources/io/github/ascent4j/cli/coming-from-names.txt");

  /** Heading of the column that holds our names. */
  private static final String OURS = "Ascent4J";

  /** Below this a cell gives no reason why there is no such thing here. */
  private static final int SHORTEST_REASON = 20;

  @TempDir private static Path folder;
  private static PageNames names;
  private static List<MarkdownTable> tables;

  @BeforeAll
  static void readPage() throws IOException {
    names = new PageNames(folder.resolve("run"));
    tables = MarkdownTable.of(Files.readString(PAGE));
  }

  /** Every name of ours in the tables that leads nowhere, with its line. */
  private static List<String> unknown(List<MarkdownTable> some) {
    List<String> unknown = new ArrayList<>();
    for (MarkdownTable table : some) {
      int ours = table.column(OURS);
      for (MarkdownTable.Row row : table.rows()) {
        for (String code : MarkdownTable.spans(row.cells().get(ours))) {
          if (!names.has(code)) {
            unknown.add("line " + row.line() + ": " + code);
          }
        }
      }
    }
    return unknown;
  }

  @Test
  void everyNameOfOursExists() {
    assertThat(unknown(tables)).isEmpty();
  }

  @Test
  void everyTableHasAColumnForOurNames() {
    assertThat(tables).hasSizeGreaterThan(20);
    assertThat(tables).allSatisfy(t -> assertThat(t.column(OURS)).as(t.heading()).isPositive());
  }

  @Test
  void everyRowIsWholeAndNamesOursOrSaysWhyThereIsNone() {
    for (MarkdownTable table : tables) {
      assertThat(table.rows()).as(table.heading()).isNotEmpty();
      int ours = table.column(OURS);
      for (MarkdownTable.Row row : table.rows()) {
        assertThat(row.cells())
            .as("line " + row.line())
            .hasSameSizeAs(table.header().cells())
            .noneMatch(String::isBlank);
        if (MarkdownTable.spans(row.cells().get(ours)).isEmpty()) {
          assertThat(row.cells().get(ours)).as("line " + row.line()).isEqualTo("none");
          assertThat(row.cells().getLast())
              .as("line " + row.line())
              .hasSizeGreaterThan(SHORTEST_REASON);
        }
      }
    }
  }

  /** What there is here, by the words that a page would deny it with. */
  private static final Map<String, BooleanSupplier> THERE =
      Map.of(
          "(?i)\\b(draw|drawn|gif|video|pictures? of play)",
              () -> names.has("ascent watch RUN --gif F"),
          "(?i)\\b(atari|ale|arcade)", () -> Environments.find("ale:pong").isPresent(),
          "(?i)\\b(lunarlander|box2d)", () -> Environments.find("LunarLander-v2").isPresent(),
          "(?i)\\bmujoco\\b(?! model)", () -> Environments.find("HalfCheetah-v4").isPresent(),
          "(?i)\\bgym(nasium)?\\b", () -> Environments.find("gym:CartPole-v1").isPresent(),
          "(?i)\\blstm|recurrent", () -> names.has("policy.memory.lstmSize"),
          "(?i)\\bmasks?\\b", () -> names.has("Environment.actionMask"),
          "(?i)\\bcheckpoint|\\bresume", () -> names.has("ascent resume RUN"),
          "(?i)\\btensorboard", () -> names.has("TensorBoardLogger"));

  private static final Pattern NOT_THERE =
      Pattern.compile("(?i)module of its own|\\byet\\b|do not draw|cannot be drawn|not supported");

  /** Rows that say that there is no such thing here, though there is, each with its line. */
  private static List<String> denials(List<MarkdownTable> some) {
    List<String> denials = new ArrayList<>();
    for (MarkdownTable table : some) {
      for (MarkdownTable.Row row : table.rows()) {
        boolean none = row.cells().get(table.column(OURS)).equals("none");
        String reason = row.cells().getLast();
        if (none || NOT_THERE.matcher(reason).find()) {
          List<String> theirs = MarkdownTable.spans(row.cells().getFirst());
          String text = row.cells().getFirst() + " " + reason;
          boolean byName =
              none
                  && theirs.stream()
                      .anyMatch(
                          name ->
                              Environments.list().stream().anyMatch(e -> e.id().equals(name))
                                  || names.has("--" + name)
                                  || names.has("ascent train CartPole-v1 --algo " + name));
          boolean byWord =
              THERE.entrySet().stream()
                  .anyMatch(
                      word ->
                          Pattern.compile(word.getKey()).matcher(text).find()
                              && word.getValue().getAsBoolean());
          if (byName || byWord) {
            denials.add("line " + row.line() + ": " + text);
          }
        }
      }
    }
    return denials;
  }

  @Test
  void noRowDeniesWhatExists() {
    assertThat(denials(tables)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| `LunarLander-v2` | none | needs Box2D, which is for a module of its own |",
        "| `AtariEnv` | none | Atari needs a native emulator, which is for a module of its own |",
        "| `watch` | `ascent eval RUN` | environments do not draw themselves yet |",
        "| `capture-video` | none | environments do not draw themselves, so nothing is filmed |",
        "| `gym.make` | none | what Python makes stays there |",
        "| `CartPole-v1` | none | there is nothing of that kind in this place |",
        "| `stop-at` | none | trainings take all of the steps that they are given |",
        "| `trpo` | none | there is no natural gradient of any kind |",
        "| `RecurrentPPO` | `PpoAgent` | networks do not remember yet |",
      })
  void aRowThatDeniesWhatExistsIsReported(String row) {
    String page =
        "# A page\n## A system\n| theirs | Ascent4J | why |\n|---|---|---|\n" + row + "\n";
    assertThat(denials(MarkdownTable.of(page))).hasSize(1).first().asString().startsWith("line 5");
  }

  /** A column with a factory in its heading says what that gives for the setting of each row. */
  @Test
  void everyDefaultIsWhatTheNamedFactoryGives() {
    int checked = 0;
    for (MarkdownTable table : tables) {
      for (int column = 0; column < table.header().cells().size(); column++) {
        String factory = table.headerSpan(column);
        if (!factory.isEmpty()) {
          for (MarkdownTable.Row row : table.rows()) {
            checked += checkDefault(names.api().call(factory), row, table.column(OURS), column);
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(100);
  }

  private static int checkDefault(Record config, MarkdownTable.Row row, int ours, int column) {
    String cell = row.cells().get(column);
    List<String> codes = MarkdownTable.spans(row.cells().get(ours));
    if (cell.equals("-") || codes.isEmpty()) {
      return 0;
    }
    String prefix = config.getClass().getSimpleName() + ".";
    assertThat(codes.getFirst()).as("line " + row.line()).startsWith(prefix);
    String setting = codes.getFirst().substring(prefix.length());
    Map<String, Object> settings = ConfigRecords.settings(config);
    assertThat(settings).as("line " + row.line()).containsKey(setting);
    String text = MarkdownTable.spans(cell).stream().findFirst().orElse(cell);
    Object value = settings.get(setting);
    // Not every default may be set as it is: a number of minibatches of 0 needs their size.
    if (!text.equals(String.valueOf(value))) {
      assertThat(ConfigRecords.settings(ConfigRecords.with(config, setting, text)).get(setting))
          .as("line " + row.line() + ": " + setting)
          .isEqualTo(value);
    }
    return 1;
  }

  /** What each document names, one line for each. */
  @Test
  void everyNameOfTheirDocumentsHasARow() throws IOException {
    String documents = Files.readString(DOCUMENTS);
    List<String> missing = new ArrayList<>();
    for (String line : documents.lines().toList()) {
      String[] parts = line.split(": ", 2);
      Set<String> found = new HashSet<>();
      tables.stream()
          .filter(table -> table.section().equals(parts[0]))
          .flatMap(table -> table.rows().stream())
          .forEach(row -> found.addAll(MarkdownTable.spans(row.cells().getFirst())));
      for (String name : parts[1].split(" ")) {
        if (!found.contains(name)) {
          missing.add(parts[0] + ": " + name);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PpoConfig",
        "PpoConfig.clipRange",
        "PpoConfig.policy.hiddenSizes",
        "PolicyGradientAgent.create",
        "RolloutLength.Episodes",
        "PpoConfig.KlStop.EPOCH",
        "PpoConventions.prt(4).withGamma(0.9)",
        "policy.hiddenSizes",
        "annealing=AFTER_ROLLOUT",
        "--eval-every",
        "--algo a2c",
        "ascent train CartPole-v1 --algo pg --preset prt --steps N",
        "ascent presets show sb3",
        "train/value_loss",
        "eval/numsteps",
        "time/fps",
        "config.json",
        "parameters.json",
        "checkpoints",
      })
  void namesThatExistAreFound(String code) {
    assertThat(names.has(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PpoConfiguration",
        "PpoConfig.epsilon",
        "PpoConfig.policy.layers",
        "PolicyGradientAgent.fit",
        "PpoConfig.KlStop.NEVER",
        "PpoConfig.sb3().getClass",
        "PolicyGradientLearner",
        "hiddenSizes",
        "annealing=SOMETIMES",
        "--evaluate-every",
        "--algo dqn",
        "ascent learn CartPole-v1",
        "ascent train CartPole-v1 --preset nobody",
        "ascent train",
        "train/happiness",
        "results.json",
        "",
      })
  void madeUpNamesAreNot(String code) {
    assertThat(names.has(code)).isFalse();
  }

  @Test
  void aWrongNameIsReportedWithItsLine() {
    String page =
        """
        # A page
        ## A system
        | theirs | Ascent4J | why |
        |---|---|---|
        | `a|b` | `PpoConfig.gamma`, `PpoConfig.delta` | no reason |
        """;
    List<MarkdownTable> made = MarkdownTable.of(page);
    assertThat(made.getFirst().rows().getFirst().cells()).hasSize(3);
    assertThat(unknown(made)).containsExactly("line 5: PpoConfig.delta");
  }

  @Test
  void aWrongDefaultIsReportedWithItsLine() {
    Record config = names.api().call("PpoConventions.prt(1)");
    MarkdownTable.Row right = new MarkdownTable.Row(7, List.of("`PpoConfig.gamma`", "0.990"));
    MarkdownTable.Row wrong = new MarkdownTable.Row(8, List.of("`PpoConfig.gamma`", "0.98"));
    assertThat(checkDefault(config, right, 0, 1)).isOne();
    assertThatThrownBy(() -> checkDefault(config, wrong, 0, 1))
        .hasMessageContaining("line 8: gamma");
  }
}
