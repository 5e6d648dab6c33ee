package io.github.ascent4j.policy.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ActionMappingTest {
  private static float[] map(ActionMapping mapping, Space space, float... raw) {
    float[] action = new float[raw.length];
    mapping.apply(space, raw, 0, action, 0);
    return action;
  }

  @Test
  void noneChangesNothing() {
    assertThat(map(ActionMapping.NONE, Box.uniform(-1, 1, 2), 5, Float.NaN))
        .containsExactly(5, Float.NaN);
    assertThat(map(ActionMapping.NONE, new Discrete(4), 3)).containsExactly(3f);
  }

  @Test
  void clipCutsAtTheBounds() {
    Box box = Box.of(new float[] {-1, 0, -3}, new float[] {1, 2, Float.POSITIVE_INFINITY});
    assertThat(map(ActionMapping.CLIP, box, -5, 5, 1e30f)).containsExactly(-1, 2, 1e30f);
    assertThat(map(ActionMapping.CLIP, box, 0.3f, 1.5f, -9)).containsExactly(0.3f, 1.5f, -3);
  }

  @Test
  void clipScaledStretchesTheUnitRange() {
    Box box = Box.of(new float[] {-2, 0, 10}, new float[] {2, 1, 20});
    assertThat(map(ActionMapping.CLIP_SCALED, box, 0.5f, 0, -0.5f)).containsExactly(1, 0.5f, 12.5f);
    assertThat(map(ActionMapping.CLIP_SCALED, box, 7, -7, 1)).containsExactly(2, 0, 20);
  }

  @Test
  void tanhScaledSquashesAndStretches() {
    Box box = Box.uniform(0, 4, 3);
    float[] action = map(ActionMapping.TANH_SCALED, box, 0, 0.5f, -50);
    assertThat(action[0]).isEqualTo(2);
    assertThat(action[1]).isCloseTo(2 + 2 * FloatMath.tanh(0.5f), within(1e-6f));
    assertThat(action[2]).isZero();
  }

  private static float[] invert(ActionMapping mapping, Space space, float... action) {
    float[] raw = new float[action.length];
    mapping.invert(space, action, 0, raw, 0);
    return raw;
  }

  @Test
  void theWayBackLeadsToARawActionOfTheSameAction() {
    Box box = Box.of(new float[] {-2, 0, 10}, new float[] {2, 1, 20});
    float[] action = {1, 0.125f, 19.5f};
    for (ActionMapping mapping :
        List.of(
            ActionMapping.NONE,
            ActionMapping.CLIP,
            ActionMapping.CLIP_SCALED,
            ActionMapping.TANH_SCALED,
            new ActionMapping(ActionMapping.Bound.NONE, true))) {
      float[] there = map(mapping, box, invert(mapping, box, action));
      assertThat(there).as(mapping.toString()).containsExactly(action, within(1e-5f));
    }
    assertThat(invert(ActionMapping.CLIP_SCALED, box, -2, 1, 15)).containsExactly(-1, 1, 0);
    assertThat(invert(ActionMapping.TANH_SCALED, box, 1, 0.5f, 15)[0])
        .isCloseTo(0.5493061f, within(1e-6f));
  }

  @Test
  void theWayBackIsFiniteAtTheBoundsAndWhereTheyAreEqual() {
    Box box = Box.of(new float[] {-2, 0, 3}, new float[] {2, 1, 3});
    float[] raw = invert(ActionMapping.TANH_SCALED, box, -2, 1, 3);
    assertThat(raw[0]).isBetween(-10f, -8f);
    assertThat(raw[1]).isBetween(8f, 10f);
    assertThat(raw[2]).isZero();
    assertThat(map(ActionMapping.TANH_SCALED, box, raw))
        .containsExactly(new float[] {-2, 1, 3}, within(1e-6f));
  }

  @Test
  void theWayBackOfAChoiceIsTheChoice() {
    assertThat(invert(ActionMapping.NONE, new Discrete(4), 3)).containsExactly(3f);
  }

  @Test
  void scaledWithoutABoundMayLeaveTheBox() {
    ActionMapping mapping = new ActionMapping(ActionMapping.Bound.NONE, true);
    assertThat(map(mapping, Box.uniform(0, 10, 2), 2, -1)).containsExactly(15, 0);
  }

  @Test
  void boundsAreReachedExactlyAndNeverPassed() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      float a = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
      float b = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
      Box box = Box.uniform(Math.min(a, b), Math.max(a, b), 3);
      float inside = 2 * random.nextFloat() - 1;
      for (ActionMapping mapping : List.of(ActionMapping.CLIP_SCALED, ActionMapping.TANH_SCALED)) {
        float[] action = map(mapping, box, -60, 60, inside);
        assertThat(action[0]).isEqualTo(box.low(0));
        assertThat(action[1]).isEqualTo(box.high(0));
        assertThat(box.contains(action)).isTrue();
      }
    }
  }

  /** high - low is 3.1 in float, and -3 + 3.1 falls short of 0.1. */
  @Test
  void upperBoundIsReachedWhereTheWidthRounds() {
    assertThat(map(ActionMapping.CLIP_SCALED, Box.uniform(-3, 0.1f, 1), 1)).containsExactly(0.1f);
  }

  @Test
  void widestBoxDoesNotOverflow() {
    Box box = Box.uniform(-Float.MAX_VALUE, Float.MAX_VALUE, 3);
    assertThat(map(ActionMapping.CLIP_SCALED, box, -1, 0, 1))
        .containsExactly(-Float.MAX_VALUE, 0, Float.MAX_VALUE);
  }

  @Test
  void notANumberIsPassedOn() {
    for (ActionMapping mapping :
        List.of(ActionMapping.CLIP, ActionMapping.CLIP_SCALED, ActionMapping.TANH_SCALED)) {
      assertThat(map(mapping, Box.uniform(-1, 1, 1), Float.NaN)[0]).isNaN();
    }
  }

  @Test
  void offsetsAreKept() {
    float[] action = {7, 7, 7, 7};
    ActionMapping.CLIP.apply(Box.uniform(-1, 1, 2), new float[] {9, 9, 9, 0.5f}, 2, action, 1);
    assertThat(action).containsExactly(7, 1, 0.5f, 7);
  }

  /** Each with bounds of its own, none of them symmetric; what is no Box passes. */
  @Test
  void everyBoxOfATupleIsMappedByItsOwnBounds() {
    Tuple tuple =
        new Tuple(
            List.of(
                Box.of(new float[] {-2, 0}, new float[] {4, 1}),
                new Discrete(5),
                Box.uniform(10, 20, 1),
                MultiDiscrete.of(3, 3)));
    float[] raw = {9, 0, 4, -0.5f, 2, 1};
    assertThat(map(ActionMapping.CLIP, tuple, raw)).containsExactly(4, 0, 4, 10, 2, 1);
    assertThat(map(ActionMapping.CLIP_SCALED, tuple, raw)).containsExactly(4, 0.5f, 4, 12.5f, 2, 1);
    assertThat(map(ActionMapping.NONE, tuple, raw)).containsExactly(raw);
    float[] squashed = map(ActionMapping.TANH_SCALED, tuple, raw);
    assertThat(squashed).startsWith(4f).contains(4, 2, 1);
    assertThat(squashed[1]).isEqualTo(0.5f);
    assertThat(squashed[3]).isCloseTo(15 + 5 * FloatMath.tanh(-0.5f), within(1e-5f));
    assertThat(tuple.contains(squashed, 0)).isTrue();
    float[] shifted = {7, 7, 7, 7, 7, 7, 7, 7};
    ActionMapping.CLIP.apply(tuple, new float[] {0, 9, 0, 4, -0.5f, 2, 1}, 1, shifted, 2);
    assertThat(shifted).containsExactly(7, 7, 4, 0, 4, 10, 2, 1);
  }

  @Test
  void boundsOfATupleAreCheckedPartByPart() {
    Box halfOpen = Box.of(new float[] {0, -1}, new float[] {Float.POSITIVE_INFINITY, 1});
    Tuple tuple = new Tuple(List.of(new Discrete(2), halfOpen));
    assertThatThrownBy(() -> ActionMapping.CLIP_SCALED.check(tuple))
        .hasMessageContaining("has an infinite one; use NONE or CLIP");
    assertThatCode(() -> ActionMapping.CLIP.check(tuple)).doesNotThrowAnyException();
    assertThat(map(ActionMapping.CLIP, tuple, 1, -3, -3)).containsExactly(1, 0, -1);
    Tuple choices = new Tuple(List.of(new Discrete(2), new Discrete(3)));
    assertThatThrownBy(() -> ActionMapping.CLIP.check(choices))
        .hasMessageContaining("is for a Box");
    assertThatCode(() -> ActionMapping.NONE.check(choices)).doesNotThrowAnyException();
  }

  @Test
  void refusesSpacesItCannotReach() {
    assertThatThrownBy(() -> ActionMapping.CLIP.check(new Discrete(2)))
        .hasMessageContaining("is for a Box")
        .hasMessageEndingWith("use NONE");
    Box halfOpen = Box.uniform(0, Float.POSITIVE_INFINITY, 1);
    assertThatThrownBy(() -> ActionMapping.TANH_SCALED.check(halfOpen))
        .hasMessageContaining("infinite")
        .hasMessageEndingWith("use NONE or CLIP");
    assertThatCode(() -> ActionMapping.CLIP.check(halfOpen)).doesNotThrowAnyException();
    assertThatCode(() -> ActionMapping.NONE.check(new Discrete(2))).doesNotThrowAnyException();
    assertThatThrownBy(() -> new ActionMapping(ActionMapping.Bound.TANH, false))
        .hasMessageContaining("use TANH_SCALED");
  }
}
