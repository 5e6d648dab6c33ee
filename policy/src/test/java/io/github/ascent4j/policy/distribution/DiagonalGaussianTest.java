package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DiagonalGaussianTest {
  @Test
  void standardNormalAtZero() {
    Rows rows = new Rows(new DiagonalGaussian(1), new float[] {0, 0}, new float[] {0}).evaluate();
    assertThat(rows.logProbs()[0]).isCloseTo(-0.9189385f, within(1e-7f));
    assertThat(rows.entropies()[0]).isCloseTo(1.4189385f, within(1e-7f));
    assertThat(rows.gradient(1, 0)).containsExactly(0, -1);
  }

  @Test
  void noDimensionIsRefused() {
    assertThatThrownBy(() -> new DiagonalGaussian(0)).hasMessageContaining("at least 1");
  }

  @Test
  void sampledLogProbabilityHasTheBitsOfAnEvaluatedOne() {
    Rows rows = samples(3, 3000);
    float[] sampled = rows.logProbs().clone();
    assertThat(rows.evaluate().logProbs()).containsExactly(sampled);
  }

  @Test
  void samplesHaveMeanAndDeviation() {
    int count = 100_000;
    float[] parameters = new float[2 * count];
    for (int i = 0; i < count; i++) {
      parameters[2 * i] = 3;
      parameters[2 * i + 1] = (float) Math.log(0.5);
    }
    Rows rows = new Rows(new DiagonalGaussian(1), parameters, new float[count]);
    rows.distribution.sample(rows.batch, new Random(3), ArrayMath.SCALAR);
    double sum = 0;
    double squares = 0;
    int withinOne = 0;
    for (float action : rows.actions) {
      sum += action;
      squares += (action - 3) * (action - 3);
      withinOne += Math.abs(action - 3) < 0.5 ? 1 : 0;
    }
    assertThat(sum / count).isCloseTo(3, within(0.006));
    assertThat(squares / count).isCloseTo(0.25, within(0.005));
    assertThat(withinOne / (double) count).isCloseTo(0.6827, within(0.006));
  }

  @Test
  void notANumberIsPassedOn() {
    Rows rows = new Rows(new DiagonalGaussian(2), new float[] {Float.NaN, 0, 0, 0}, new float[2]);
    assertThat(rows.evaluate().logProbs()[0]).isNaN();
    rows.distribution.sample(rows.batch, new Random(1), ArrayMath.SCALAR);
    assertThat(rows.logProbs()[0]).isNaN();
  }

  @Test
  void noRowsAreNoWork() {
    Rows rows = new Rows(new DiagonalGaussian(2), new float[0], new float[0]).evaluate();
    rows.distribution.sample(rows.batch, new Random(1), ArrayMath.SCALAR);
    assertThat(rows.gradient(1, 1)).isEmpty();
  }

  @Test
  void strideAndOffsetSelectRows() {
    DiagonalGaussian distribution = new DiagonalGaussian(2);
    Rows dense = samples(2, 3);
    dense.evaluate();
    float[] wide = new float[2 + 3 * 7];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(dense.parameters, 4 * i, wide, 2 + 7 * i, 4);
    }
    DistributionBatch batch = new DistributionBatch(distribution, 5);
    batch.of(wide, 2, 7, dense.actions, 0, 3);
    distribution.evaluate(batch, ArrayMath.SCALAR);
    for (int i = 0; i < 3; i++) {
      assertThat(batch.logProbs[i]).isEqualTo(dense.logProbs()[i]);
      assertThat(batch.entropies[i]).isEqualTo(dense.entropies()[i]);
    }
  }

  private static Rows samples(int dimensions, int count) {
    Random random = new Random(11);
    float[] parameters = new float[2 * dimensions * count];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (2 * random.nextGaussian());
    }
    Rows rows =
        new Rows(new DiagonalGaussian(dimensions), parameters, new float[dimensions * count]);
    rows.distribution.sample(rows.batch, random, ArrayMath.SCALAR);
    return rows;
  }
}
