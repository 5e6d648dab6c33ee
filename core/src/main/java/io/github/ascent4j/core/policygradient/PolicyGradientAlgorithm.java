package io.github.ascent4j.core.policygradient;

import io.github.ascent4j.core.training.Algorithm;

/** The algorithm of {@link PolicyGradientAgent}, as a service. */
public final class PolicyGradientAlgorithm extends Algorithm<PolicyGradientConfig> {
  public PolicyGradientAlgorithm() {
    super(
        "pg",
        "the policy gradient over whole episodes, with or without a baseline",
        PolicyGradientConfig.prt(),
        PolicyGradientLearner::new);
  }
}
