package io.github.ascent4j.cli;

import io.github.ascent4j.cli.trust.ForeignEnvironment;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what an environment is made with of which a file says something, too. */
final class FileEnvironmentChoice {
  @Mixin private EnvironmentChoice choice = new EnvironmentChoice();

  @Option(
      names = "--trust",
      description =
          "Run what the file names: programs, Python and classes of its environment. Files of your"
              + " own runs need no such word.")
  private boolean trust;

  @Nullable String classpath() {
    return choice.classpath();
  }

  /** The environment of that name, of which no file says anything. */
  TrustedEnvironment typed(String id) {
    return TrustedEnvironment.typed(id, choice.options(id));
  }

  /**
   * What a file names, or another environment.
   *
   * @param id null for that of the file
   */
  TrustedEnvironment trusted(ForeignEnvironment named, @Nullable String id) {
    return trusted(named, id, false);
  }

  /**
   * What a file names.
   *
   * @param place where it is now; null for where the file says
   */
  TrustedEnvironment moved(ForeignEnvironment named, @Nullable String place) {
    return trusted(named, place, true);
  }

  private TrustedEnvironment trusted(ForeignEnvironment named, @Nullable String id, boolean moved) {
    return named.trusted(
        new ForeignEnvironment.Typed(
            id, choice.options(id == null ? named.id() : id), moved, trust));
  }
}
