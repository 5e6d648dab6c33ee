package io.github.ascent4j.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.training.Agent;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What critics learn of an agent that earns 1 in each step, discounted by 0.8, in episodes that are
 * cut after 20.
 */
final class CriticTest {
  private static final Task TASK = Tasks.choice().withGamma(0.8);

  static final List<Method<?>> BEHIND_CUTS =
      List.of(
          Methods.PPO,
          Methods.PPO.with("ppo, advantages anew", config -> config.withRecomputeAdvantages(true)),
          Methods.A2C,
          Methods.BASELINE.with(
              "pg with a baseline behind cuts", config -> config.withBootstrapTruncated(true)),
          Methods.GAE,
          Methods.VPG,
          Methods.TRPO,
          Methods.NPG);

  /** Whose targets are sums of rewards up to the cut, so that no time is told from another. */
  static final List<Method<?>> UP_TO_CUTS =
      List.of(
          Methods.PPO.with(
              "ppo up to cuts",
              config -> config.withBootstrapTruncated(false).withGaeLambda(1).withRolloutSteps(20)),
          Methods.A2C.with(
              "a2c up to cuts",
              config -> config.withBootstrapTruncated(false).withRolloutSteps(20)),
          Methods.BASELINE,
          Methods.VPG.with("vpg up to cuts", config -> config.withBootstrapTruncated(false)),
          Methods.TRPO.with(
              "trpo up to cuts", config -> config.withBootstrapTruncated(false).withGaeLambda(1)),
          Methods.NPG.with(
              "npg up to cuts", config -> config.withBootstrapTruncated(false).withGaeLambda(1)));

  @ParameterizedTest
  @FieldSource("BEHIND_CUTS")
  void withValuesBehindCutsTheSumHasNoEnd(Method<?> method) {
    assertValues(method, 1 / (1 - 0.8));
  }

  /** The mean over the steps left, 1 to 20, of (1 - 0.8^n) / (1 - 0.8). */
  @ParameterizedTest
  @FieldSource("UP_TO_CUTS")
  void withoutThemItIsTheMeanOverAnEpisode(Method<?> method) {
    double mean = 0;
    for (int n = 1; n <= 20; n++) {
      mean += (1 - Math.pow(0.8, n)) / (1 - 0.8) / 20;
    }
    assertValues(method, mean);
  }

  private static void assertValues(Method<?> method, double expected) {
    try (Agent<?> agent = method.trained(TASK)) {
      assertThat(TASK.error(agent)).isZero();
      for (Task.Probe probe : TASK.probes()) {
        assertThat((double) agent.policy().values(probe.observation())[0])
            .isCloseTo(expected, within(0.1));
      }
    }
  }
}
