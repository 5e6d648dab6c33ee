package io.github.ascent4j.core.loss;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.Golden;
import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.distribution.DiagonalGaussian;
import io.github.ascent4j.policy.distribution.Distribution;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Masked cases are left out everywhere, since {@link Categorical} has no masks. */
final class GoldenPpoLossTest {
  static List<Golden.Case> stableBaselines() {
    return cases("ppo_sb3", 14);
  }

  static List<Golden.Case> cleanrl() {
    return cases("ppo_cleanrl", 9);
  }

  static List<Golden.Case> baselines() {
    return cases("ppo_baselines", 3);
  }

  /** Without the single sample, whose advantage prt_rl turns into 0 and we leave as it is. */
  static List<Golden.Case> prtRl() {
    return Golden.cases(
        "losses.json", 6, c -> c.kind().equals("ppo_prt_rl") && c.input("values").size() > 1);
  }

  /** Without dual clipping. */
  static List<Golden.Case> tianshou() {
    return Golden.cases(
        "losses.json", 6, c -> c.kind().equals("ppo_tianshou") && !c.given("dual_clip"));
  }

  private static List<Golden.Case> cases(String kind, int count) {
    return Golden.cases("losses.json", count, c -> c.kind().equals(kind) && !c.given("mask"));
  }

  @ParameterizedTest
  @MethodSource
  void stableBaselines(Golden.Case golden) {
    ValueClipping clipping =
        golden.given("clip_range_vf") ? ValueClipping.REPLACE : ValueClipping.NONE;
    check(golden, loss(golden, 1, clipping, "clip_range_vf"));
  }

  @ParameterizedTest
  @MethodSource
  void cleanrl(Golden.Case golden) {
    check(golden, loss(golden, 0.5, maximumIf(golden, "clip_value_loss"), "clip_range"));
  }

  /** The loss itself; the population deviation that Baselines normalises by is not ours. */
  @ParameterizedTest
  @MethodSource
  void baselines(Golden.Case golden) {
    float[] advantages = Golden.floats(golden.input("advantages"));
    if (golden.flag("normalize_advantages")) {
      normalizeByPopulation(advantages);
    }
    PpoLoss loss = loss(golden, 0.5, maximumIf(golden, "clip_value_loss"), "clip_range");
    check(golden, loss, advantages);
  }

  @ParameterizedTest
  @MethodSource
  void prtRl(Golden.Case golden) {
    check(golden, loss(golden, 1, ValueClipping.NONE, "clip_range"));
  }

  @ParameterizedTest
  @MethodSource
  void tianshou(Golden.Case golden) {
    check(golden, loss(golden, 1, maximumIf(golden, "value_clip"), "clip_range"));
  }

  private static ValueClipping maximumIf(Golden.Case golden, String flag) {
    return golden.flag(flag) ? ValueClipping.MAXIMUM : ValueClipping.NONE;
  }

  private static PpoLoss loss(
      Golden.Case golden, double valueFactor, ValueClipping clipping, String range) {
    return new PpoLoss(
        golden.input("clip_range").asDouble(),
        valueFactor,
        clipping,
        clipping == ValueClipping.NONE ? Double.NaN : golden.input(range).asDouble(),
        golden.input("value_coef").asDouble(),
        golden.input("entropy_coef").asDouble());
  }

  private static void check(Golden.Case golden, PpoLoss loss) {
    float[] advantages = Golden.floats(golden.input("advantages"));
    if (golden.flag("normalize_advantages")) {
      AdvantageNormalization.normalize(advantages, advantages.length);
    }
    check(golden, loss, advantages);
  }

  private static void check(Golden.Case golden, PpoLoss loss, float[] advantages) {
    // All samples in one block, and in blocks that do not divide them.
    check(golden, loss, advantages, advantages.length);
    check(golden, loss, advantages, 5);
  }

  private static void check(Golden.Case golden, PpoLoss loss, float[] advantages, int block) {
    int samples = advantages.length;
    float[] policy = outputs(golden, samples);
    LossRows rows = new LossRows(distribution(golden, samples), samples);
    copy(golden, "actions", rows.minibatch.actions);
    copy(golden, "old_log_probs", rows.minibatch.oldLogProbs);
    copy(golden, "old_values", rows.minibatch.oldValues);
    copy(golden, "returns", rows.minibatch.returns);
    System.arraycopy(advantages, 0, rows.minibatch.advantages, 0, samples);

    double total = rows.evaluate(loss, policy, Golden.floats(golden.input("values")), block);

    golden.check("loss", (float) total);
    golden.check("policy_loss", (float) rows.sums.policyLoss());
    golden.check("value_loss", (float) rows.sums.valueLoss());
    golden.check("entropy", (float) rows.sums.entropy());
    JsonNode diagnostics = golden.expected("diagnostics");
    golden.check("k3", diagnostics.get("approx_kl_k3"), (float) rows.sums.approximateKl());
    golden.check(
        "clip fraction", diagnostics.get("clip_fraction"), (float) rows.sums.clipFraction());
    golden.check("grad_values", rows.valueGradients);
    checkPolicyGradient(golden, rows.policyGradients, samples);
  }

  private static Distribution distribution(Golden.Case golden, int samples) {
    return golden.given("logits")
        ? new Categorical(Golden.floats(golden.input("logits")).length / samples)
        : new DiagonalGaussian(Golden.floats(golden.input("mean")).length / samples);
  }

  /** Logits, or per sample the mean and the log standard deviation. */
  private static float[] outputs(Golden.Case golden, int samples) {
    if (golden.given("logits")) {
      return Golden.floats(golden.input("logits"));
    }
    float[] mean = Golden.floats(golden.input("mean"));
    float[] logStd = Golden.floats(golden.input("log_std"));
    int dimensions = mean.length / samples;
    float[] outputs = new float[2 * mean.length];
    for (int i = 0; i < samples; i++) {
      int row = i * dimensions;
      System.arraycopy(mean, row, outputs, 2 * row, dimensions);
      // One row for all samples, or one for each.
      System.arraycopy(logStd, row % logStd.length, outputs, 2 * row + dimensions, dimensions);
    }
    return outputs;
  }

  private static void checkPolicyGradient(Golden.Case golden, float[] gradients, int samples) {
    if (golden.given("logits")) {
      golden.check("grad_logits", gradients);
      return;
    }
    int dimensions = gradients.length / samples / 2;
    int logStdSize = Golden.floats(golden.input("log_std")).length;
    float[] mean = new float[samples * dimensions];
    float[] logStd = new float[logStdSize];
    for (int i = 0; i < mean.length; i++) {
      int at = i / dimensions * 2 * dimensions + i % dimensions;
      mean[i] = gradients[at];
      logStd[i % logStdSize] += gradients[at + dimensions];
    }
    golden.check("grad_mean", mean);
    golden.check("grad_log_std", logStd);
  }

  private static void copy(Golden.Case golden, String input, float[] target) {
    float[] values = Golden.floats(golden.input(input));
    System.arraycopy(values, 0, target, 0, target.length);
  }

  private static void normalizeByPopulation(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value / (double) values.length;
    }
    double variance = 0;
    for (float value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((values[i] - mean) / (Math.sqrt(variance) + 1e-8));
    }
  }
}
