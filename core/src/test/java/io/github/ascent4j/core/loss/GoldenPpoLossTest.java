package io.github.ascent4j.core.loss;

import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ReadsGolden
final class GoldenPpoLossTest {
  static List<Golden.Case> stableBaselines() {
    return GoldenRows.cases("ppo_sb3", 15);
  }

  static List<Golden.Case> cleanrl() {
    return GoldenRows.cases("ppo_cleanrl", 10);
  }

  static List<Golden.Case> baselines() {
    return GoldenRows.cases("ppo_baselines", 3);
  }

  static List<Golden.Case> prtRl() {
    return GoldenRows.cases("ppo_prt_rl", 7);
  }

  static List<Golden.Case> tianshou() {
    return GoldenRows.cases("ppo_tianshou", 12);
  }

  static List<Golden.Case> rlpyt() {
    return GoldenRows.cases("ppo_rlpyt", 7);
  }

  static List<Golden.Case> klPenalty() {
    return GoldenRows.cases("ppo_kl_penalty", 6);
  }

  @Test
  void everyLossIsTaken() {
    Golden.assertComplete(
        "losses.json", Set.of(), GoldenPpoLossTest.class, GoldenPolicyGradientLossTest.class);
  }

  @ParameterizedTest
  @MethodSource
  void stableBaselines(Golden.Case golden) {
    ValueClipping clipping =
        golden.given("clip_range_vf") ? ValueClipping.REPLACE : ValueClipping.NONE;
    new GoldenRows(golden).normalized(1).check(loss(golden, 1, clipping, "clip_range_vf"));
  }

  @ParameterizedTest
  @MethodSource
  void cleanrl(Golden.Case golden) {
    ValueClipping clipping = maximumIf(golden, "clip_value_loss");
    new GoldenRows(golden).normalized(1).check(loss(golden, 0.5, clipping, "clip_range"));
  }

  @ParameterizedTest
  @MethodSource
  void baselines(Golden.Case golden) {
    ValueClipping clipping = maximumIf(golden, "clip_value_loss");
    new GoldenRows(golden).normalized(0).check(loss(golden, 0.5, clipping, "clip_range"));
  }

  @ParameterizedTest
  @MethodSource
  void prtRl(Golden.Case golden) {
    new GoldenRows(golden).normalizedOrZero().check(unclipped(golden, 1));
  }

  @ParameterizedTest
  @MethodSource
  void tianshou(Golden.Case golden) {
    PpoLoss loss = loss(golden, 1, maximumIf(golden, "value_clip"), "clip_range");
    if (golden.given("dual_clip")) {
      loss = loss.withDualClip(golden.input("dual_clip").asDouble());
    }
    new GoldenRows(golden).normalized(1).check(loss);
  }

  @ParameterizedTest
  @MethodSource
  void rlpyt(Golden.Case golden) {
    new GoldenRows(golden).withOldLogProbs().check(unclipped(golden, 0.5));
  }

  @ParameterizedTest
  @MethodSource
  void klPenalty(Golden.Case golden) {
    PpoLoss loss = unclipped(golden, 1).withKlPenalty(golden.input("kl_coef").asDouble());
    new GoldenRows(golden).normalized(1).check(loss);
  }

  private static ValueClipping maximumIf(Golden.Case golden, String flag) {
    return golden.flag(flag) ? ValueClipping.MAXIMUM : ValueClipping.NONE;
  }

  /** Without value clipping. */
  private static PpoLoss unclipped(Golden.Case golden, double valueFactor) {
    return loss(golden, valueFactor, ValueClipping.NONE, "");
  }

  private static PpoLoss loss(
      Golden.Case golden, double valueFactor, ValueClipping clipping, String valueRange) {
    return PpoLoss.clipped(
        golden.given("clip_range")
            ? golden.input("clip_range").asDouble()
            : Double.POSITIVE_INFINITY,
        new ValueLoss(
            golden.input("value_coef").asDouble(),
            valueFactor,
            clipping,
            clipping == ValueClipping.NONE ? Double.NaN : golden.input(valueRange).asDouble()),
        golden.input("entropy_coef").asDouble());
  }
}
