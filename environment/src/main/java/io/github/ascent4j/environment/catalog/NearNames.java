package io.github.ascent4j.environment.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the names that somebody may have meant. */
public final class NearNames {
  private static final int MOST = 5;

  private NearNames() {}

  /** Up to five of {@code names} nearest to {@code name} in edit distance, nearest first. */
  public static List<String> of(String name, Collection<String> names) {
    String wanted = name.toLowerCase(Locale.ROOT);
    Map<String, Integer> distances =
        names.stream().distinct().collect(Collectors.toMap(n -> n, n -> distance(wanted, n)));
    return names.stream()
        .distinct()
        .sorted(Comparator.comparing(distances::get))
        .limit(MOST)
        .toList();
  }

  /** "the near ones are a, b, c". */
  public static String describe(List<String> near) {
    return "the near ones are " + String.join(", ", near);
  }

  /** Edits from {@code wanted} to the name or to its last part, whichever is nearer. */
  private static int distance(String wanted, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    int whole = edits(wanted, lower);
    return dot < 0 ? whole : Math.min(whole, edits(wanted, lower.substring(dot + 1)));
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
