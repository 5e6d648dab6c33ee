package io.github.ascent4j.policy.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.network.Initializer;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deviations by their formulae. */
final class ExplorationOperationTest {
  private static Operation.Exploration exploration(
      int offset, List<Integer> shape, int dimensions, boolean expln) {
    Parameter logStd = new Parameter("log_std", offset, shape, 1, new Initializer.Constant(-2));
    int features = shape.get(0);
    return new Operation.Exploration(
        new Value(0, List.of(dimensions)),
        new Value(1, List.of(features)),
        new Value(2, List.of(2 * dimensions + features)),
        expln,
        false,
        logStd);
  }

  private static Operation.Exploration single(boolean expln) {
    return exploration(0, List.of(1, 1), 1, expln);
  }

  @Test
  void deviationsAreExponentialsOrGrowSlowlyBeyondOne() {
    Operation.Exploration exponential = single(false);
    Operation.Exploration slow = single(true);
    for (float p : new float[] {-20, -2, -0.5f, 0, 1e-4f, 0.5f, 1.5f}) {
      assertThat((double) exponential.std(p)).isCloseTo(Math.exp(p), within(1e-6 * Math.exp(p)));
      double expected = p > 0 ? Math.log1p(p) + 1 : Math.exp(p);
      assertThat((double) slow.std(p)).isCloseTo(expected, within(1e-6 * expected));
    }
    assertThat(slow.std(0)).isEqualTo(1);
    assertThat(slow.std(1e-7f)).isCloseTo(1, within(1e-6f));
  }

  @Test
  void slopesAreThoseOfTheVariance() {
    for (boolean expln : new boolean[] {false, true}) {
      for (float p : new float[] {-2, -0.5f, 0.25f, 1.5f}) {
        double step = 1e-4;
        double slope = (variance(p + step, expln) - variance(p - step, expln)) / (2 * step);
        assertThat((double) single(expln).varianceSlope(p)).isCloseTo(slope, within(1e-4 * slope));
      }
    }
  }

  private static double variance(double p, boolean expln) {
    double std = expln && p > 0 ? Math.log1p(p) + 1 : Math.exp(p);
    return std * std;
  }

  @Test
  void sharedDeviationsServeEveryDimension() {
    float[] parameters = {9, 0, 1, -1};
    float e = (float) Math.E;
    assertThat(exploration(1, List.of(3), 2, false).stds(parameters))
        .containsExactly(new float[] {1, 1, e, e, 1 / e, 1 / e}, within(1e-6f));
    assertThat(exploration(1, List.of(1, 3), 3, false).stds(parameters))
        .containsExactly(new float[] {1, e, 1 / e}, within(1e-6f));
  }
}
