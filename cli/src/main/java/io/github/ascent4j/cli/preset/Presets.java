package io.github.ascent4j.cli.preset;

import io.github.ascent4j.environment.catalog.NearNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All presets: the conventions of other systems, and settings tuned for one environment. */
public final class Presets {
  private static final String DEFAULT_ALGORITHM = "ppo";

  private static final List<Preset> ALL =
      Stream.of(
              Conventions.LIST,
              TunedPresets.LIST,
              PixelPresets.LIST,
              Box2dPresets.LIST,
              MujocoPresets.LIST,
              AtariPresets.LIST)
          .flatMap(List::stream)
          .toList();

  private Presets() {}

  /** All presets, conventions first. */
  public static List<Preset> list() {
    return ALL;
  }

  /**
   * The presets of that name, one for each algorithm it is for; tuned ones are also found by their
   * environment alone.
   *
   * @throws IllegalArgumentException if there is none; the message names near ones
   */
  public static List<Preset> named(String name) {
    List<Preset> found =
        ALL.stream().filter(p -> p.name().equals(name) || p.isTunedFor(name)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no preset \""
              + name
              + "\"; "
              + NearNames.describe(near(name))
              + "; `ascent presets` lists all");
    }
    return found;
  }

  /** Names that the given one is a part of, or else those that look like it. */
  private static List<String> near(String name) {
    List<String> names = ALL.stream().map(Preset::name).distinct().toList();
    String part = name.toLowerCase(Locale.ROOT);
    List<String> containing =
        names.stream().filter(n -> n.toLowerCase(Locale.ROOT).contains(part)).toList();
    return containing.isEmpty() ? NearNames.of(name, names) : containing;
  }

  /**
   * The preset of that name for an algorithm.
   *
   * @param algorithm null for ppo, or for the first that the name has if ppo is not among them
   * @throws IllegalArgumentException if there is none
   */
  public static Preset get(String name, @Nullable String algorithm) {
    List<Preset> named = named(name);
    String wanted = algorithm == null ? DEFAULT_ALGORITHM : algorithm;
    Optional<Preset> found = named.stream().filter(p -> p.algorithm().equals(wanted)).findFirst();
    if (found.isEmpty() && algorithm != null) {
      throw new IllegalArgumentException(
          "the preset \""
              + name
              + "\" is for "
              + String.join(", ", named.stream().map(Preset::algorithm).toList())
              + ", not for "
              + algorithm
              + "; `ascent presets` lists all");
    }
    return found.orElse(named.getFirst());
  }

  /** The preset tuned for an environment and an algorithm, if there is one. */
  public static Optional<Preset> tunedFor(String environment, String algorithm) {
    return ALL.stream()
        .filter(p -> p.isTunedFor(environment) && p.algorithm().equals(algorithm))
        .findFirst();
  }

  /**
   * The preset that an environment is trained with unless another is asked for: the tuned one, or
   * the first convention of the algorithm.
   */
  public static Preset defaultFor(String environment, String algorithm) {
    return tunedFor(environment, algorithm)
        .orElseGet(
            () ->
                Conventions.LIST.stream()
                    .filter(p -> p.algorithm().equals(algorithm))
                    .findFirst()
                    .orElseThrow());
  }
}
