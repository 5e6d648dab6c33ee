package io.github.ascent4j.environment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of the numbers that a step carries beside its reward. They become columns of tables and
 * names of figures: letters, digits and signs, without a space, a comma or a quotation mark.
 *
 * <p>Loggers see {@code NAME} as a mean over steps and {@code NAME_final} as a mean over the ends
 * of episodes, so no name is another one with {@value #FINAL} behind it.
 */
public final class InfoNames {
  /** More names are refused. */
  public static final int MOST = 256;

  /** Characters of a name, at most. */
  public static final int MOST_CHARACTERS = 100;

  /** What stands behind a name where its last number of an episode is meant. */
  public static final String FINAL = "_final";

  private InfoNames() {}

  /**
   * What is wrong with names, and what to do; null if nothing is.
   *
   * @param names may hold anything
   */
  public static @Nullable String complaint(List<String> names) {
    if (names.size() > MOST) {
      return names.size() + " names; give " + MOST + " at most";
    }
    Set<String> known = new HashSet<>();
    for (String name : names) {
      if (name == null) {
        return "a name is null; give text";
      }
      String wrong = complaint(name);
      if (wrong != null) {
        return wrong;
      }
      if (!known.add(name)) {
        return "the name '" + name + "' is there twice; give each number a name of its own";
      }
    }
    for (String name : names) {
      if (known.contains(name + FINAL)) {
        return "beside '"
            + name
            + "' the name '"
            + name
            + FINAL
            + "' is what loggers call its last number of an episode; rename one";
      }
    }
    return null;
  }

  private static @Nullable String complaint(String name) {
    if (name.isEmpty() || name.length() > MOST_CHARACTERS) {
      return "a name has "
          + name.length()
          + " characters; give 1 to "
          + MOST_CHARACTERS
          + " of them";
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean sign = c > ' ' && c < 0x7f && c != ',' && c != '"';
      if (!sign && !Character.isLetterOrDigit(c)) {
        return String.format(
            "character %d of the name '%s' is U+%04X; use letters, digits and signs without spaces,"
                + " commas and quotation marks",
            i, shown(name), (int) c);
      }
    }
    return null;
  }

  /** What of a name a terminal takes as text. */
  private static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      shown.append((c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c) ? c : '?');
    }
    return shown.toString();
  }

  /**
   * A copy of the names, once they are found legal.
   *
   * @param environment whose names they are, for the message
   * @throws EnvironmentException if they are not
   */
  public static List<String> checked(String environment, List<String> names) {
    String wrong = complaint(names);
    if (wrong != null) {
      throw new EnvironmentException(environment + ": infoNames(): " + wrong);
    }
    return List.copyOf(names);
  }
}
