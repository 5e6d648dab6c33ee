package io.github.ascent4j.core.a2c;

import io.github.ascent4j.core.training.Algorithm;

/** The algorithm of {@link A2cAgent}, as a service. */
public final class A2cAlgorithm extends Algorithm<A2cConfig> {
  public A2cAlgorithm() {
    super(
        "a2c",
        "the synchronous advantage actor-critic: one step an update",
        A2cConfig.sb3(),
        A2cLearner::new);
  }
}
