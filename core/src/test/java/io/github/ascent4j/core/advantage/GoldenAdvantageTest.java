package io.github.ascent4j.core.advantage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** Without the single element, which prt_rl turns into 0 and we leave as it is. */
  static List<Golden.Case> unbiasedNormalization() {
    return Golden.cases(
        "returns.json",
        2,
        c ->
            c.kind().equals("normalize_advantages")
                && c.input("mode").asText().equals("unbiased_plus_eps")
                && c.input("advantages").size() > 1);
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
    GeneralizedAdvantageEstimation.compute(
        rewards.length / last.length,
        last.length,
        rewards,
        Golden.floats(golden.input("values")),
        terminated,
        truncated,
        finalValues,
        last,
        golden.input("gamma").asDouble(),
        golden.input("lambda").asDouble(),
        advantages,
        returns);
    golden.check("advantages", advantages);
    golden.check("returns", returns);
  }

  @ParameterizedTest
  @MethodSource
  void unbiasedNormalization(Golden.Case golden) {
    float[] advantages = Golden.floats(golden.input("advantages"));
    AdvantageNormalization.normalize(advantages, advantages.length);
    JsonNode expected = golden.json().get("expected");
    golden.check("normalised", expected.elements().next(), advantages);
  }

  @Test
  void aSingleAdvantageStaysAsItIs() {
    float[] advantages = {2.5f};
    AdvantageNormalization.normalize(advantages, 1);
    assertThat(advantages).containsExactly(2.5f);
  }
}
