package io.github.ascent4j.core.advantage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ReadsGolden
final class GoldenAdvantageTest {
  static List<Golden.Case> exactTruncation() {
    return Golden.cases("returns.json", 14, c -> c.kind().equals("gae"));
  }

  static List<Golden.Case> doneIsTermination() {
    List<String> kinds = List.of("prt_gae", "cleanrl_gae", "rlpyt_gae");
    return Golden.cases("returns.json", 7, c -> kinds.contains(c.kind()));
  }

  static List<Golden.Case> stableBaselines() {
    return Golden.cases("returns.json", 4, c -> c.kind().equals("sb3_gae"));
  }

  static List<Golden.Case> tianshou() {
    return Golden.cases("returns.json", 1, c -> c.kind().equals("tianshou_gae"));
  }

  static List<Golden.Case> rlpyt() {
    return Golden.cases("returns.json", 24, c -> c.kind().equals("rlpyt_process_returns"));
  }

  static List<Golden.Case> normalization() {
    return Golden.cases("returns.json", 6, c -> c.kind().equals("normalize_advantages"));
  }

  @Test
  void everyReturnIsTaken() {
    Golden.assertComplete(
        "returns.json", Set.of(), GoldenAdvantageTest.class, GoldenReturnsTest.class);
  }

  @ParameterizedTest
  @MethodSource
  void exactTruncation(Golden.Case golden) {
    check(
        golden,
        Golden.flags(golden.input("terminated")),
        Golden.flags(golden.input("truncated")),
        Golden.floats(golden.input("final_values")),
        golden.input("bootstrap_values"));
  }

  @ParameterizedTest
  @MethodSource
  void doneIsTermination(Golden.Case golden) {
    boolean[] dones = Golden.flags(golden.input("dones"));
    check(
        golden,
        dones,
        new boolean[dones.length],
        new float[dones.length],
        golden.input("last_values"));
  }

  /** SB3 adds the discounted value of the final observation to the reward: the same advantage. */
  @ParameterizedTest
  @MethodSource
  void stableBaselines(Golden.Case golden) {
    boolean[] terminated = Golden.flags(golden.input("dones"));
    boolean[] truncated = new boolean[terminated.length];
    float[] finalValues = new float[terminated.length];
    if (golden.given("truncated")) {
      truncated = Golden.flags(golden.input("truncated"));
      finalValues = Golden.floats(golden.input("final_values"));
      for (int i = 0; i < truncated.length; i++) {
        terminated[i] &= !truncated[i];
      }
    }
    check(golden, terminated, truncated, finalValues, golden.input("last_values"));
    checkRewards(golden, terminated, truncated, finalValues);
  }

  /** With values of 0 elsewhere, the return of one step is the reward and what a cut left out. */
  private static void checkRewards(
      Golden.Case golden, boolean[] terminated, boolean[] truncated, float[] finalValues) {
    float[] rewards = Golden.floats(golden.input("rewards"));
    float[] last = new float[golden.input("last_values").size()];
    StepArrays steps =
        new StepArrays(
            rewards.length / last.length,
            last.length,
            rewards,
            new float[rewards.length],
            terminated,
            truncated,
            finalValues,
            last);
    float[] ofOneStep = new float[rewards.length];
    NStepReturns.compute(steps, 1, golden.input("gamma").asDouble(), ofOneStep);
    golden.check("rewards_after_bootstrap", ofOneStep);
  }

  private static void check(
      Golden.Case golden,
      boolean[] terminated,
      boolean[] truncated,
      float[] finalValues,
      JsonNode bootstrapValues) {
    float[] rewards = Golden.floats(golden.input("rewards"));
    float[] last = Golden.floats(bootstrapValues);
    float[] advantages = new float[rewards.length];
    float[] returns = new float[rewards.length];
    StepArrays steps =
        new StepArrays(
            rewards.length / last.length,
            last.length,
            rewards,
            Golden.floats(golden.input("values")),
            terminated,
            truncated,
            finalValues,
            last);
    GeneralizedAdvantageEstimation.compute(
        steps,
        golden.input("gamma").asDouble(),
        golden.input("lambda").asDouble(),
        advantages,
        returns);
    golden.check("advantages", advantages);
    golden.check("returns", returns);
  }

  @ParameterizedTest
  @MethodSource
  void tianshou(Golden.Case golden) {
    float[] rewards = Golden.floats(golden.input("rewards"));
    float[] advantages = new float[rewards.length];
    float[] returns = new float[rewards.length];
    GeneralizedAdvantageEstimation.ofTransitions(
        rewards,
        Golden.floats(golden.input("values")),
        Golden.floats(golden.input("next_values")),
        Golden.flags(golden.input("end_flags")),
        golden.input("gamma").asDouble(),
        golden.input("lambda").asDouble(),
        advantages,
        returns);
    golden.check("advantages", advantages);
    golden.check("returns", returns);
  }

  /** All that rlpyt does with a batch before it learns from it, made of the parts here. */
  @ParameterizedTest
  @MethodSource
  void rlpyt(Golden.Case golden) {
    float[] rewards = Golden.floats(golden.input("rewards"));
    float[] values = Golden.floats(golden.input("values"));
    boolean[] dones = Golden.flags(golden.input("dones"));
    float[] last = Golden.floats(golden.input("last_values"));
    int steps = rewards.length / last.length;
    float[] advantages = new float[rewards.length];
    float[] returns = new float[rewards.length];
    float[] zeros = new float[dones.length];
    boolean[] never = new boolean[dones.length];
    estimate(
        golden,
        new StepArrays(steps, last.length, rewards, values, dones, never, zeros, last),
        advantages,
        returns);
    boolean[] valid = null;
    boolean recurrent = golden.flag("recurrent");
    boolean goesOn = golden.flag("mid_batch_reset");
    if (recurrent || !goesOn) {
      valid = new boolean[rewards.length];
      int count = ValidSteps.upToFirstEnd(steps, last.length, dones, valid);
      assertThat(valid).isEqualTo(Golden.flags(golden.expected("valid")));
      double[] flags = Golden.doubles(golden.expected("valid"));
      assertThat(count).isEqualTo((int) Arrays.stream(flags).sum());
    } else {
      assertThat(golden.expected("valid").isNull()).isTrue();
    }
    if (golden.flag("normalize_advantage")) {
      Standardization.UNBIASED_MAX_EPSILON.apply(
          advantages, advantages.length, valid, Standardization.Single.ZERO);
    }
    golden.check("returns", returns);
    golden.check("advantages", advantages);
  }

  private static void estimate(
      Golden.Case golden, StepArrays steps, float[] advantages, float[] returns) {
    double gamma = golden.input("gamma").asDouble();
    double lambda = golden.input("lambda").asDouble();
    if (lambda == 1) {
      MonteCarlo.rewardToGo(steps, gamma, returns);
      for (int i = 0; i < returns.length; i++) {
        advantages[i] = returns[i] - steps.values()[i];
      }
      return;
    }
    GeneralizedAdvantageEstimation.compute(steps, gamma, lambda, advantages, returns);
  }

  @ParameterizedTest
  @MethodSource
  void normalization(Golden.Case golden) {
    float[] advantages = Golden.floats(golden.input("advantages"));
    Standardization standardization =
        switch (golden.input("mode").asText()) {
          case "unbiased_plus_eps" -> Standardization.UNBIASED_PLUS_EPSILON;
          case "population_plus_eps" -> Standardization.POPULATION_PLUS_EPSILON;
          case "rlpyt_max" -> Standardization.UNBIASED_MAX_EPSILON;
          default -> throw new IllegalArgumentException(golden.name());
        };
    standardization.apply(advantages, advantages.length, Standardization.Single.ZERO);
    golden.check("normalized", advantages);
  }
}
