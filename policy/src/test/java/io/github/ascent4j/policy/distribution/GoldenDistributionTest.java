package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.Golden;
import io.github.ascent4j.policy.math.FloatMath;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenDistributionTest {
  /** The file also has masked cases, which {@link Categorical} does not do. */
  static List<Golden.Case> categorical() {
    return Golden.cases(
        "distributions.json", 5, c -> c.kind().equals("categorical") && !c.given("mask"));
  }

  /** The file also has clamped cases, which {@link DiagonalGaussian} does not do. */
  static List<Golden.Case> gaussian() {
    return Golden.cases(
        "distributions.json", 3, c -> c.kind().equals("diag_gaussian") && !c.given("min_log_std"));
  }

  @ParameterizedTest
  @MethodSource
  void categorical(Golden.Case golden) {
    float[] logits = Golden.floats(golden.input("logits"));
    float[] other = Golden.floats(golden.input("other_logits"));
    float[] actions = Golden.floats(golden.input("actions"));
    int n = logits.length / actions.length;
    Rows rows = new Rows(new Categorical(n), logits, actions).evaluate();

    golden.check("log_prob", rows.logProbs());
    golden.check("entropy", rows.entropies());
    golden.check("mode", rows.modes());
    golden.check("kl", rows.kl(other));
    golden.check("probs", probabilities(n, logits));
    golden.check("grad_log_prob_logits", rows.gradient(1, 0));
    golden.check("grad_entropy_logits", rows.gradient(0, 1));
    golden.check("grad_kl_logits", rows.klGradients(other)[0]);
    golden.check("grad_kl_other_logits", rows.klGradients(other)[1]);
    checkAllAsked(golden, 9);
  }

  /** Every choice's probability from its log-probability. */
  private static float[] probabilities(int n, float[] logits) {
    float[] probabilities = new float[logits.length];
    for (int k = 0; k < n; k++) {
      float[] actions = new float[logits.length / n];
      Arrays.fill(actions, k);
      float[] logProbs = new Rows(new Categorical(n), logits, actions).evaluate().logProbs();
      for (int i = 0; i < actions.length; i++) {
        probabilities[i * n + k] = FloatMath.exp(logProbs[i]);
      }
    }
    return probabilities;
  }

  @ParameterizedTest
  @MethodSource
  void gaussian(Golden.Case golden) {
    int dimensions = golden.input("mean").get(0).size();
    float[] parameters = rows(golden.input("mean"), golden.input("log_std"));
    float[] other = rows(golden.input("other_mean"), golden.input("other_log_std"));
    float[] actions = Golden.floats(golden.input("actions"));
    Rows rows = new Rows(new DiagonalGaussian(dimensions), parameters, actions).evaluate();

    golden.check("log_prob", rows.logProbs());
    golden.check("entropy", rows.entropies());
    golden.check("mode", rows.modes());
    golden.check("kl", rows.kl(other));
    golden.check("grad_log_prob_mean", part(rows.gradient(1, 0), dimensions, 0));
    golden.check("grad_log_prob_log_std", part(rows.gradient(1, 0), dimensions, 1));
    golden.check("grad_entropy_log_std", part(rows.gradient(0, 1), dimensions, 1));
    float[][] ofKl = rows.klGradients(other);
    golden.check("grad_kl_mean", part(ofKl[0], dimensions, 0));
    golden.check("grad_kl_log_std", part(ofKl[0], dimensions, 1));
    golden.check("grad_kl_other_mean", part(ofKl[1], dimensions, 0));
    golden.check("grad_kl_other_log_std", part(ofKl[1], dimensions, 1));
    checkAllAsked(golden, 11);
    for (float slope : part(rows.gradient(0, 1), dimensions, 0)) {
      assertThat(slope).isZero();
    }
  }

  private static void checkAllAsked(Golden.Case golden, int asked) {
    assertThat(golden.json().get("expected").size()).isEqualTo(asked);
  }

  /** Rows of [mean, logStd]. */
  private static float[] rows(JsonNode means, JsonNode logStds) {
    int dimensions = means.get(0).size();
    float[] mean = Golden.floats(means);
    float[] logStd = Golden.floats(logStds);
    float[] rows = new float[2 * mean.length];
    for (int i = 0; i < means.size(); i++) {
      System.arraycopy(mean, i * dimensions, rows, 2 * i * dimensions, dimensions);
      System.arraycopy(logStd, i * dimensions, rows, (2 * i + 1) * dimensions, dimensions);
    }
    return rows;
  }

  /** The means (0) or log standard deviations (1) of rows. */
  private static float[] part(float[] rows, int dimensions, int which) {
    float[] part = new float[rows.length / 2];
    for (int i = 0; i < part.length / dimensions; i++) {
      System.arraycopy(rows, (2 * i + which) * dimensions, part, i * dimensions, dimensions);
    }
    return part;
  }
}
