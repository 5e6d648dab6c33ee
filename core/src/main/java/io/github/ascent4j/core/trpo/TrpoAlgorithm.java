package io.github.ascent4j.core.trpo;

import io.github.ascent4j.core.training.Algorithm;

/** The algorithm of {@link TrpoAgent}, as a service. */
public final class TrpoAlgorithm extends Algorithm<TrpoConfig> {
  public TrpoAlgorithm() {
    super(
        "trpo",
        "trust region policy optimisation: natural gradient, line search",
        TrpoConfig.sb3(),
        TrpoLearner::new);
  }
}
