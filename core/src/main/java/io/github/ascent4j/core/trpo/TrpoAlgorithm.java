package io.github.ascent4j.core.trpo;

import io.github.ascent4j.core.training.Algorithm;

/** The algorithm of {@link TrpoAgent}, as a service. */
public final class TrpoAlgorithm extends Algorithm<TrpoConfig> {
  public TrpoAlgorithm() {
    super(
        "trpo",
        "trust region policy optimisation: a natural gradient and a line search",
        TrpoConfig.sb3(),
        TrpoLearner::new);
  }
}
