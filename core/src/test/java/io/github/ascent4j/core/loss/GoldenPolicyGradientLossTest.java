package io.github.ascent4j.core.loss;

import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.math.ArrayMath;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ReadsGolden
final class GoldenPolicyGradientLossTest {
  static List<Golden.Case> prtRl() {
    return GoldenRows.cases("reinforce_prt_rl", 7);
  }

  static List<Golden.Case> tianshou() {
    return GoldenRows.cases("reinforce_tianshou", 5);
  }

  static List<Golden.Case> tutorial() {
    return GoldenRows.cases("reinforce_tutorial", 1);
  }

  static List<Golden.Case> stableBaselinesA2c() {
    return GoldenRows.cases("a2c_sb3", 7);
  }

  static List<Golden.Case> prtRlA2c() {
    return GoldenRows.cases("a2c_prt_rl", 3);
  }

  static List<Golden.Case> rlpytA2c() {
    return GoldenRows.cases("a2c_rlpyt", 7);
  }

  static List<Golden.Case> prtRlBaseline() {
    return GoldenRows.cases("prt_rl_baseline", 1);
  }

  @ParameterizedTest
  @MethodSource
  void prtRl(Golden.Case golden) {
    new GoldenRows(golden)
        .normalizedOrZero()
        .check(new PolicyGradientLoss(Reduction.MEAN, 0, null));
  }

  @ParameterizedTest
  @MethodSource
  void tianshou(Golden.Case golden) {
    Reduction reduction =
        golden.flag("sum_action_dims") ? Reduction.MEAN : Reduction.MEAN_PER_DIMENSION;
    new GoldenRows(golden).check(new PolicyGradientLoss(reduction, 0, null));
  }

  @ParameterizedTest
  @MethodSource
  void tutorial(Golden.Case golden) {
    double entropyCoefficient = golden.input("entropy_coef").asDouble();
    new GoldenRows(golden).check(new PolicyGradientLoss(Reduction.SUM, entropyCoefficient, null));
  }

  @ParameterizedTest
  @MethodSource
  void stableBaselinesA2c(Golden.Case golden) {
    new GoldenRows(golden).normalized(1).check(a2c(golden, 1));
  }

  @ParameterizedTest
  @MethodSource
  void prtRlA2c(Golden.Case golden) {
    new GoldenRows(golden).normalizedOrZero().check(a2c(golden, 1));
  }

  @ParameterizedTest
  @MethodSource
  void rlpytA2c(Golden.Case golden) {
    new GoldenRows(golden).check(a2c(golden, 0.5));
  }

  /** The critic's own loss beside REINFORCE. */
  @ParameterizedTest
  @MethodSource
  void prtRlBaseline(Golden.Case golden) {
    float[] values = Golden.floats(golden.input("values"));
    float[] returns = Golden.floats(golden.input("returns"));
    Minibatch minibatch = new Minibatch(returns.length, 1);
    System.arraycopy(returns, 0, minibatch.returns, 0, returns.length);
    float[] gradients = new float[values.length];
    LossSums sums = new PpoLossSums();
    ValueLoss loss = ValueLoss.unclipped(1, 1);
    LossBlock rows = new LossBlock(new Categorical(2), ArrayMath.SCALAR);
    rows.of(minibatch, 0, values.length, values.length).values(values, gradients, 1);
    loss.evaluate(rows, sums);
    golden.check("loss", (float) loss.loss(sums));
    golden.check("grad_values", gradients);
  }

  private static PolicyGradientLoss a2c(Golden.Case golden, double valueFactor) {
    return new PolicyGradientLoss(
        Reduction.MEAN,
        golden.input("entropy_coef").asDouble(),
        ValueLoss.unclipped(golden.input("value_coef").asDouble(), valueFactor));
  }
}
