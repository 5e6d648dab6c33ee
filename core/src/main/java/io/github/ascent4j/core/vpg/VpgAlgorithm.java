package io.github.ascent4j.core.vpg;

import io.github.ascent4j.core.training.Algorithm;

/** The algorithm of {@link VpgAgent}, as a service. */
public final class VpgAlgorithm extends Algorithm<VpgConfig> {
  public VpgAlgorithm() {
    super(
        "vpg",
        "the vanilla policy gradient, with a critic of its own pace",
        VpgConfig.spinup(1),
        VpgLearner::new);
  }
}
