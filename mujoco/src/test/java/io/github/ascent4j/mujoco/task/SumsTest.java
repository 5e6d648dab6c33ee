package io.github.ascent4j.mujoco.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A large number first swallows what is added to it one by one, but not what was summed apart. */
class SumsTest {
  private static final double LARGE = 1e16;

  private static double[] largeThenOnes(int count) {
    double[] values = new double[count];
    Arrays.fill(values, 1);
    values[0] = LARGE;
    return values;
  }

  @Test
  void fewNumbersAreAddedInTurn() {
    assertThat(Sums.sum(largeThenOnes(7), 0, 7)).isEqualTo(LARGE);
  }

  @Test
  void moreNumbersAreAddedToEightSums() {
    assertThat(Sums.sum(largeThenOnes(16), 0, 16)).isEqualTo(LARGE + 14);
  }

  @Test
  void whatIsLeftOfEightsIsAddedInTurn() {
    // LARGE + 15 is halfway between two doubles; the even one is LARGE + 16, which swallows the
    // rest.
    assertThat(Sums.sum(largeThenOnes(19), 0, 19)).isEqualTo(LARGE + 16);
  }

  @Test
  void longRowsAreHalved() {
    assertThat(Sums.sum(largeThenOnes(200), 0, 200)).isEqualTo(LARGE + 84 + 104);
  }

  @Test
  void sumsHaveTheBitsOfNumPy() {
    double[] values = new double[300];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 / (i + 1.0);
    }
    assertThat(Sums.sum(values, 0, 84)).isEqualTo(5.013973034584928);
    assertThat(Sums.sum(values, 0, 129)).isEqualTo(5.440899030573669);
    assertThat(Sums.sum(values, 0, 300)).isEqualTo(6.282663880299504);
  }

  @Test
  void normsHaveTheBitsOfAFusedDotProduct() {
    assertThat(Sums.norm(0.274, -0.46, -0.918)).isEqualTo(1.0627323275406655);
    assertThat(Sums.norm(3, 4, 0)).isEqualTo(5);
  }
}
