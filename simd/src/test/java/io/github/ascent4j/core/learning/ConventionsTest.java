package io.github.ascent4j.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.a2c.A2cConventions;
import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.policygradient.PolicyGradientConventions;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.reinforce.ReinforceAgent;
import io.github.ascent4j.core.reinforce.ReinforceConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What other systems do learns too, with a smaller network, shorter rollouts and larger steps. */
final class ConventionsTest {
  private static final List<Integer> HIDDEN = List.of(32);

  /**
   * @param rate smaller where the gradient's norm has no limit
   */
  private static Method<PpoConfig> ppo(String name, PpoConfig config, double rate) {
    return new Method<>(
        "ppo of " + name,
        PpoAgent.ALGORITHM,
        task ->
            config
                .withRolloutSteps(16)
                .withLearningRate(Schedule.linear(rate))
                .withCriticLearningRate(rate)
                .withGamma(task.gamma())
                .withPolicy(config.policy().withHiddenSizes(HIDDEN)),
        30_000);
  }

  private static Method<A2cConfig> a2c(String name, A2cConfig config) {
    return new Method<>(
        "a2c of " + name,
        A2cAgent.ALGORITHM,
        task ->
            config
                .withRolloutSteps(8)
                .withLearningRate(Schedule.linear(0.02))
                .withGamma(task.gamma())
                .withPolicy(config.policy().withHiddenSizes(HIDDEN)),
        60_000);
  }

  private static Method<ReinforceConfig> reinforceForMujoco() {
    ReinforceConfig config = ReinforceConfig.tianshouMujoco(Method.COPIES);
    return new Method<>(
        "reinforce of tianshou for MuJoCo",
        ReinforceAgent.ALGORITHM,
        task ->
            config
                .withRolloutSteps(20)
                .withLearningRate(Schedule.linear(0.01))
                .withGamma(task.gamma())
                .withPolicy(config.policy().withHiddenSizes(HIDDEN)),
        300_000);
  }

  static Stream<Method<?>> conventions() {
    return Stream.of(
        ppo("cleanrl", PpoConventions.cleanrl(), 3e-3),
        ppo("prt", PpoConventions.prt(Method.COPIES), 3e-3),
        ppo("rlpyt", PpoConventions.rlpyt(), 3e-3),
        ppo("tianshou", PpoConventions.tianshou(Method.COPIES), 1e-3),
        ppo("spinup", PpoConventions.spinup(Method.COPIES), 1e-3),
        ppo("baselines", PpoConventions.baselines(), 3e-3),
        a2c("rlpyt", A2cConventions.rlpyt()),
        a2c("tianshou", A2cConventions.tianshou()),
        a2c("baselines", A2cConventions.baselines()),
        reinforceForMujoco());
  }

  @ParameterizedTest
  @MethodSource("conventions")
  void aChoiceAndANumberAreLearnt(Method<?> method) {
    assertLearnt(method, Tasks.choice());
    assertLearnt(method, Tasks.number());
  }

  /** The tutorial is about choices. */
  @Test
  void aChoiceIsLearntByTheTutorial() {
    PolicyGradientConfig tutorial = PolicyGradientConventions.tutorial();
    Method<?> method =
        new Method<>(
            "pg of the tutorial",
            PolicyGradientAgent.ALGORITHM,
            task ->
                tutorial
                    .withGamma(task.gamma())
                    .withPolicy(tutorial.policy().withHiddenSizes(HIDDEN)),
            100_000);
    assertLearnt(method, Tasks.choice());
  }

  private static void assertLearnt(Method<?> method, Task task) {
    try (Agent<?> agent = method.trained(task)) {
      assertThat(task.error(agent)).as("%s", task).isLessThanOrEqualTo(task.tolerance());
    }
  }
}
