package io.github.ascent4j.cli.preset;

import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.core.training.AlgorithmPreset;
import io.github.ascent4j.environment.catalog.NearNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All presets: the conventions of other systems, and settings tuned for one environment. */
public final class Presets {
  private static final String DEFAULT_ALGORITHM = "ppo";

  /** Steps and copies of an algorithm that names no presets. */
  private static final long STEPS = 1_000_000;

  private static final int COPIES = 8;

  private static final List<Preset> OWN =
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

  /** All presets: this command's, conventions first, and those that algorithms bring. */
  public static List<Preset> list() {
    List<Preset> all = new ArrayList<>(OWN);
    Algorithms.list().forEach(algorithm -> all.addAll(brought(algorithm)));
    return all;
  }

  /** What an algorithm brings, or its defaults where nobody has named any settings for it. */
  private static <C extends Record & AlgorithmConfig> List<Preset> brought(Algorithm<C> algorithm) {
    List<AlgorithmPreset<C>> presets = algorithm.presets();
    boolean known = OWN.stream().anyMatch(preset -> preset.algorithm().equals(algorithm.name()));
    if (presets.isEmpty() && !known) {
      C defaults = algorithm.defaults();
      presets =
          List.of(
              new AlgorithmPreset<>(
                  algorithm.name(), algorithm.description(), COPIES, STEPS, copies -> defaults));
    }
    return presets.stream()
        .map(
            preset ->
                new Preset(
                    preset.name(),
                    preset.description(),
                    algorithm.name(),
                    null,
                    preset.environments(),
                    preset.steps(),
                    copies -> preset.settings().apply(copies)))
        .toList();
  }

  /**
   * The presets of that name, one for each algorithm it is for; tuned ones are also found by their
   * environment alone.
   *
   * @throws IllegalArgumentException if there is none; the message names near ones
   */
  public static List<Preset> named(String name) {
    List<Preset> found =
        list().stream().filter(p -> p.name().equals(name) || p.isTunedFor(name)).toList();
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
    List<String> names = list().stream().map(Preset::name).distinct().toList();
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
    return list().stream()
        .filter(p -> p.isTunedFor(environment) && p.algorithm().equals(algorithm))
        .findFirst();
  }

  /**
   * The preset that an environment is trained with unless another is asked for: the tuned one, or
   * the first of the algorithm that fits any.
   */
  public static Preset defaultFor(String environment, String algorithm) {
    return tunedFor(environment, algorithm)
        .orElseGet(
            () ->
                list().stream()
                    .filter(p -> p.algorithm().equals(algorithm) && p.environment() == null)
                    .findFirst()
                    .orElseThrow());
  }
}
