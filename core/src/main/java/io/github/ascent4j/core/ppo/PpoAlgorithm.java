package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.training.Algorithm;

/** The algorithm of {@link PpoAgent}, as a service. */
public final class PpoAlgorithm extends Algorithm<PpoConfig> {
  public PpoAlgorithm() {
    super(
        "ppo",
        "proximal policy optimisation: epochs with a clipped ratio",
        PpoConfig.sb3(),
        PpoLearner::new);
  }
}
