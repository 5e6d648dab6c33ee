package io.github.ascent4j.core.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Numbers to check on paper: gamma and lambda are 1/2, so every result is a short binary number.
 */
final class ReturnsTest {
  private static final float[] REWARDS = {1, 2, 4};
  private static final float[] VALUES = {8, 4, 2};
  private static final boolean[] NEVER = new boolean[3];
  private static final boolean[] SECOND = {false, true, false};
  private static final float[] FINALS = {Float.NaN, 6, Float.NaN};
  private static final float[] BEHIND = {16};

  private final float[] returns = new float[3];

  private static StepArrays three(boolean[] terminated, boolean[] truncated) {
    return new StepArrays(3, 1, REWARDS, VALUES, terminated, truncated, FINALS, BEHIND);
  }

  private float[] rewardToGo(boolean[] terminated, boolean[] truncated) {
    MonteCarlo.rewardToGo(three(terminated, truncated), 0.5, returns);
    return returns;
  }

  private float[] total(boolean[] terminated, boolean[] truncated) {
    MonteCarlo.total(three(terminated, truncated), 0.5, returns);
    return returns;
  }

  private float[] steps(int n, boolean[] terminated, boolean[] truncated) {
    NStepReturns.compute(three(terminated, truncated), n, 0.5, returns);
    return returns;
  }

  private float[] lambda(double lambda, boolean[] terminated, boolean[] truncated) {
    TemporalDifferenceLambda.compute(three(terminated, truncated), 0.5, lambda, returns);
    return returns;
  }

  /** 4 + 16/2 = 12, 2 + 12/2 = 8, 1 + 8/2 = 5. */
  @Test
  void rewardToGoGoesOnBehindTheBatch() {
    assertThat(rewardToGo(NEVER, NEVER)).containsExactly(5, 8, 12);
  }

  /** 2 + 0 or 2 + 6/2 at the end, and nothing flows back over it. */
  @Test
  void rewardToGoIsCutAtEitherEnd() {
    assertThat(rewardToGo(SECOND, NEVER)).containsExactly(2, 2, 12);
    assertThat(rewardToGo(NEVER, SECOND)).containsExactly(3.5f, 5, 12);
    assertThat(rewardToGo(SECOND, SECOND)).containsExactly(2, 2, 12);
  }

  @Test
  void everyStepOfAnEpisodeGetsItsTotal() {
    assertThat(total(NEVER, NEVER)).containsExactly(5, 5, 5);
    assertThat(total(SECOND, NEVER)).containsExactly(2, 2, 12);
    assertThat(total(NEVER, SECOND)).containsExactly(3.5f, 3.5f, 12);
  }

  /** Two steps: 1 + 2/2 + 2/4, 2 + 4/2 + 16/4, 4 + 16/2. */
  @Test
  void stepsAreCutByTheBatch() {
    assertThat(steps(1, NEVER, NEVER)).containsExactly(1 + 2, 2 + 1, 4 + 8);
    assertThat(steps(2, NEVER, NEVER)).containsExactly(2.5f, 8, 12);
    assertThat(steps(99, NEVER, NEVER)).containsExactly(rewardToGo(NEVER, NEVER).clone());
  }

  @Test
  void stepsAreCutByTheEpisode() {
    assertThat(steps(2, SECOND, NEVER)).containsExactly(2, 2, 12);
    assertThat(steps(2, NEVER, SECOND)).containsExactly(1 + 1 + 1.5f, 5, 12);
  }

  /** 12, 2 + (2/2 + 12/2)/2 = 5.5, 1 + (4/2 + 5.5/2)/2. */
  @Test
  void lambdaMixesTheNextValueAndTheNextReturn() {
    assertThat(lambda(0.5, NEVER, NEVER)).containsExactly(1 + 2.375f, 5.5f, 12);
    assertThat(lambda(0.5, SECOND, NEVER)).containsExactly(1 + 1.5f, 2, 12);
    assertThat(lambda(0.5, NEVER, SECOND)).containsExactly(1 + 2.25f, 5, 12);
  }

  @Test
  void lambdaAtItsEndsIsOneStepAndRewardToGo() {
    assertThat(lambda(0, NEVER, NEVER).clone()).containsExactly(steps(1, NEVER, NEVER));
    assertThat(lambda(1, NEVER, SECOND).clone()).containsExactly(rewardToGo(NEVER, SECOND));
  }

  /** 1 + 2/2, and 2 alone: nothing is added behind the end, nor behind the last row. */
  @Test
  void stepsWithoutBootstrapStopAtAnEnd() {
    float[] two = new float[2];
    boolean[] done = new boolean[2];
    NStepReturns.withoutBootstrap(3, 1, 2, REWARDS, SECOND, 0.5, two, done);
    assertThat(two).containsExactly(2, 2);
    assertThat(done).containsExactly(true, true);
    NStepReturns.withoutBootstrap(3, 1, 2, REWARDS, NEVER, 0.5, two, done);
    assertThat(two).containsExactly(2, 4);
    assertThat(done).containsExactly(false, false);
  }

  @Test
  void environmentsDoNotMix() {
    float[] rewards = {1, 0, 1, 0};
    boolean[] first = {true, false, false, false};
    boolean[] none = new boolean[4];
    float[] zeros = new float[4];
    float[] both = new float[4];
    MonteCarlo.total(
        new StepArrays(2, 2, rewards, zeros, first, none, zeros, new float[2]), 1, both);
    assertThat(both).containsExactly(1, 0, 1, 0);
    MonteCarlo.total(
        new StepArrays(2, 2, rewards, zeros, none, none, zeros, new float[] {0, 5}), 1, both);
    assertThat(both).containsExactly(2, 5, 2, 5);
  }

  @Test
  void validityEndsBehindTheFirstEndOfAColumn() {
    boolean[] dones = {false, true, true, false, false, true};
    boolean[] valid = new boolean[6];
    assertThat(ValidSteps.upToFirstEnd(3, 2, dones, valid)).isEqualTo(3);
    assertThat(valid).containsExactly(true, true, true, false, false, false);
  }

  @Test
  void noStepsHaveNoReturns() {
    float[] none = new float[0];
    boolean[] never = new boolean[0];
    StepArrays steps = new StepArrays(0, 1, none, none, never, never, none, BEHIND);
    MonteCarlo.total(steps, 0.5, none);
    NStepReturns.compute(steps, 3, 0.5, none);
    TemporalDifferenceLambda.compute(steps, 0.5, 0.5, none);
    assertThat(ValidSteps.upToFirstEnd(0, 1, never, never)).isZero();
  }

  @Test
  void aRewardThatIsNotANumberStaysInItsEpisode() {
    float[] rewards = {1, 2, Float.NaN};
    MonteCarlo.rewardToGo(
        new StepArrays(3, 1, rewards, VALUES, SECOND, NEVER, FINALS, BEHIND), 0.5, returns);
    assertThat(returns).containsExactly(2, 2, Float.NaN);
  }

  /** Buffers that are filled in part are longer than what is in use of them. */
  @Test
  void whatLiesBehindTheStepsIsLeftAlone() {
    float[] room = {-1, -1, -1, -1, 7};
    MonteCarlo.total(
        new StepArrays(2, 1, REWARDS, VALUES, NEVER, NEVER, FINALS, BEHIND), 0.5, room);
    assertThat(room[0]).isEqualTo(room[1]);
    assertThat(Arrays.copyOfRange(room, 2, 5)).containsExactly(-1, -1, 7);
  }

  @Test
  void wrongShapesAreNamed() {
    assertThatThrownBy(() -> new StepArrays(4, 1, REWARDS, VALUES, NEVER, NEVER, FINALS, BEHIND))
        .hasMessage("rewards has 3 elements; T times B needs 4");
    assertThatThrownBy(
            () -> new StepArrays(3, 1, REWARDS, VALUES, NEVER, NEVER, FINALS, new float[2]))
        .hasMessage("bootstrapValues has 2 elements; give one for each of 1 environments");
    assertThatThrownBy(() -> MonteCarlo.rewardToGo(three(NEVER, NEVER), 0.5, new float[2]))
        .hasMessage("returns has 2 elements; T times B needs 3");
    assertThatThrownBy(() -> steps(0, NEVER, NEVER)).hasMessage("n 0 must be at least 1");
    assertThatThrownBy(
            () ->
                NStepReturns.withoutBootstrap(
                    3, 1, 4, REWARDS, NEVER, 0.5, returns, new boolean[3]))
        .hasMessageContaining("n 4 must be up to the number of steps, 3");
    assertThatThrownBy(
            () ->
                NStepReturns.withoutBootstrap(
                    3, 1, 2, REWARDS, NEVER, 0.5, returns, new boolean[2]))
        .hasMessage("returns has 3 elements; T-n+1 times B needs 2");
    assertThatThrownBy(() -> ValidSteps.upToFirstEnd(-1, 1, NEVER, NEVER))
        .hasMessageContaining("steps -1");
    assertThatThrownBy(() -> ValidSteps.upToFirstEnd(3, 0, NEVER, NEVER))
        .hasMessageContaining("environments 0");
  }
}
