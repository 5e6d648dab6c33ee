package io.github.ascent4j.core.reinforce;

import io.github.ascent4j.core.training.Algorithm;

/** The algorithm of {@link ReinforceAgent}, as a service. */
public final class ReinforceAlgorithm extends Algorithm<ReinforceConfig> {
  public ReinforceAlgorithm() {
    super(
        "reinforce",
        "REINFORCE, with running normalisation of returns",
        ReinforceConfig.tianshou(1),
        ReinforceLearner::new);
  }
}
