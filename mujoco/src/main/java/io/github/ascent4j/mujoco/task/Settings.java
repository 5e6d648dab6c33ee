package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.util.Locale;

/** The options of a task as a user set them. */
final class Settings {
  private static final double LARGEST_WEIGHT = 1e6;
  private static final double LARGEST_NOISE = 10;
  private static final int LONGEST_SKIP = 1000;

  private final EnvironmentRequest request;
  private final Options options;

  /**
   * @throws IllegalArgumentException if the request has options that are not offered
   */
  Settings(EnvironmentRequest request, Options options) {
    request.allowOnly(options.offered());
    this.request = request;
    this.options = options;
  }

  String id() {
    return request.id();
  }

  String text(String name) {
    return request.text(name, options.defaultOf(name));
  }

  boolean flag(String name) {
    return request.flag(name, Boolean.parseBoolean(options.defaultOf(name)));
  }

  boolean excludesPositions() {
    return flag(Options.excludePositionsName());
  }

  boolean includes(String array) {
    return flag("include_" + array + "_in_observation");
  }

  /** A factor of a reward or a cost. */
  double weight(String name) {
    double otherwise = Double.parseDouble(options.defaultOf(name));
    return request.number(name, otherwise, -LARGEST_WEIGHT, LARGEST_WEIGHT);
  }

  double resetNoise() {
    String name = "reset_noise_scale";
    double otherwise = Double.parseDouble(options.defaultOf(name));
    return request.number(name, otherwise, 0, LARGEST_NOISE);
  }

  int count(String name, int low, int high) {
    return request.count(name, Integer.parseInt(options.defaultOf(name)), low, high);
  }

  int frameSkip() {
    return count("frame_skip", 1, LONGEST_SKIP);
  }

  /**
   * Two numbers with a comma between them, {@code inf} among them.
   *
   * @throws IllegalArgumentException if they are none, or not in order
   */
  Range range(String name) {
    String text = text(name);
    String[] bounds = text.split(",", -1);
    try {
      if (bounds.length == 2) {
        Range range = new Range(bound(bounds[0]), bound(bounds[1]));
        if (range.low() < range.high()) {
          return range;
        }
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text);
    }
    throw wrong(name, text);
  }

  private static double bound(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case String number -> Double.parseDouble(number);
    };
  }

  private IllegalArgumentException wrong(String name, String text) {
    return new IllegalArgumentException(
        id()
            + ": "
            + name
            + " \""
            + text
            + "\"; give the lower and the upper bound, for example 0.7,inf");
  }
}
