package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.policy.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs whose settings were one flat record, and had fewer of them: their files are read, and their
 * trainings go on to the parameters that they came to then.
 */
class OldRunsTest {
  private static final Path RUNS = Path.of("src/test/resources/old-runs");

  static List<String> runs() throws IOException {
    try (Stream<Path> folders = Files.list(RUNS)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  private static Path checkpoint(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(file -> file.toString().endsWith(".safetensors"))
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void goOnToTheSameBits(String name, @TempDir Path folder) throws IOException {
    Path old = RUNS.resolve(name);
    Path checkpoint = checkpoint(old);
    Files.createDirectories(folder.resolve("checkpoints"));
    Files.copy(old.resolve("config.json"), folder.resolve("config.json"));
    Files.copy(checkpoint, folder.resolve("checkpoints").resolve(checkpoint.getFileName()));
    Json then = Json.parse(Files.readString(old.resolve("summary.json")));
    Json now = Outcome.of("resume", folder, "--json", "--quiet").json();
    assertThat(now.get("steps")).isEqualTo(then.get("steps"));
    assertThat(now.get("parameters_sha256")).isEqualTo(then.get("parameters_sha256"));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void havingBeenReadAreWrittenWithTheSameSettings(String name) throws IOException {
    Json file = Json.parse(Files.readString(RUNS.resolve(name).resolve("config.json")));
    RunConfig run = RunConfig.fromJson(file);
    assertThat(values(ConfigRecords.toJson(run.settings()), "")).isEqualTo(then(file));
  }

  /** A file's settings are those that {@code --set} takes, by the same names. */
  @ParameterizedTest
  @MethodSource("runs")
  void nameTheirSettingsAsTheCommandDoes(String name) throws IOException {
    Json file = Json.parse(Files.readString(RUNS.resolve(name).resolve("config.json")));
    Record settings = RunConfig.fromJson(file).settings();
    assertThat(ConfigRecords.settings(settings).keySet())
        .containsExactlyInAnyOrderElementsOf(then(file).keySet());
  }

  /** What a file says, and what goes without saying since nothing else was possible. */
  private static Map<String, String> then(Json file) {
    Map<String, String> values = values(file.get("settings"), "");
    values.put("policy.discreteObservations", "\"RAW\"");
    return values;
  }

  private static Map<String, String> values(Json object, String prefix) {
    Map<String, String> values = new TreeMap<>();
    object
        .members()
        .forEach(
            (key, value) -> {
              if (value.kind() == Json.Kind.OBJECT) {
                values.putAll(values(value, prefix + key + "."));
              } else {
                values.put(prefix + key, value.toString());
              }
            });
    return values;
  }
}
