package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.math.FloatMath;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is masked cannot happen, exactly; what everything allows is as without a mask. */
final class MaskTest {
  private static final int ROWS = 400;

  static List<Distribution> distributions() {
    return List.of(
        new Categorical(4),
        new Categorical(4, 1e-8f),
        new Categorical(1),
        MultiCategorical.of(3, 2, 1, 4),
        new Bernoulli(5));
  }

  private static float[] parameters(Distribution distribution, int seed) {
    Random random = new Random(seed);
    float[] parameters = new float[ROWS * distribution.parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (5 * random.nextGaussian());
    }
    return parameters;
  }

  /** Random flags, with one of each part's choices allowed at the least. */
  private static boolean[] masks(Distribution distribution, int seed) {
    Random random = new Random(seed);
    boolean[] masks = new boolean[ROWS * distribution.maskSize()];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = random.nextBoolean();
    }
    for (int i = 0; i < ROWS; i++) {
      int from = i * distribution.maskSize();
      for (int part = 0; part < distribution.actionSize(); part++) {
        int n = choices(distribution, part);
        masks[from + random.nextInt(n)] = true;
        from += n;
      }
    }
    return masks;
  }

  private static int choices(Distribution distribution, int part) {
    if (distribution instanceof MultiCategorical multi) {
      return multi.nvec().get(part);
    }
    return distribution instanceof Categorical categorical ? categorical.n() : 2;
  }

  private static Rows rows(Distribution distribution, int seed) {
    return new Rows(
        distribution,
        parameters(distribution, seed),
        new float[ROWS * distribution.actionSize()],
        masks(distribution, seed));
  }

  private static void checkAllowed(Rows rows, float[] actions) {
    Distribution distribution = rows.distribution;
    for (int i = 0; i < ROWS; i++) {
      int from = i * distribution.maskSize();
      for (int part = 0; part < distribution.actionSize(); part++) {
        int action = (int) actions[i * distribution.actionSize() + part];
        assertThat(rows.masks[from + action]).as("row " + i + " part " + part).isTrue();
        from += choices(distribution, part);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void samplesAndModesAreAllowed(Distribution distribution) {
    for (int seed = 0; seed < 20; seed++) {
      Rows rows = rows(distribution, seed).sample(new Random(seed));
      checkAllowed(rows, rows.actions);
      checkAllowed(rows, rows.modes());
      for (float logProb : rows.logProbs()) {
        assertThat(logProb).isFinite().isLessThanOrEqualTo(1e-6f);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void sampledLogProbabilityHasTheBitsOfAnEvaluatedOne(Distribution distribution) {
    Rows rows = rows(distribution, 3).sample(new Random(4));
    float[] sampled = rows.logProbs().clone();
    assertThat(rows.evaluate().logProbs()).containsExactly(sampled);
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void whereAllIsAllowedTheBitsAreThoseWithoutAMask(Distribution distribution) {
    float[] parameters = parameters(distribution, 5);
    float[] other = parameters(distribution, 6);
    boolean[] all = new boolean[ROWS * distribution.maskSize()];
    Arrays.fill(all, true);
    float[] actions = new float[ROWS * distribution.actionSize()];
    Rows plain = new Rows(distribution, parameters, actions).sample(new Random(7));
    Rows masked = new Rows(distribution, parameters, actions.clone(), all).sample(new Random(7));
    assertThat(masked.actions).containsExactly(plain.actions);
    assertThat(masked.logProbs()).containsExactly(plain.logProbs());
    assertThat(masked.evaluate().logProbs()).containsExactly(plain.evaluate().logProbs());
    assertThat(masked.entropies()).containsExactly(plain.entropies());
    assertThat(masked.modes()).containsExactly(plain.modes());
    assertThat(masked.kl(other)).containsExactly(plain.kl(other));
    float[] gradient = plain.gradient(0.5f, -0.25f);
    float[] ofMasked = masked.gradient(0.5f, -0.25f);
    for (int i = 0; i < gradient.length; i++) {
      assertThat(ofMasked[i]).isCloseTo(gradient[i], within(1e-6f));
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void logitsOfMaskedChoicesDoNotMatter(Distribution distribution) {
    if (distribution instanceof Bernoulli) {
      return; // There a logit belongs to both choices.
    }
    Rows rows = rows(distribution, 8).sample(new Random(1));
    float[] other = parameters(distribution, 9);
    float[] changed = rows.parameters.clone();
    float[] otherChanged = other.clone();
    for (int i = 0; i < changed.length; i++) {
      if (!rows.masks[i]) {
        changed[i] = i % 3 == 0 ? Float.NaN : i % 3 == 1 ? 1e30f : Float.NEGATIVE_INFINITY;
        otherChanged[i] = Float.NaN;
      }
    }
    Rows same = new Rows(distribution, changed, rows.actions, rows.masks);
    assertThat(same.evaluate().logProbs()).containsExactly(rows.evaluate().logProbs());
    assertThat(same.entropies()).containsExactly(rows.entropies());
    assertThat(same.gradient(1, 1)).containsExactly(rows.gradient(1, 1));
    assertThat(same.modes()).containsExactly(rows.modes());
    assertThat(same.kl(otherChanged)).containsExactly(rows.kl(other));
    for (int which = 0; which < 2; which++) {
      assertThat(same.klGradients(otherChanged)[which])
          .containsExactly(rows.klGradients(other)[which]);
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void aForbiddenActionIsImpossibleAndTeachesNothing(Distribution distribution) {
    boolean[] masks = new boolean[distribution.maskSize()];
    Arrays.fill(masks, true);
    if (masks.length == 1) {
      return;
    }
    masks[0] = false;
    float[] parameters = Arrays.copyOf(parameters(distribution, 1), distribution.parameterCount());
    float[] actions = new float[distribution.actionSize()];
    Rows rows = new Rows(distribution, parameters, actions, masks);
    assertThat(rows.evaluate().logProbs()[0]).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(rows.entropies()[0]).isFinite();
    int part = distribution instanceof Bernoulli ? 1 : choices(distribution, 0);
    for (int k = 0; k < part; k++) {
      assertThat(rows.gradient(1, 0)[k]).isZero();
    }
  }

  @Test
  void theOnlyAllowedChoiceIsCertain() {
    boolean[] masks = {false, true, false};
    float[] logits = {50, -50, 3};
    Rows rows = new Rows(new Categorical(3), logits, new float[] {1}, masks).evaluate();
    assertThat(rows.logProbs()[0]).isZero();
    assertThat(rows.entropies()[0]).isZero();
    assertThat(rows.gradient(1, 1)).containsOnly(0f);
    assertThat(rows.kl(new float[] {1, 2, 3})[0]).isZero();
  }

  @Test
  void twoOfThreeShareWhatTheThirdGivesUp() {
    boolean[] masks = {true, false, true};
    float[] logits = {0, 9, FloatMath.log(3)};
    Rows rows = new Rows(new Categorical(3), logits, new float[] {2}, masks).evaluate();
    assertThat(rows.logProbs()[0]).isCloseTo((float) Math.log(0.75), within(1e-6f));
    assertThat(rows.gradient(1, 0)[0]).isCloseTo(-0.25f, within(1e-6f));
    assertThat(rows.gradient(1, 0)[1]).isZero();
    assertThat(rows.gradient(1, 0)[2]).isCloseTo(0.25f, within(1e-6f));
  }

  @Test
  void frequenciesFollowTheAllowedProbabilities() {
    int count = 100_000;
    float[] logits = new float[4 * count];
    boolean[] masks = new boolean[4 * count];
    for (int i = 0; i < count; i++) {
      logits[4 * i + 1] = FloatMath.log(3);
      logits[4 * i + 3] = 5;
      masks[4 * i] = true;
      masks[4 * i + 1] = true;
    }
    Rows rows = new Rows(new Categorical(4), logits, new float[count], masks);
    rows.sample(new Random(3));
    int[] counts = new int[4];
    for (float action : rows.actions) {
      counts[(int) action]++;
    }
    assertThat(counts[1] / (double) count).isCloseTo(0.75, within(0.006));
    assertThat(counts[0] + counts[1]).isEqualTo(count);
  }

  @Test
  void aRowWithoutAnyChoiceIsRefusedByItsNumber() {
    boolean[] masks = new boolean[5 * 4];
    Arrays.fill(masks, 0, 3 * 4, true);
    Rows rows = new Rows(new Categorical(4), new float[20], new float[5], masks);
    String message = "row 3: every one of the 4 choices is masked; allow at least one";
    assertThatThrownBy(rows::evaluate)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> rows.sample(new Random(1))).hasMessage(message);
    assertThatThrownBy(rows::modes).hasMessage(message);
    assertThatThrownBy(() -> rows.kl(new float[20])).hasMessage(message);
    assertThatThrownBy(() -> rows.klGradients(new float[20])).hasMessage(message);

    boolean[] parts = {true, true, false, false, false};
    Rows multi = new Rows(MultiCategorical.of(2, 3), new float[5], new float[2], parts);
    assertThatThrownBy(multi::evaluate)
        .hasMessage(
            "row 0: every one of the 3 choices from flag 2 on is masked; allow at least one");
    boolean[] bits = {true, true, true, false, false, false, true, true};
    Rows binary = new Rows(new Bernoulli(2), new float[4], new float[4], bits);
    assertThatThrownBy(binary::modes)
        .hasMessage("row 1: every one of the 2 choices is masked; allow at least one");
  }

  @Test
  void pointingAtNewRowsForgetsTheMask() {
    DistributionBatch batch = new DistributionBatch(new Categorical(2), 1);
    boolean[] masks = {false, true};
    batch.of(new float[2], 0, 2, new float[] {0}, 0, 1).masked(masks, 0);
    new Categorical(2).evaluate(batch, ArrayMath.SCALAR);
    assertThat(batch.logProbs[0]).isEqualTo(Float.NEGATIVE_INFINITY);
    batch.of(new float[2], 0, 2, new float[] {0}, 0, 1);
    new Categorical(2).evaluate(batch, ArrayMath.SCALAR);
    assertThat(batch.logProbs[0]).isCloseTo((float) -Math.log(2), within(1e-6f));
  }
}
