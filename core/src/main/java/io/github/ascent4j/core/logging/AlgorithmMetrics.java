package io.github.ascent4j.core.logging;

import java.util.Map;

/** Figures that an algorithm reports after an update. Named only when somebody asks. */
@FunctionalInterface
public interface AlgorithmMetrics {
  /** The figures by name, Stable-Baselines3's where it has one, in a fixed order. */
  Map<String, Double> byName();
}
