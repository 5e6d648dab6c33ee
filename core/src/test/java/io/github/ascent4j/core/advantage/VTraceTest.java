package io.github.ascent4j.core.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class VTraceTest {
  private static final float[] REWARDS = {1, 2, 4};
  private static final float[] VALUES = {8, 4, 2};
  private static final boolean[] NEVER = new boolean[3];
  private static final float LOG_2 = 0.6931472f;

  private final float[] ratios = new float[3];
  private final float[] errors = new float[3];
  private final float[] targets = new float[3];
  private final float[] advantages = new float[3];

  private void compute(VTrace vtrace, float[] behaviour, boolean[] terminated) {
    vtrace.compute(
        new StepArrays(3, 1, REWARDS, VALUES, terminated, NEVER, new float[3], new float[] {16}),
        behaviour,
        new float[3],
        ratios,
        errors,
        targets,
        advantages);
  }

  /** The target is the lambda-return, and with lambda 1 the advantage is that of GAE. */
  @Test
  void onPolicyItIsTemporalDifferenceLearning() {
    compute(new VTrace(0.5), new float[3], NEVER);
    assertThat(ratios).containsExactly(1, 1, 1);
    assertThat(errors).containsExactly(1 + 2 - 8, 2 + 1 - 4, 4 + 8 - 2);
    assertThat(targets).containsExactly(5, 8, 12);
    assertThat(advantages).containsExactly(5 - 8, 8 - 4, 12 - 2);
  }

  /** lambda 1/2: 12, 2 + (2/2 + 12/2)/2 = 5.5, 1 + (4/2 + 5.5/2)/2 = 3.375. */
  @Test
  void theTwoAdvantagesDifferBelowLambdaOne() {
    compute(new VTrace(0.5, 0.5, 1, 1, 1, false), new float[3], NEVER);
    assertThat(targets).containsExactly(3.375f, 5.5f, 12);
    assertThat(advantages).containsExactly(1 + 2.75f - 8, 2 + 6 - 4, 10);
    compute(new VTrace(0.5, 0.5, 1, 1, 1, true), new float[3], NEVER);
    assertThat(targets).containsExactly(3.375f, 5.5f, 12);
    assertThat(advantages).containsExactly(3.375f - 8, 5.5f - 4, 10);
  }

  /** The last step is twice as likely now: 2 times 10, and 1.5 times 10 for the advantage. */
  @Test
  void eachLimitHoldsForItsOwnRatio() {
    float[] behaviour = {0, 0, -LOG_2};
    compute(new VTrace(0.5, 1, 4, 0, 1.5, false), behaviour, NEVER);
    assertThat(ratios).containsExactly(1, 1, 2);
    assertThat(errors).containsExactly(-5, -1, 20);
    assertThat(targets).containsExactly(3, 3, 22);
    assertThat(advantages).containsExactly(1 + 1.5f - 8, 2 + 11 - 4, 15);
  }

  @Test
  void nothingFollowsATermination() {
    compute(new VTrace(0.5), new float[3], new boolean[] {false, true, false});
    assertThat(targets).containsExactly(2, 2, 12);
    assertThat(advantages).containsExactly(2 - 8, 2 - 4, 10);
  }

  /** exp(200) is infinite and exp(-200) is 0, and the limits keep both from the results. */
  @Test
  void extremeRatiosAreLimited() {
    compute(new VTrace(0.5), new float[] {-200, 200, 0}, NEVER);
    assertThat(ratios).containsExactly(Float.POSITIVE_INFINITY, 0, 1);
    assertThat(errors).containsExactly(-5, -0f, 10);
    assertThat(targets).containsExactly(3, 4, 12);
    assertThat(advantages).containsExactly(-5, 0, 10);
  }

  @Test
  void impossibleSettingsAndShapesAreRefused() {
    assertThatThrownBy(() -> new VTrace(1.5)).hasMessageContaining("gamma 1.5 must be from 0.0");
    assertThatThrownBy(() -> new VTrace(1, Double.NaN, 1, 1, 1, false))
        .hasMessageContaining("lambda NaN");
    assertThatThrownBy(() -> new VTrace(1, 1, 1, -1, 1, false))
        .hasMessage("traceLimit -1.0 must not be negative; Infinity sets no limit");
    assertThatThrownBy(() -> compute(new VTrace(1), new float[2], NEVER))
        .hasMessage("behaviourLogProbs has 2 elements; T times B needs 3");
  }
}
