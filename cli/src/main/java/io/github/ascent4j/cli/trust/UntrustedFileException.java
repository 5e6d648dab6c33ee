package io.github.ascent4j.cli.trust;

import io.github.ascent4j.cli.text.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A file says more of an environment than a file may that could be anybody's: exit code 2. The
 * message says what; how to go on all the same depends on what was typed.
 */
public final class UntrustedFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 80;
  private static final Set<String> OWN_OPTIONS = Set.of("rom", "python", "classpath");

  private final LinkedHashSet<String> typed = new LinkedHashSet<>();

  UntrustedFileException(
      ForeignEnvironment named, boolean nameBeyond, List<String> beyond, UserKey.Found key) {
    super(message(named, nameBeyond, beyond, key));
    if (nameBeyond) {
      typed.add("--env");
    }
    for (String option : beyond) {
      typed.add(OWN_OPTIONS.contains(option) ? "--" + option : "--with");
    }
  }

  /** The options of the command line that say the same. */
  public List<String> typed() {
    return List.copyOf(typed);
  }

  private static String message(
      ForeignEnvironment named, boolean nameBeyond, List<String> beyond, UserKey.Found key) {
    List<String> parts = new ArrayList<>();
    if (nameBeyond) {
      parts.add("the environment \"" + VisibleText.line(named.id(), SHOWN) + "\"");
    }
    for (String option : beyond) {
      String value = VisibleText.line(named.options().getOrDefault(option, ""), SHOWN);
      parts.add(VisibleText.line(option, SHOWN) + " \"" + value + "\"");
    }
    String what = String.join(", ", parts.subList(0, Math.min(3, parts.size())));
    return named.file()
        + " asks for "
        + what
        + (parts.size() > 3 ? " and " + (parts.size() - 3) + " more" : "")
        + ", which could run anything, and is not known to be yours"
        + (key.problem() == null ? "" : " (" + key.problem() + ")");
  }
}
