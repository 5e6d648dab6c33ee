package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.trust.ForeignEnvironment;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what an environment is made with of which a file says something, too. */
final class FileEnvironmentChoice {
  @Mixin private EnvironmentChoice choice = new EnvironmentChoice();
  @Mixin private WrapChoice wrap = new WrapChoice();

  @Option(
      names = "--trust",
      description =
          "Run what the file names: programs, Python and classes of its environment. Files of your"
              + " own runs need no such word.")
  private boolean trust;

  @Nullable String classpath() {
    return choice.classpath();
  }

  WrapChoice wrap() {
    return wrap;
  }

  private Map<String, String> options(String id) {
    Map<String, String> options = new TreeMap<>(choice.options(id));
    options.putAll(wrap.option());
    return options;
  }

  /** The environment of that name, of which no file says anything. */
  TrustedEnvironment typed(String id) {
    return TrustedEnvironment.typed(id, options(id));
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
    if (!wrap.option().isEmpty()) {
      throw new UsageException(
          "--wrap: a run goes on in the wrappers it was started with; only "
              + WrapChoice.RECORD_USAGE
              + " can be given");
    }
    return trusted(named, place, true);
  }

  private TrustedEnvironment trusted(ForeignEnvironment named, @Nullable String id, boolean moved) {
    return named.trusted(
        new ForeignEnvironment.Typed(id, options(id == null ? named.id() : id), moved, trust));
  }
}
