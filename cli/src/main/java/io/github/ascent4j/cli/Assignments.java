package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.core.config.ConfigRecords;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The settings of the algorithm that are set on the command line. */
final class Assignments {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "One setting of the algorithm, such as gamma=0.98 or learningRate=linear(3e-4,0); may be"
              + " repeated. ascent presets show NAME lists them.")
  private List<String> assignments = new ArrayList<>();

  /** Whether there are none. */
  boolean none() {
    return assignments.isEmpty();
  }

  /** Whether a setting whose name begins so is among them, by its whole name or its last part. */
  boolean anyOf(Record settings, String prefix) {
    return ConfigRecords.settings(settings).keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .anyMatch(
            name ->
                assignments.stream()
                    .map(text -> text.substring(0, Math.max(0, text.indexOf('='))))
                    .anyMatch(key -> key.equals(name) || name.endsWith("." + key)));
  }

  /**
   * The settings with those that were set.
   *
   * @throws IllegalArgumentException if there is no such setting, or a value is wrong
   */
  Record in(Record settings) {
    Record changed = settings;
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--set " + assignment + ": write it as KEY=VALUE");
      }
      changed =
          ConfigRecords.with(
              changed, assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return changed;
  }
}
