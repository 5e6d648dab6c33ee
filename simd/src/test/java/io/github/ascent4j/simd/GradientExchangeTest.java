package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.contract.WeightedSum;
import io.github.ascent4j.core.exchange.Exchange;
import io.github.ascent4j.core.exchange.TwoRanks;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Gradients are summed over ranks between the pass backward and the step. */
final class GradientExchangeTest {
  private static final Program PROGRAM =
      Program.of(
          Networks.separate(3, Networks.hidden(ActivationFunction.TANH, 5), Networks.gaussian(2)));

  /** So that a step is the gradient, and a norm shows. */
  private static final Optimization DESCENT = Optimization.of(new Optimizer.Sgd(0, 0, 0, false));

  private static final int COUNT = 130;
  private static final int FIRST = 70;

  @Test
  void theExchangeSeesTheGradientOnceBeforeTheStep() {
    List<float[]> seen = new ArrayList<>();
    Exchange recording =
        new Exchange() {
          @Override
          public int ranks() {
            return 2;
          }

          @Override
          public void sum(float[] values, int from, int to) {
            seen.add(values.clone());
            for (int i = from; i < to; i++) {
              values[i] *= 2;
            }
          }

          @Override
          public void sum(double[] values, int from, int to) {
            throw new AssertionError("a gradient is of floats");
          }
        };
    try (SimdEngine engine = SimdEngine.create(1, recording);
        SimdEngine alone = SimdEngine.create(1)) {
      WeightedSum sum = new WeightedSum(engine, PROGRAM, DESCENT, COUNT, 3);
      float[] gradient = sum.gradient();
      assertThat(seen).isEmpty();
      sum.network.step(0.5, Double.POSITIVE_INFINITY);
      assertThat(seen).hasSize(1);
      Plan plan = new Plan(PROGRAM);
      assertThat(plan.gather(seen.getFirst())).isEqualTo(gradient);

      WeightedSum single = new WeightedSum(alone, PROGRAM, DESCENT, COUNT, 3);
      single.gradient();
      single.network.step(1, Double.POSITIVE_INFINITY);
      assertThat(sum.network.parameters()).isEqualTo(single.network.parameters());
      assertThat(sum.network.takeStepFigures().norms())
          .isEqualTo(2 * single.network.takeStepFigures().norms());
    }
  }

  /** Each with its part of the samples, both ranks take the step of all of them. */
  @Test
  void twoRanksTakeTheStepOfTheWhole() {
    TwoRanks ranks = new TwoRanks();
    float[][] reached = new float[2][];
    ranks.run(
        () -> reached[0] = step(ranks.rank(0), 0, FIRST),
        () -> reached[1] = step(ranks.rank(1), FIRST, COUNT));
    float[] whole = step(Exchange.NONE, 0, COUNT);
    assertThat(reached[1]).isEqualTo(reached[0]);
    for (int p = 0; p < whole.length; p++) {
      assertThat(reached[0][p]).isCloseTo(whole[p], within(1e-4f));
    }
  }

  private static float[] step(Exchange exchange, int from, int to) {
    try (SimdEngine engine = SimdEngine.create(1, exchange)) {
      WeightedSum sum = new WeightedSum(engine, PROGRAM, DESCENT, COUNT, 3);
      SampleBatch batch = sum.batch();
      batch.select(IntStream.range(0, COUNT).toArray(), from, to - from);
      sum.network.backward(
          batch,
          out -> {
            for (int i = 0; i < out.count; i++) {
              int sample = batch.samples()[out.from + i];
              System.arraycopy(
                  sum.policyWeights, 4 * sample, out.gradients[0], i * out.strides[0], 4);
              out.gradients[1][i * out.strides[1]] = sum.valueWeights[sample];
            }
          });
      sum.network.step(0.01, 0.5);
      return sum.network.parameters();
    }
  }
}
