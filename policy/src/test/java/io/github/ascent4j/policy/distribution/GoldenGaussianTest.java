package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.space.Box;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden cases of Gaussians, plain and squashed. */
@ReadsGolden
final class GoldenGaussianTest {
  static List<Golden.Case> exact() {
    return Golden.cases("distributions.json", 5, c -> c.kind().equals("diag_gaussian"));
  }

  static List<Golden.Case> rlpyt() {
    return Golden.cases("distributions.json", 2, c -> c.kind().equals("rlpyt_gaussian"));
  }

  static List<Golden.Case> squashed() {
    return Golden.cases(
        "distributions.json",
        5,
        c -> c.kind().equals("tanh_gaussian_pre_tanh") || c.kind().equals("tanh_gaussian_action"));
  }

  static List<Golden.Case> guarded() {
    return Golden.cases("distributions.json", 1, c -> c.kind().equals("tanh_gaussian_prt_rl"));
  }

  @ParameterizedTest
  @MethodSource
  void exact(Golden.Case golden) {
    int dimensions = golden.input("mean").get(0).size();
    float min = limit(golden, "min_log_std", Float.NEGATIVE_INFINITY);
    float max = limit(golden, "max_log_std", Float.POSITIVE_INFINITY);
    float[] parameters = rows(golden.input("mean"), golden.input("log_std"));
    float[] other = rows(golden.input("other_mean"), golden.input("other_log_std"));
    float[] actions = Golden.exactFloats(golden.input("actions"));
    DiagonalGaussian distribution = new DiagonalGaussian(dimensions, min, max, 0);
    Rows rows = new Rows(distribution, parameters, actions).evaluate();

    golden.check("log_prob", rows.logProbs());
    golden.check("entropy", rows.entropies());
    golden.check("mode", rows.modes());
    golden.check("kl", rows.kl(other));
    golden.check("grad_log_prob_mean", part(rows.gradient(1, 0), dimensions, 0));
    golden.check("grad_log_prob_log_std", part(rows.gradient(1, 0), dimensions, 1));
    golden.check("grad_entropy_log_std", part(rows.gradient(0, 1), dimensions, 1));
    checkDivergenceGradients(golden, rows, other);
    for (float slope : part(rows.gradient(0, 1), dimensions, 0)) {
      assertThat(slope).isZero();
    }
  }

  private static void checkDivergenceGradients(Golden.Case golden, Rows rows, float[] other) {
    int dimensions = rows.distribution.actionSize();
    float[][] ofKl = rows.klGradients(other);
    golden.check("grad_kl_mean", part(ofKl[0], dimensions, 0));
    golden.check("grad_kl_log_std", part(ofKl[0], dimensions, 1));
    golden.check("grad_kl_other_mean", part(ofKl[1], dimensions, 0));
    golden.check("grad_kl_other_log_std", part(ofKl[1], dimensions, 1));
  }

  /** Its KL is that of the old distribution from the new one. */
  @ParameterizedTest
  @MethodSource
  void rlpyt(Golden.Case golden) {
    int dimensions = golden.input("mean").get(0).size();
    float min = logLimit(golden, "min_std", Float.NEGATIVE_INFINITY);
    float max = logLimit(golden, "max_std", Float.POSITIVE_INFINITY);
    DiagonalGaussian distribution = new DiagonalGaussian(dimensions, min, max, 1e-8f);
    float[] parameters = rows(golden.input("mean"), golden.input("log_std"));
    float[] old = rows(golden.input("old_mean"), golden.input("old_log_std"));
    float[] actions = Golden.exactFloats(golden.input("actions"));
    Rows rows = new Rows(distribution, parameters, actions).evaluate();
    Rows oldRows = new Rows(distribution, old, actions).evaluate();
    float[] ratios = new float[rows.count];
    float[] perplexities = new float[rows.count];
    float[] ofRatio = rows.gradient(1, 0);
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = FloatMath.exp(rows.logProbs()[i] - oldRows.logProbs()[i]);
      perplexities[i] = FloatMath.exp(rows.entropies()[i]);
      for (int k = 0; k < 2 * dimensions; k++) {
        ofRatio[i * 2 * dimensions + k] *= ratios[i];
      }
    }
    golden.check("log_likelihood", rows.logProbs());
    golden.check("entropy", rows.entropies());
    golden.check("perplexity", perplexities);
    golden.check("likelihood_ratio", ratios);
    golden.check("kl", oldRows.kl(parameters));
    golden.check("grad_log_likelihood_mean", part(rows.gradient(1, 0), dimensions, 0));
    golden.check("grad_log_likelihood_log_std", part(rows.gradient(1, 0), dimensions, 1));
    golden.check("grad_entropy_mean", part(rows.gradient(0, 1), dimensions, 0));
    golden.check("grad_entropy_log_std", part(rows.gradient(0, 1), dimensions, 1));
    golden.check("grad_likelihood_ratio_mean", part(ofRatio, dimensions, 0));
    golden.check("grad_likelihood_ratio_log_std", part(ofRatio, dimensions, 1));
    float[] ofKl = oldRows.klGradients(parameters)[1];
    golden.check("grad_kl_mean", part(ofKl, dimensions, 0));
    golden.check("grad_kl_log_std", part(ofKl, dimensions, 1));
  }

  /**
   * In single precision where u or a float action is given, and always in double precision. Near
   * the bounds actions are no floats, and only u can be.
   */
  @ParameterizedTest
  @MethodSource
  void squashed(Golden.Case golden) {
    double[] low = Golden.doubles(golden.input("low"));
    double[] high = Golden.doubles(golden.input("high"));
    double[] mean = Golden.doubles(golden.input("mean"));
    double[] logStd = Golden.doubles(golden.input("log_std"));
    boolean givenU = golden.given("pre_tanh");
    double[] given = Golden.doubles(golden.input(givenU ? "pre_tanh" : "actions"));
    int dimensions = low.length;
    double[] u = new double[given.length];
    double[] actions = new double[given.length];
    double[] logProbs = new double[given.length / dimensions];
    double[] deterministic = new double[given.length];
    for (int j = 0; j < given.length; j++) {
      int d = j % dimensions;
      u[j] = givenU ? given[j] : TanhTransform.raw(given[j], low[d], high[d]);
      actions[j] = TanhTransform.action(u[j], low[d], high[d]);
      logProbs[j / dimensions] += TanhTransform.logProb(u[j], mean[j], logStd[j], low[d], high[d]);
      deterministic[j] = TanhTransform.action(mean[j], low[d], high[d]);
    }
    String other = givenU ? "actions" : "pre_tanh";
    golden.checkDouble(other, golden.expected(other), givenU ? actions : u);
    golden.checkDouble("log_prob", golden.expected("log_prob"), logProbs);
    golden.checkDouble(
        "deterministic_action", golden.expected("deterministic_action"), deterministic);

    float[] parameters = rows(golden.input("mean"), golden.input("log_std"));
    TanhGaussian distribution =
        new TanhGaussian(
            Golden.exactFloats(golden.input("low")),
            Golden.exactFloats(golden.input("high")),
            Float.NEGATIVE_INFINITY,
            Float.POSITIVE_INFINITY);
    Rows rows = new Rows(distribution, parameters, floats(u)).evaluate();
    if (!golden.hasSingleTolerance()) {
      checkRoughly(golden, rows, "log_prob", rows.logProbs());
      checkRoughly(golden, rows, "kl", rows.kl(others(golden)));
      float[][] ofKl = rows.klGradients(others(golden));
      checkRoughly(golden.expected("grad_kl_mean"), part(ofKl[0], dimensions, 0));
      checkRoughly(golden.expected("grad_kl_log_std"), part(ofKl[0], dimensions, 1));
      checkRoughly(golden.expected("grad_kl_other_mean"), part(ofKl[1], dimensions, 0));
      checkRoughly(golden.expected("grad_kl_other_log_std"), part(ofKl[1], dimensions, 1));
      return;
    }
    golden.check("log_prob", rows.logProbs());
    golden.check("kl", rows.kl(others(golden)));
    golden.check("grad_log_prob_mean", part(rows.gradient(1, 0), dimensions, 0));
    golden.check("grad_log_prob_log_std", part(rows.gradient(1, 0), dimensions, 1));
    checkDivergenceGradients(golden, rows, others(golden));
    golden.check("deterministic_action", mapped(golden, rows.modes()));
    if (givenU) {
      golden.check("actions", mapped(golden, rows.actions));
    }
  }

  /** Actions on the bounds, in double precision; gradients at the u they are taken for. */
  @ParameterizedTest
  @MethodSource
  void guarded(Golden.Case golden) {
    double[] low = Golden.doubles(golden.input("low"));
    double[] high = Golden.doubles(golden.input("high"));
    double[] mean = Golden.doubles(golden.input("mean"));
    double[] logStd = Golden.doubles(golden.input("log_std"));
    double[] actions = Golden.doubles(golden.input("actions"));
    double epsilon = golden.input("epsilon").asDouble();
    float min = limit(golden, "min_log_std", 0);
    float max = limit(golden, "max_log_std", 0);
    int dimensions = low.length;
    double[] u = new double[actions.length];
    double[] logProbs = new double[actions.length / dimensions];
    double[] deterministic = new double[actions.length];
    for (int j = 0; j < actions.length; j++) {
      int d = j % dimensions;
      double limited = Math.max(min, Math.min(max, logStd[j]));
      u[j] = TanhTransform.raw(actions[j], low[d], high[d], epsilon);
      logProbs[j / dimensions] +=
          TanhTransform.logProbOfAction(actions[j], mean[j], limited, low[d], high[d], epsilon);
      deterministic[j] = TanhTransform.action(mean[j], low[d], high[d]);
    }
    golden.checkDouble("log_prob", golden.expected("log_prob"), logProbs);
    golden.checkDouble(
        "deterministic_action", golden.expected("deterministic_action"), deterministic);
    TanhGaussian distribution =
        new TanhGaussian(
            Golden.exactFloats(golden.input("low")),
            Golden.exactFloats(golden.input("high")),
            min,
            max);
    float[] parameters = rows(golden.input("mean"), golden.input("log_std"));
    Rows rows = new Rows(distribution, parameters, floats(u)).evaluate();
    checkRoughly(golden, rows, "", new float[0]);
  }

  /** Gradients and, if named, another result where no tolerance for floats is given. */
  private static void checkRoughly(Golden.Case golden, Rows rows, String name, float[] actual) {
    int dimensions = rows.distribution.actionSize();
    checkRoughly(golden.expected("grad_log_prob_mean"), part(rows.gradient(1, 0), dimensions, 0));
    checkRoughly(
        golden.expected("grad_log_prob_log_std"), part(rows.gradient(1, 0), dimensions, 1));
    if (!name.isEmpty()) {
      checkRoughly(golden.expected(name), actual);
    }
  }

  private static void checkRoughly(JsonNode expected, float[] actual) {
    double[] numbers = Golden.doubles(expected);
    assertThat(actual).hasSameSizeAs(numbers);
    for (int i = 0; i < numbers.length; i++) {
      assertThat((double) actual[i])
          .isCloseTo(numbers[i], within(1e-5 + 1e-5 * Math.abs(numbers[i])));
    }
  }

  /** Raw actions as the agent's mapping takes them to the environment. */
  private static float[] mapped(Golden.Case golden, float[] raw) {
    Box box =
        Box.of(Golden.exactFloats(golden.input("low")), Golden.exactFloats(golden.input("high")));
    float[] actions = new float[raw.length];
    for (int i = 0; i < raw.length; i += box.flatSize()) {
      ActionMapping.TANH_SCALED.apply(box, raw, i, actions, i);
    }
    return actions;
  }

  private static float[] others(Golden.Case golden) {
    return rows(golden.input("other_mean"), golden.input("other_log_std"));
  }

  private static float limit(Golden.Case golden, String name, float otherwise) {
    return golden.given(name) ? (float) golden.input(name).asDouble() : otherwise;
  }

  private static float logLimit(Golden.Case golden, String name, float otherwise) {
    return golden.given(name) ? (float) Math.log(golden.input(name).asDouble()) : otherwise;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Rows of [mean, logStd], or whatever the two halves are. */
  static float[] rows(JsonNode firsts, JsonNode seconds) {
    int dimensions = firsts.get(0).size();
    float[] first = Golden.exactFloats(firsts);
    float[] second = Golden.exactFloats(seconds);
    float[] rows = new float[2 * first.length];
    for (int i = 0; i < firsts.size(); i++) {
      System.arraycopy(first, i * dimensions, rows, 2 * i * dimensions, dimensions);
      System.arraycopy(second, i * dimensions, rows, (2 * i + 1) * dimensions, dimensions);
    }
    return rows;
  }

  /** The first (0) or second (1) halves of rows. */
  static float[] part(float[] rows, int dimensions, int which) {
    float[] part = new float[rows.length / 2];
    for (int i = 0; i < part.length / dimensions; i++) {
      System.arraycopy(rows, (2 * i + which) * dimensions, part, i * dimensions, dimensions);
    }
    return part;
  }
}
