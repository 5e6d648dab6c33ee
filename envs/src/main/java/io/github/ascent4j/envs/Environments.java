package io.github.ascent4j.envs;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/** Environments by name: those of this module and of every other one that is there. */
public final class Environments {
  private static final List<EnvironmentProvider> PROVIDERS =
      ServiceLoader.load(EnvironmentProvider.class, Environments.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private static final int MAX_SUGGESTIONS = 3;

  private Environments() {}

  /**
   * Makes an environment; it starts with its {@code reset}.
   *
   * @param copies how many copies are stepped together, at least 1
   * @throws IllegalArgumentException if there is no such environment; the message names near ones
   */
  public static VectorEnvironment make(String id, int copies) {
    return make(EnvironmentRequest.of(id, copies));
  }

  /**
   * Makes an environment with options; it starts with its {@code reset}.
   *
   * @throws IllegalArgumentException if there is no such environment or option; the message names
   *     near ones
   */
  public static VectorEnvironment make(EnvironmentRequest request) {
    return provider(request.id()).make(request);
  }

  /** All environments that have a name of their own, by id. */
  public static List<EnvironmentInfo> list() {
    return PROVIDERS.stream()
        .flatMap(provider -> provider.list().stream())
        .sorted(Comparator.comparing(EnvironmentInfo::id))
        .toList();
  }

  /**
   * What can be chosen of an environment.
   *
   * @throws IllegalArgumentException if there is no such environment; the message names near ones
   */
  public static List<EnvironmentOption> options(String id) {
    return provider(id).options(id);
  }

  /** What makes environments of that name, if there are any. */
  public static Optional<EnvironmentProvider> find(String id) {
    return PROVIDERS.stream().filter(provider -> provider.provides(id)).findFirst();
  }

  private static EnvironmentProvider provider(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException(unknown(id)));
  }

  private static String unknown(String id) {
    String given = id.toLowerCase(Locale.ROOT);
    int tolerance = Math.max(2, id.length() / 3);
    List<String> near =
        list().stream()
            .map(EnvironmentInfo::id)
            .filter(name -> distance(given, name) <= tolerance)
            .sorted(
                Comparator.comparingInt((String name) -> distance(given, name))
                    // Of two versions the newer one is the likelier wish.
                    .thenComparing(Comparator.reverseOrder()))
            .limit(MAX_SUGGESTIONS)
            .toList();
    return "there is no environment \""
        + id
        + "\"; "
        + (near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ")
        + "`ascent envs` lists all";
  }

  /** Edit distance to a name or, if that is nearer, to the name without its version. */
  private static int distance(String given, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String unversioned = lower.replaceFirst("-v\\d+$", "");
    return Math.min(editDistance(given, lower), editDistance(given, unversioned));
  }

  /** Levenshtein's: insertions, deletions and replacements of one character. */
  private static int editDistance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
