package io.github.ascent4j.environment.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a user wants of an environment.
 *
 * @param id the environment's name
 * @param copies how many are stepped together
 * @param threads that may step them, the caller's included; they change no result
 * @param options by name, as text; those left out have their defaults
 */
public record EnvironmentRequest(String id, int copies, int threads, Map<String, String> options) {

  public EnvironmentRequest {
    if (copies < 1) {
      throw new IllegalArgumentException(id + " with " + copies + " copies; use at least 1 copy");
    }
    if (threads < 1) {
      throw new IllegalArgumentException(
          id + " with " + threads + " threads; use at least 1 thread");
    }
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** Copies stepped by the caller's thread, with every option at its default. */
  public static EnvironmentRequest of(String id, int copies) {
    return new EnvironmentRequest(id, copies, 1, Map.of());
  }

  /** The same with one option more. */
  public EnvironmentRequest with(String name, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(name, value);
    return new EnvironmentRequest(id, copies, threads, more);
  }

  /**
   * Refuses options that are not among {@code known}, naming near ones.
   *
   * @throws IllegalArgumentException if there are some
   */
  public void allowOnly(List<EnvironmentOption> known) {
    List<String> names = known.stream().map(EnvironmentOption::name).toList();
    for (String name : options.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            id
                + " has no option \""
                + name
                + "\"; "
                + (names.isEmpty()
                    ? "it has none"
                    : NearNames.describe(NearNames.of(name, names))));
      }
    }
  }

  /** An option's text, or what stands for it. */
  public String text(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }

  /**
   * A yes or no.
   *
   * @throws IllegalArgumentException if it is neither {@code true} nor {@code false}
   */
  public boolean flag(String name, boolean otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, text, "give true or false");
    };
  }

  /**
   * A number from {@code low} to {@code high}.
   *
   * @throws IllegalArgumentException if it is none or lies outside
   */
  public double number(String name, double otherwise, double low, double high) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    String range = "give a number from " + low + " to " + high;
    try {
      double value = Double.parseDouble(text);
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, range);
    }
    throw wrong(name, text, range);
  }

  /**
   * A whole number from {@code low} to {@code high}.
   *
   * @throws IllegalArgumentException if it is none or lies outside
   */
  public int count(String name, int otherwise, int low, int high) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    String range = "give a whole number from " + low + " to " + high;
    try {
      int value = Integer.parseInt(text);
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, range);
    }
    throw wrong(name, text, range);
  }

  private IllegalArgumentException wrong(String name, String text, String mend) {
    return new IllegalArgumentException(id + ": " + name + " \"" + text + "\"; " + mend);
  }
}
