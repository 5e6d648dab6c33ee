package io.github.ascent4j.cli;

import io.github.ascent4j.cli.environment.ClassProvider;
import io.github.ascent4j.cli.run.UsageException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what an environment is made with. */
final class EnvironmentChoice {
  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description =
          "One thing to choose of the environment, such as enable_wind=true; may be repeated."
              + " ascent envs ENV lists them.")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--rom", paramLabel = "FILE", description = "The game's ROM, for ale:NAME.")
  private @Nullable Path rom;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "The Python that makes gym:ID; python3.")
  private @Nullable Path python;

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      description =
          "Folders and jars with your own environment, whose class name ENV is, or your own"
              + " algorithm.")
  private @Nullable String classpath;

  @Nullable String classpath() {
    return classpath;
  }

  /**
   * As {@link #on(Map)} for a command whose class path may bring an algorithm alone, which is then
   * no choice of the environment.
   *
   * @param id of the environment
   */
  Map<String, String> on(Map<String, String> before, String id) {
    Map<String, String> options = on(before);
    if (classpath != null && !new ClassProvider().provides(id)) {
      options.remove("classpath");
    }
    return options;
  }

  /**
   * {@code before} with what was chosen. Files are named so that a run can be resumed from another
   * folder.
   */
  Map<String, String> on(Map<String, String> before) {
    Map<String, String> options = new TreeMap<>(before);
    if (rom != null) {
      options.put("rom", rom.toAbsolutePath().toString());
    }
    if (python != null) {
      // A bare name is looked for on the PATH.
      options.put(
          "python",
          python.getNameCount() > 1 || python.isAbsolute()
              ? python.toAbsolutePath().toString()
              : python.toString());
    }
    if (classpath != null) {
      options.put("classpath", absolute(classpath));
    }
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--with " + assignment + ": write it as NAME=VALUE");
      }
      options.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return options;
  }

  private static String absolute(String path) {
    List<String> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
