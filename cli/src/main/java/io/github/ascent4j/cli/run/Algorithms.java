package io.github.ascent4j.cli.run;

import io.github.ascent4j.cli.environment.ClassPath;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.AlgorithmCatalog;
import io.github.ascent4j.core.training.AlgorithmConfig;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The algorithms that a run can use: the library's, and those of the command's class path. */
public final class Algorithms {
  private static final AlgorithmCatalog BUILT_IN =
      AlgorithmCatalog.load(Algorithms.class.getClassLoader());

  private static final ScopedValue<AlgorithmCatalog> CATALOG = ScopedValue.newInstance();

  private Algorithms() {}

  /**
   * The library's algorithms with those of a class path.
   *
   * @param classpath folders and jars; null for none
   * @throws IllegalArgumentException if something of the class path is missing or cannot be loaded
   */
  public static AlgorithmCatalog of(@Nullable String classpath) {
    return classpath == null ? BUILT_IN : AlgorithmCatalog.load(ClassPath.loader(classpath));
  }

  /** Runs a command that knows the algorithms of a catalogue. */
  public static int with(AlgorithmCatalog catalog, Supplier<Integer> command) {
    return ScopedValue.where(CATALOG, catalog).call(command::get);
  }

  /**
   * Settings as the config of their algorithm.
   *
   * @throws IllegalArgumentException if they are another algorithm's
   */
  static <C extends Record & AlgorithmConfig> C settings(Algorithm<C> algorithm, Record settings) {
    C defaults = algorithm.defaults();
    if (!defaults.getClass().isInstance(settings)) {
      throw new IllegalArgumentException(
          "settings of "
              + settings.getClass().getSimpleName()
              + " are not for "
              + algorithm.name());
    }
    @SuppressWarnings("unchecked")
    C own = (C) settings;
    return own;
  }

  /** All algorithms, the default one first. */
  public static List<Algorithm<?>> list() {
    return CATALOG.orElse(BUILT_IN).list();
  }

  /** Names of all algorithms, the default one first. */
  public static List<String> names() {
    return list().stream().<String>map(Algorithm::name).toList();
  }

  /** Names of all settings that some algorithm has. */
  public static Set<String> settingNames() {
    return list().stream()
        .flatMap(
            algorithm -> ConfigRecords.settings((Record) algorithm.defaults()).keySet().stream())
        .collect(Collectors.toSet());
  }

  /**
   * The algorithm of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Algorithm<?> get(String name) {
    return CATALOG
        .orElse(BUILT_IN)
        .find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no algorithm \""
                        + name
                        + "\"; give one of "
                        + String.join(", ", names())
                        + ", or the --classpath that brings it"));
  }
}
