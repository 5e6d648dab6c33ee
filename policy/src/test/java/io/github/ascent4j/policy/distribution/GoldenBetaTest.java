package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden cases of Beta distributions. */
@ReadsGolden
final class GoldenBetaTest {
  static List<Golden.Case> exact() {
    return Golden.cases("distributions.json", 4, c -> c.kind().equals("beta"));
  }

  static List<Golden.Case> prtRl() {
    return Golden.cases("distributions.json", 1, c -> c.kind().equals("beta_prt_rl"));
  }

  /** By concentrations, in double precision. */
  @ParameterizedTest
  @MethodSource
  void exact(Golden.Case golden) {
    double[] a = Golden.doubles(golden.input("alpha"));
    double[] b = Golden.doubles(golden.input("beta"));
    double[] c = Golden.doubles(golden.input("other_alpha"));
    double[] e = Golden.doubles(golden.input("other_beta"));
    double[] low = Golden.doubles(golden.input("low"));
    double[] high = Golden.doubles(golden.input("high"));
    double[] actions = Golden.doubles(golden.input("actions"));
    int dimensions = low.length;
    int rows = actions.length / dimensions;
    double[] logProbs = new double[rows];
    double[] entropies = new double[rows];
    double[] unitEntropies = new double[rows];
    double[] kl = new double[rows];
    double[] means = new double[actions.length];
    double[] modes = new double[actions.length];
    double[][] slopes = new double[8][actions.length];
    for (int j = 0; j < actions.length; j++) {
      int d = j % dimensions;
      int i = j / dimensions;
      double range = high[d] - low[d];
      double x = (actions[j] - low[d]) / range;
      logProbs[i] += BetaDensity.logProb(x, a[j], b[j]) - StrictMath.log(range);
      unitEntropies[i] += BetaDensity.entropy(a[j], b[j]);
      entropies[i] += BetaDensity.entropy(a[j], b[j]) + StrictMath.log(range);
      kl[i] += BetaDensity.kl(a[j], b[j], c[j], e[j]);
      means[j] = low[d] + range * (a[j] / (a[j] + b[j]));
      modes[j] = low[d] + range * ((a[j] - 1) / (a[j] + b[j] - 2));
      slopes[0][j] = BetaDensity.logProbSlope(x, a[j], b[j]);
      slopes[1][j] = BetaDensity.logProbSlope(1 - x, b[j], a[j]);
      slopes[2][j] = BetaDensity.entropySlope(a[j], b[j]);
      slopes[3][j] = BetaDensity.entropySlope(b[j], a[j]);
      slopes[4][j] = BetaDensity.klSlope(a[j], b[j], c[j], e[j]);
      slopes[5][j] = BetaDensity.klSlope(b[j], a[j], e[j], c[j]);
      slopes[6][j] = BetaDensity.klOtherSlope(a[j], b[j], c[j], e[j]);
      slopes[7][j] = BetaDensity.klOtherSlope(b[j], a[j], e[j], c[j]);
    }
    golden.checkDouble("log_prob", golden.expected("log_prob"), logProbs);
    golden.checkDouble("entropy", golden.expected("entropy"), entropies);
    golden.checkDouble("entropy_unit", golden.expected("entropy_unit"), unitEntropies);
    golden.checkDouble("kl", golden.expected("kl"), kl);
    golden.checkDouble("mean_action", golden.expected("mean_action"), means);
    boolean peaked = golden.expects("mode");
    if (peaked) {
      golden.checkDouble("mode", golden.expected("mode"), modes);
    }
    String[] names = {
      "grad_log_prob_alpha",
      "grad_log_prob_beta",
      "grad_entropy_alpha",
      "grad_entropy_beta",
      "grad_kl_alpha",
      "grad_kl_beta",
      "grad_kl_other_alpha",
      "grad_kl_other_beta"
    };
    for (int k = 0; k < names.length; k++) {
      boolean ofTrigamma = k >= 2 && k < 6;
      if (ofTrigamma) {
        // PyTorch's trigamma, from which these numbers are, is right to some 1e-8 only.
        golden.check(names[k], floats(slopes[k]));
      } else {
        golden.checkDouble(names[k], golden.expected(names[k]), slopes[k]);
      }
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** By raw parameters, as an agent has them: prt_rl's epsilon and offset are those of Beta. */
  @ParameterizedTest
  @MethodSource
  void prtRl(Golden.Case golden) {
    assertThat(golden.input("epsilon").asDouble()).isEqualTo(Beta.MARGIN);
    assertThat(golden.input("concentration_offset").asDouble()).isEqualTo(1);
    float[] parameters =
        GoldenGaussianTest.rows(golden.input("raw_alpha"), golden.input("raw_beta"));
    float[] low = Golden.exactFloats(golden.input("low"));
    float[] high = Golden.exactFloats(golden.input("high"));
    Beta distribution = new Beta(low, high);
    int dimensions = low.length;
    float[] actions = Golden.exactFloats(golden.input("actions"));
    Rows rows = new Rows(distribution, parameters, actions).evaluate();
    float[] unitEntropies = rows.entropies().clone();
    for (int i = 0; i < rows.count; i++) {
      for (int d = 0; d < dimensions; d++) {
        unitEntropies[i] -= (float) Math.log(high[d] - low[d]);
      }
    }
    golden.check("log_prob", rows.logProbs());
    golden.check("entropy_unit", unitEntropies);
    golden.check("deterministic_action", rows.modes());
    for (int which = 0; which < 2; which++) {
      String raw = which == 0 ? "raw_alpha" : "raw_beta";
      double[] concentrations = Golden.doubles(golden.input(raw));
      for (int j = 0; j < concentrations.length; j++) {
        concentrations[j] = Beta.concentration(concentrations[j]);
      }
      String name = raw.substring("raw_".length());
      golden.checkDouble(name, golden.expected(name), concentrations);
      golden.check(
          "grad_log_prob_" + raw, GoldenGaussianTest.part(rows.gradient(1, 0), dimensions, which));
      golden.check(
          "grad_entropy_unit_" + raw,
          GoldenGaussianTest.part(rows.gradient(0, 1), dimensions, which));
    }
  }
}
