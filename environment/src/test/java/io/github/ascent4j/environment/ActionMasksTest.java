package io.github.ascent4j.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ActionMasksTest {
  private static final Box BOX = Box.uniform(-1, 1, 2);
  private static final Tuple TUPLE =
      new Tuple(List.of(BOX, new Discrete(3), BOX, MultiDiscrete.of(2, 4), new MultiBinary(1)));

  @Test
  void aTupleHasTheFlagsOfItsChoices() {
    assertThat(ActionMasks.size(TUPLE)).isEqualTo(3 + 6 + 2);
    for (Space space : List.of(BOX, new Tuple(List.of(BOX, BOX)))) {
      assertThatThrownBy(() -> ActionMasks.size(space))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot be masked; only discrete ones can");
    }
  }

  /** By its index in the whole action, where real numbers count too. */
  @Test
  void theComponentWithNothingLeftIsNamed() {
    int[][] flagsOfComponents = {{0, 3, 2}, {3, 5, 5}, {5, 9, 6}, {9, 11, 7}};
    boolean[] masks = new boolean[2 + 11];
    Arrays.fill(masks, true);
    assertThat(ActionMasks.firstForbidden(TUPLE, masks, 2)).isEqualTo(-1);
    for (int[] component : flagsOfComponents) {
      Arrays.fill(masks, 2 + component[0], 2 + component[1], false);
      assertThat(ActionMasks.firstForbidden(TUPLE, masks, 2)).isEqualTo(component[2]);
      masks[2 + component[1] - 1] = true;
      assertThat(ActionMasks.firstForbidden(TUPLE, masks, 2)).isEqualTo(-1);
    }
  }
}
