package io.github.ascent4j.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.training.Agent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every algorithm learns every kind of action. */
final class LearningTest {
  /** Methods that value what lies behind a cut: by a critic or by the mean of all returns. */
  static final List<Method<?>> FAR_SIGHTED =
      List.of(
          Methods.PPO,
          Methods.A2C,
          Methods.BASELINE.with(
              "pg with a baseline behind cuts", config -> config.withBootstrapTruncated(true)),
          Methods.GAE,
          Methods.NORMALIZED_REINFORCE,
          Methods.VPG,
          Methods.TRPO,
          Methods.NPG);

  /** Methods that take a cut for an end. */
  static final List<Method<?>> SHORT_SIGHTED =
      List.of(
          Methods.PPO.with("ppo up to cuts", config -> config.withBootstrapTruncated(false)),
          Methods.A2C.with("a2c up to cuts", config -> config.withBootstrapTruncated(false)),
          Methods.TOTAL_RETURN,
          Methods.REWARD_TO_GO,
          Methods.BASELINE,
          Methods.GAE.with(
              "pg with GAE up to cuts", config -> config.withBootstrapTruncated(false)),
          Methods.REINFORCE,
          Methods.VPG.with("vpg up to cuts", config -> config.withBootstrapTruncated(false)),
          Methods.TRPO.with("trpo up to cuts", config -> config.withBootstrapTruncated(false)),
          Methods.NPG.with("npg up to cuts", config -> config.withBootstrapTruncated(false)));

  static Stream<Arguments> everyMethodWithEveryTask() {
    return Methods.ALL.stream()
        .flatMap(
            method ->
                Stream.concat(Tasks.discrete().stream(), Tasks.continuous().stream())
                    .map(task -> Arguments.of(method, task)));
  }

  /** The environments refuse actions out of their spaces and forbidden ones. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyMethodWithEveryTask")
  void theBestActionsAreLearnt(Method<?> method, Task task) {
    assertLearnt(method, task);
  }

  @Test
  void aChoiceAndANumberAreLearntTogether() {
    assertLearnt(Methods.PPO, Tasks.choiceAndNumber());
  }

  @Test
  void aNumberIsLearntFromNoiseThatIsHeld() {
    assertLearnt(Methods.PPO, Tasks.exploredNumber());
  }

  /** The far door is reached by value alone, since no episode is long enough to walk there. */
  @ParameterizedTest
  @FieldSource("FAR_SIGHTED")
  void valuesBehindACutLeadToTheFarDoor(Method<?> method) {
    assertLearnt(method, Tasks.corridor());
  }

  @ParameterizedTest
  @FieldSource("SHORT_SIGHTED")
  void withoutThemTheNearDoorIsTaken(Method<?> method) {
    assertLearnt(method, Tasks.shortSightedCorridor());
  }

  private static void assertLearnt(Method<?> method, Task task) {
    try (Agent<?> agent = method.trained(task)) {
      assertThat(task.error(agent)).isLessThanOrEqualTo(task.tolerance());
      Evaluation evaluation =
          Evaluation.run(
              agent.policy().actorCritic(), task.environment().apply(100), 1_000_000, null);
      assertThat(evaluation.meanReturn()).isGreaterThanOrEqualTo(task.bestReturn());
    }
  }
}
