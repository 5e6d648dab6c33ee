package io.github.ascent4j.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that brings algorithms of one's own to a command that has no environment. */
final class AlgorithmChoice {
  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      description = "Folders and jars with your own algorithm.")
  private @Nullable String classpath;

  @Nullable String classpath() {
    return classpath;
  }
}
