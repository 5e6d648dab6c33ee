package io.github.ascent4j.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrainingRandomTest {
  @Test
  void aSeedAndAStreamDecideTheNumbers() {
    Set<Long> firsts = new HashSet<>();
    for (long seed = -2; seed < 3; seed++) {
      for (long stream = 0; stream < 4; stream++) {
        long first = new TrainingRandom(seed, stream).nextLong();
        assertThat(new TrainingRandom(seed, stream).nextLong()).isEqualTo(first);
        firsts.add(first);
      }
    }
    assertThat(firsts).hasSize(20);
  }

  /** Also after an int, of which the generator keeps the other half. */
  @Test
  void aRestoredGeneratorGoesOnWithTheSameNumbers() {
    TrainingRandom original = new TrainingRandom(1, 2);
    original.nextLong();
    original.nextInt();
    TrainingRandom restored = new TrainingRandom(9, 9);
    restored.restore(original.state());
    for (int i = 0; i < 100; i++) {
      assertThat(restored.nextInt()).isEqualTo(original.nextInt());
      assertThat(restored.nextLong()).isEqualTo(original.nextLong());
      assertThat(restored.nextDouble()).isEqualTo(original.nextDouble());
    }
  }

  @Test
  void aStateOfAnotherLengthIsRefused() {
    TrainingRandom random = new TrainingRandom(1, 2);
    int size = random.state().length;
    assertThatThrownBy(() -> random.restore(new byte[size - 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has " + size + " bytes, not " + (size - 1));
  }

  @Test
  void shufflingKeepsEveryNumberAndLeavesTheRestAlone() {
    int[] indices = IntStream.range(0, 100).toArray();
    new TrainingRandom(1, 2).shuffle(indices, 90);
    assertThat(Arrays.copyOfRange(indices, 90, 100))
        .containsExactly(90, 91, 92, 93, 94, 95, 96, 97, 98, 99);
    assertThat(indices).isNotEqualTo(IntStream.range(0, 100).toArray());
    Arrays.sort(indices);
    assertThat(indices).isEqualTo(IntStream.range(0, 100).toArray());
  }

  /** Each of the 24 orders of four numbers in about a 24th of the cases. */
  @Test
  void everyOrderIsAsLikely() {
    TrainingRandom random = new TrainingRandom(4, 2);
    int[] counts = new int[4 * 4 * 4 * 4];
    int rounds = 24_000;
    for (int i = 0; i < rounds; i++) {
      int[] order = {0, 1, 2, 3};
      random.shuffle(order, 4);
      counts[((order[0] * 4 + order[1]) * 4 + order[2]) * 4 + order[3]]++;
    }
    int[] seen = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertThat(seen).hasSize(24);
    for (int count : seen) {
      // Five standard deviations of a count of 1000.
      assertThat(count).isCloseTo(1000, within(155));
    }
  }
}
