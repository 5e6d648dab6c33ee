package io.github.ascent4j.policy.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpaceTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @Test
  void boxContainsItsBoundsAndNoNaN() {
    Box box = Box.of(new float[] {-1, 0}, new float[] {1, INFINITY});
    assertThat(box.contains(new float[] {-1, 0})).isTrue();
    assertThat(box.contains(new float[] {1, 1e30f})).isTrue();
    assertThat(box.contains(new float[] {1.0001f, 0})).isFalse();
    assertThat(box.contains(new float[] {0, -1e-6f})).isFalse();
    assertThat(box.contains(new float[] {Float.NaN, 0})).isFalse();
    assertThat(box.contains(new float[] {0, Float.NaN})).isFalse();
    assertThat(box.contains(new float[] {0})).isFalse();
    assertThat(box.contains(new float[] {9, 9, 0, 5}, 2)).isTrue();
    assertThat(box.isBounded()).isFalse();
    assertThat(Box.uniform(-1, 1, 2, 3).isBounded()).isTrue();
  }

  @Test
  void boxSizes() {
    Box box = Box.uniform(List.of(4, 84, 84), DType.UINT8, 0, 255);
    assertThat(box.flatSize()).isEqualTo(28224);
    assertThat(box.shape()).containsExactly(4, 84, 84);
    assertThat(box.dtype()).isEqualTo(DType.UINT8);
    assertThat(box.low(28223)).isZero();
    assertThat(box.high(0)).isEqualTo(255);
    assertThat(Box.uniform(0, 1).flatSize()).as("a scalar").isEqualTo(1);
  }

  @Test
  void boxesCompareByContent() {
    assertThat(Box.uniform(-1, 1, 2))
        .isEqualTo(Box.of(new float[] {-1, -1}, new float[] {1, 1}))
        .hasSameHashCodeAs(Box.of(new float[] {-1, -1}, new float[] {1, 1}))
        .isNotEqualTo(Box.uniform(-1, 1, 1, 2))
        .isNotEqualTo(Box.uniform(-1, 2, 2))
        .isNotEqualTo(Box.uniform(List.of(2), DType.FLOAT64, -1, 1));
  }

  @Test
  void boxPrintsItsBoundsShortly() {
    assertThat(Box.uniform(-1, 1, 3)).hasToString("Box[3] FLOAT32 low -1.0 high 1.0");
    assertThat(Box.of(new float[] {-1, -2}, new float[] {1, 1}))
        .hasToString("Box[2] FLOAT32 low [-1.0, -2.0] high 1.0");
  }

  @Test
  void boxRefusesWhatCannotBe() {
    assertThatThrownBy(() -> Box.of(new float[] {1}, new float[] {0}))
        .hasMessageContaining("bound 0: low 1.0 must not exceed high 0.0");
    assertThatThrownBy(() -> Box.of(new float[] {Float.NaN}, new float[] {0}))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> Box.of(new float[] {0, 0}, new float[] {1}))
        .hasMessageContaining("2 lower and 1 upper");
    assertThatThrownBy(() -> Box.uniform(0, 1, 3, 0)).hasMessageContaining("has dimension 0");
    assertThatThrownBy(() -> Box.uniform(0, 1, 3, -2)).hasMessageContaining("has dimension -2");
    assertThatThrownBy(() -> Box.uniform(0, 1, 1 << 20, 1 << 20))
        .hasMessageContaining("more than 2^31-1 elements");
  }

  @Test
  void boxKeepsNoArrayOfTheCaller() {
    float[] low = {0};
    Box box = Box.of(low, new float[] {1});
    low[0] = 5;
    assertThat(box.low(0)).isZero();
  }

  @Test
  void discreteContainsItsIndices() {
    Discrete discrete = new Discrete(3);
    assertThat(discrete.flatSize()).isEqualTo(1);
    assertThat(discrete.shape()).isEmpty();
    for (float inside : new float[] {0, 1, 2}) {
      assertThat(discrete.contains(new float[] {inside})).isTrue();
    }
    for (float outside : new float[] {-1, 3, 0.5f, Float.NaN, INFINITY, -INFINITY}) {
      assertThat(discrete.contains(new float[] {outside})).as("%s", outside).isFalse();
    }
  }

  @Test
  void discreteIsNoLargerThanWhatAFloatCounts() {
    assertThat(new Discrete(1 << 24).n()).isEqualTo(16777216);
    assertThatThrownBy(() -> new Discrete((1 << 24) + 1)).hasMessageContaining("16777216");
    assertThatThrownBy(() -> new Discrete(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> MultiDiscrete.of(2, (1 << 24) + 1)).hasMessageContaining("16777216");
  }

  @Test
  void multiDiscreteContainsTuplesOfIndices() {
    MultiDiscrete space = MultiDiscrete.of(2, 3);
    assertThat(space.flatSize()).isEqualTo(2);
    assertThat(space.contains(new float[] {1, 2})).isTrue();
    assertThat(space.contains(new float[] {2, 1})).isFalse();
    assertThat(space.contains(new float[] {1, Float.NaN})).isFalse();
    assertThat(space.contains(new float[] {1})).isFalse();
    assertThatThrownBy(MultiDiscrete::of).hasMessageContaining("at least one size");
    assertThatThrownBy(() -> MultiDiscrete.of(2, 0)).hasMessageContaining("each at least 1");
  }

  @Test
  void multiBinaryContainsBits() {
    MultiBinary space = new MultiBinary(3);
    assertThat(space.flatSize()).isEqualTo(3);
    assertThat(space.contains(new float[] {1, 0, 1})).isTrue();
    assertThat(space.contains(new float[] {1, 0, 2})).isFalse();
    assertThat(space.contains(new float[] {1, 0.5f, 0})).isFalse();
    assertThatThrownBy(() -> new MultiBinary(0)).hasMessageContaining("at least 1");
  }
}
