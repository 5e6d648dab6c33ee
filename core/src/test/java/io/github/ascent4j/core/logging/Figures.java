package io.github.ascent4j.core.logging;

import java.util.LinkedHashMap;
import java.util.Map;

/** Figures in the order they are given. */
final class Figures {
  private Figures() {}

  static Map<String, Double> of(String name, double value) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(name, value);
    return figures;
  }

  static Map<String, Double> of(String first, double x, String second, double y) {
    Map<String, Double> figures = of(first, x);
    figures.put(second, y);
    return figures;
  }
}
