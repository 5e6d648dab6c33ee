package io.github.ascent4j.core.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What the names of other systems are called here, for those who write them out of habit. */
public final class NamesElsewhere {
  /**
   * A name of another system.
   *
   * @param system whose it is
   * @param name as it is written there
   * @param here the setting by its whole name, or the option of the command with its dashes
   */
  public record Meaning(String system, String name, String here) {}

  private static final String TABLE = "names-elsewhere.txt";

  private NamesElsewhere() {}

  /** All of them, in the order of {@code docs/coming-from.md}. */
  public static List<Meaning> all() {
    List<Meaning> all = new ArrayList<>();
    String system = "";
    try (InputStream in = NamesElsewhere.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          all.add(new Meaning(system, line.substring(0, equals), line.substring(equals + 1)));
        } else if (!line.isEmpty()) {
          system = line;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /**
   * What somebody who wrote {@code name} is to write here: "it is rolloutSteps here
   * (Stable-Baselines3), or --steps (rlpyt)".
   *
   * @param settings the names of settings that there are; other meanings are left out but for
   *     options of the command
   * @param written how a name is to be written here
   */
  public static Optional<String> describe(
      String name, Set<String> settings, UnaryOperator<String> written) {
    for (String setting : settings) {
      if (plain(setting).equals(plain(name))) {
        return Optional.of("it is " + written.apply(setting) + " here");
      }
    }
    List<Meaning> near =
        all().stream()
            .filter(meaning -> isOption(meaning.here) || settings.contains(meaning.here))
            .filter(meaning -> plain(meaning.name).equals(plain(name)))
            .sorted(Comparator.comparing(meaning -> isOption(meaning.here)))
            .toList();
    List<Meaning> exact =
        near.stream().filter(m -> m.name.replace('-', '_').equals(name.replace('-', '_'))).toList();
    Map<String, Set<String>> systems = new LinkedHashMap<>();
    for (Meaning meaning : exact.isEmpty() ? near : exact) {
      systems.computeIfAbsent(meaning.here, here -> new TreeSet<>()).add(meaning.system);
    }
    List<String> parts = new ArrayList<>();
    systems.forEach(
        (here, whose) ->
            parts.add(
                written.apply(here)
                    + (parts.isEmpty() ? " here (" : " (")
                    + String.join(", ", whose)
                    + ")"));
    return parts.isEmpty() ? Optional.empty() : Optional.of("it is " + String.join(", or ", parts));
  }

  private static boolean isOption(String here) {
    return here.startsWith("--");
  }

  /** Python's underscores, an option's dashes and our capitals make one name. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }
}
