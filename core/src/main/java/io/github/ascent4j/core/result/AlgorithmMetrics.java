package io.github.ascent4j.core.result;

import java.util.Map;

/** Figures that an algorithm reports after an update. Named only when somebody asks. */
@FunctionalInterface
public interface AlgorithmMetrics {
  /** The figures by name, Stable-Baselines3's where it has one, in a fixed order. */
  Map<String, Double> byName();

  /** Steps that the policy's optimiser took in this update; 0 where nobody counted. */
  default long optimizerSteps() {
    return 0;
  }

  /** Samples that those steps learnt from, each as often as it was used; 0 likewise. */
  default long learntSamples() {
    return 0;
  }
}
