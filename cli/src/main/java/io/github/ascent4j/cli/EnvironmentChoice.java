package io.github.ascent4j.cli;

import io.github.ascent4j.cli.environment.ClassProvider;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
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
  private @Nullable String rom;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "The Python that makes gym:ID; python3.")
  private @Nullable String python;

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
   * What was chosen of an environment. A class path may as well bring an algorithm alone, and is
   * then no choice of the environment.
   *
   * @param id of the environment
   */
  Map<String, String> options(String id) {
    Map<String, String> options = new TreeMap<>();
    if (rom != null) {
      options.put("rom", rom);
    }
    if (python != null) {
      options.put("python", python);
    }
    if (classpath != null && new ClassProvider().provides(id)) {
      options.put("classpath", classpath);
    }
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--with " + assignment + ": write it as NAME=VALUE");
      }
      String name = assignment.substring(0, equals);
      if (name.equals(TrustedEnvironment.WRAP)) {
        throw new UsageException("--with " + assignment + ": wrappers are given with --wrap");
      }
      options.put(name, assignment.substring(equals + 1));
    }
    return options;
  }
}
