package io.github.ascent4j.core.loss;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.distribution.DiagonalGaussian;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.math.ArrayMath;
import java.util.List;
import java.util.Map;

/** A golden case of a policy's loss as rows, and what it expects of them. */
final class GoldenRows {
  /** What rlpyt adds to probabilities and standard deviations. */
  private static final float RLPYT_EPSILON = 1e-8f;

  private final Golden.Case golden;
  final LossRows rows;
  private final float[] policy;
  private final float[] values;

  /** The cases of one kind, of which there are {@code count}. */
  static List<Golden.Case> cases(String kind, int count) {
    return Golden.cases("losses.json", count, c -> c.kind().equals(kind));
  }

  GoldenRows(Golden.Case golden) {
    this.golden = golden;
    int samples = golden.input("actions").size();
    rows = new LossRows(distribution(golden, samples), samples);
    policy = outputs("", golden, samples);
    values = new float[samples];
    copy("values", values);
    copy("actions", rows.minibatch.actions);
    copy("old_values", rows.minibatch.oldValues);
    copy("returns", rows.minibatch.returns);
    copy("old_log_probs", rows.minibatch.oldLogProbs);
    copy(golden.given("weights") ? "weights" : "advantages", rows.minibatch.advantages);
    if (golden.given("mask")) {
      rows.minibatch.masks = Golden.flags(golden.input("mask"));
    }
    if (golden.given("valid")) {
      rows.minibatch.valid = Golden.floats(golden.input("valid"));
    }
    if (golden.given("old_logits") || golden.given("old_mean")) {
      rows.minibatch.oldOutputs = outputs("old_", golden, samples);
    }
  }

  /** Log-probabilities of the actions under the old outputs, where none are given. */
  GoldenRows withOldLogProbs() {
    float[] old = rows.minibatch.oldOutputs;
    if (old != null && !golden.given("old_log_probs")) {
      System.arraycopy(logProbs(old), 0, rows.minibatch.oldLogProbs, 0, rows.samples);
    }
    return this;
  }

  /** Advantages normalised if the case says so, by the deviation that divides by n - {@code m}. */
  GoldenRows normalized(int m) {
    float[] advantages = rows.minibatch.advantages;
    int n = advantages.length;
    if (!golden.flag("normalize_advantages") || n <= m) {
      return this;
    }
    double mean = 0;
    for (float advantage : advantages) {
      mean += advantage / (double) n;
    }
    double squares = 0;
    for (float advantage : advantages) {
      squares += (advantage - mean) * (advantage - mean);
    }
    for (int i = 0; i < n; i++) {
      advantages[i] = (float) ((advantages[i] - mean) / (Math.sqrt(squares / (n - m)) + 1e-8));
    }
    return this;
  }

  /** As {@link #normalized}, but a single advantage becomes 0. */
  GoldenRows normalizedOrZero() {
    if (rows.samples == 1 && golden.flag("normalize_advantages")) {
      rows.minibatch.advantages[0] = 0;
    }
    return normalized(1);
  }

  void check(PpoLoss loss) {
    // All samples in one block, and in blocks that do not divide them.
    for (int block : new int[] {rows.samples, 5}) {
      checkLoss(rows.evaluate(loss, policy, values, block));
      checkTerms();
    }
  }

  void check(PolicyGradientLoss loss) {
    for (int block : new int[] {rows.samples, 5}) {
      checkLoss(rows.evaluate(loss, policy, values, block));
      if (golden.expects("log_probs")) {
        golden.check("log_probs", logProbs(policy));
      } else {
        checkTerms();
      }
    }
  }

  private void checkLoss(double loss) {
    golden.check("loss", (float) loss);
    checkPolicyGradient();
    if (golden.given("values")) {
      golden.check("grad_values", rows.valueGradients);
    }
  }

  private void checkTerms() {
    golden.check("policy_loss", (float) rows.sums.policyLoss());
    golden.check("value_loss", (float) rows.sums.valueLoss());
    golden.check("entropy", (float) rows.sums.entropy());
    for (String name : List.of("perplexity", "kl", "clip_fraction")) {
      if (golden.expects(name)) {
        golden.check(name, (float) diagnostic(name));
      }
    }
    if (golden.expects("diagnostics")) {
      for (Map.Entry<String, JsonNode> figure : golden.expected("diagnostics").properties()) {
        golden.check(figure.getKey(), figure.getValue(), (float) diagnostic(figure.getKey()));
      }
    }
  }

  private double diagnostic(String name) {
    PpoLossSums sums = rows.sums;
    return switch (name) {
      case "entropy_mean" -> sums.entropy();
      case "perplexity", "perplexity_mean" -> sums.perplexity();
      case "kl" -> sums.kl();
      case "approx_kl_k1" -> sums.approximateKlK1();
      case "approx_kl_k2" -> sums.approximateKlK2();
      case "approx_kl_k3" -> sums.approximateKlK3();
      case "clip_fraction" -> sums.clipFraction();
      case "ratio_min" -> sums.ratioMin();
      case "ratio_max" -> sums.ratioMax();
      case "explained_variance" ->
          Diagnostics.explainedVariance(
              rows.minibatch.oldValues, rows.minibatch.returns, rows.minibatch.valid, rows.samples);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private float[] logProbs(float[] outputs) {
    DistributionBatch batch = new DistributionBatch(rows.distribution, rows.samples);
    int width = rows.distribution.parameterCount();
    batch.of(outputs, 0, width, rows.minibatch.actions, 0, rows.samples);
    rows.distribution.evaluate(batch.masked(rows.minibatch.masks, 0), ArrayMath.SCALAR);
    return batch.logProbs;
  }

  private static Distribution distribution(Golden.Case golden, int samples) {
    boolean rlpyt = golden.kind().endsWith("_rlpyt");
    if (golden.given("logits")) {
      int choices = Golden.floats(golden.input("logits")).length / samples;
      return rlpyt ? new Categorical(choices, RLPYT_EPSILON) : new Categorical(choices);
    }
    int dimensions = Golden.floats(golden.input("mean")).length / samples;
    return rlpyt
        ? new DiagonalGaussian(
            dimensions, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, RLPYT_EPSILON)
        : new DiagonalGaussian(dimensions);
  }

  /** Logits, or per sample the mean and the log standard deviation. */
  private static float[] outputs(String prefix, Golden.Case golden, int samples) {
    if (golden.given(prefix + "logits")) {
      return Golden.floats(golden.input(prefix + "logits"));
    }
    float[] mean = Golden.floats(golden.input(prefix + "mean"));
    float[] logStd = Golden.floats(golden.input(prefix + "log_std"));
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

  private void checkPolicyGradient() {
    float[] gradients = rows.policyGradients;
    if (golden.given("logits")) {
      golden.check("grad_logits", gradients);
      return;
    }
    int dimensions = gradients.length / rows.samples / 2;
    int logStdSize = Golden.floats(golden.input("log_std")).length;
    float[] mean = new float[rows.samples * dimensions];
    float[] logStd = new float[logStdSize];
    for (int i = 0; i < mean.length; i++) {
      int at = i / dimensions * 2 * dimensions + i % dimensions;
      mean[i] = gradients[at];
      logStd[i % logStdSize] += gradients[at + dimensions];
    }
    golden.check("grad_mean", mean);
    golden.check("grad_log_std", logStd);
  }

  private void copy(String input, float[] target) {
    if (golden.given(input)) {
      float[] given = Golden.floats(golden.input(input));
      System.arraycopy(given, 0, target, 0, target.length);
    }
  }
}
