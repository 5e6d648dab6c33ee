package io.github.ascent4j.core.npg;

import io.github.ascent4j.core.training.Algorithm;

/** The algorithm of {@link NpgAgent}, as a service. */
public final class NpgAlgorithm extends Algorithm<NpgConfig> {
  public NpgAlgorithm() {
    super("npg", "the natural policy gradient", NpgConfig.tianshou(1), NpgLearner::new);
  }
}
