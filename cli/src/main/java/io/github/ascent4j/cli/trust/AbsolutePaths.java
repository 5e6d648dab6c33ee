package io.github.ascent4j.cli.trust;

import io.github.ascent4j.environment.catalog.EnvironmentOption.Reach;
import io.github.ascent4j.envs.Environments;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Paths in names and options that mean the same in every folder. */
final class AbsolutePaths {
  private AbsolutePaths() {}

  static String id(String id) {
    return Environments.find(id).map(provider -> provider.absolute(id)).orElse(id);
  }

  static Map<String, String> options(String id, Map<String, String> options) {
    Map<String, String> absolute = new TreeMap<>();
    options.forEach((name, value) -> absolute.put(name, option(Catalog.reach(id, name), value)));
    return absolute;
  }

  /** Whether nothing of it depends on the folder that this program was started in. */
  static boolean already(String id, Map<String, String> options) {
    return id(id).equals(id) && options(id, options).equals(options);
  }

  private static String option(Reach reach, String value) {
    if (value.isEmpty()) {
      return value;
    }
    return switch (reach) {
      case FILE -> path(value);
      case CLASS_PATH ->
          Arrays.stream(value.split(File.pathSeparator))
              .map(AbsolutePaths::path)
              .collect(Collectors.joining(File.pathSeparator));
      case PROGRAM -> value.contains("/") || value.contains(File.separator) ? path(value) : value;
      case NONE, ANYTHING -> value;
    };
  }

  /** What is no path stays: whoever opens it says what is wrong. */
  private static String path(String text) {
    try {
      return Path.of(text).toAbsolutePath().toString();
    } catch (InvalidPathException e) {
      return text;
    }
  }
}
