package io.github.ascent4j.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionReachTest {
  private static final PolicyConfig PLAIN = PolicyConfig.DEFAULT;

  private static boolean warned(PolicyConfig policy, float low, float high) {
    return ActionReach.warning(policy, Box.uniform(low, high, 2)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "-2000, 2000",
    "0, 500",
    "-100, 100",
    "20, 21",
    "-9, -4",
    "-0.01, 0.01",
    "0, 0.05",
    "100, Infinity"
  })
  void boxFarFromWherePoliciesStartIsNamed(float low, float high) {
    assertThat(ActionReach.warning(PLAIN, Box.uniform(low, high, 2)))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith(
                        "action[0] lies in [" + low + ", " + high + "], but a policy starts")
                    .contains("policy.actionScaling=true"));
    if (Float.isFinite(high)) {
      assertThat(warned(PLAIN.withActionScaling(true), low, high)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "-2, 2", "-3, 3", "-0.4, 0.4", "0, 1", "-10, 10", "1, 3", "-1, Infinity"})
  void boxWithinReachIsNot(float low, float high) {
    assertThat(warned(PLAIN, low, high)).isFalse();
  }

  @Test
  void deviationAndDistributionDecideWhatIsReached() {
    assertThat(warned(PLAIN.withLogStdInit(2), -50, 50)).isFalse();
    assertThat(warned(PLAIN.withLogStdInit(2), -0.5f, 0.5f)).isTrue();
    assertThat(warned(PLAIN.withContinuousActions(ContinuousDistribution.TANH_GAUSSIAN), -500, 500))
        .isFalse();
    assertThat(warned(PLAIN.withContinuousActions(ContinuousDistribution.BETA), 0, 500)).isFalse();
  }

  @Test
  void partIsFoundByItsPlaceInTheAction() {
    Space joint =
        new Tuple(List.of(new Discrete(3), Box.of(new float[] {-1, 0}, new float[] {1, 90})));
    assertThat(ActionReach.warning(PLAIN, joint))
        .hasValueSatisfying(text -> assertThat(text).startsWith("action[2] lies in [0.0, 90.0]"));
    assertThat(ActionReach.warning(PLAIN, new Discrete(5))).isEmpty();
  }
}
