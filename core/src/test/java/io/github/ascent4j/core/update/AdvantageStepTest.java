package io.github.ascent4j.core.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.advantage.RewardStandardization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** On three steps with rewards 1, 2 and 4, of which the second ends an episode. */
class AdvantageStepTest {
  private static final AdvantageConfig HALF = AdvantageConfig.of(0.5, 0.5);

  private static RolloutBuffer rollout() {
    RolloutBuffer rollout = new RolloutBuffer(3, 1, 1, 1);
    set(rollout.rewards, 1, 2, 4);
    set(rollout.values, 2, 1, 3);
    set(rollout.bootstrapValues, 8);
    rollout.terminated[1] = true;
    return rollout;
  }

  private static void set(float[] array, float... values) {
    System.arraycopy(values, 0, array, 0, values.length);
  }

  private static AdvantageStep generalized(CriticTarget target) {
    return AdvantageStep.generalized(new ScheduledSettings(), HALF, target);
  }

  /** {@code delta = 1 + 0.5 1 - 2, 2 - 1, 4 + 0.5 8 - 3}, added with 0.25 within the episode. */
  @Test
  void generalizedAdvantagesAndTheirLambdaReturns() {
    RolloutBuffer rollout = rollout();
    generalized(CriticTarget.LAMBDA_RETURN).estimate(rollout);
    assertThat(rollout.advantages).containsExactly(-0.25f, 1, 5);
    assertThat(rollout.returns).containsExactly(1.75f, 2, 8);
  }

  @Test
  void rewardsToGoReplaceTheReturnsAlone() {
    RolloutBuffer rollout = rollout();
    generalized(new CriticTarget(ValueTarget.REWARD_TO_GO, false)).estimate(rollout);
    assertThat(rollout.advantages).containsExactly(-0.25f, 1, 5);
    assertThat(rollout.returns).containsExactly(2, 2, 8);
  }

  @Test
  void returnsOfTheWholeEpisodeOrOfWhatFollowsLessTheCriticsValue() {
    RolloutBuffer rollout = rollout();
    AdvantageStep.returns(new ScheduledSettings(), HALF, false, false).estimate(rollout);
    assertThat(rollout.advantages).containsExactly(2, 2, 8);
    AdvantageStep.returns(new ScheduledSettings(), HALF, true, true).estimate(rollout);
    assertThat(rollout.advantages).containsExactly(0, 1, 5);
  }

  @Test
  void rewardsOfAnEpisodeAreStandardizedBefore() {
    RolloutBuffer rollout = rollout();
    generalized(CriticTarget.LAMBDA_RETURN)
        .perEpisode(RewardStandardization.REWARDS)
        .estimate(rollout);
    assertThat(rollout.rewards[0]).isCloseTo(-1, within(1e-6f));
    assertThat(rollout.rewards[1]).isCloseTo(1, within(1e-6f));
    assertThat(rollout.rewards[2]).isZero();
  }

  @Test
  void advantagesAreNormalizedOverTheBatchIfAsked() {
    RolloutBuffer rollout = rollout();
    generalized(CriticTarget.LAMBDA_RETURN).normalized(true).estimate(rollout);
    float[] expected = {-0.25f, 1, 5};
    Standardization.UNBIASED_PLUS_EPSILON.apply(expected, 3, Standardization.Single.KEPT);
    assertThat(rollout.advantages).containsExactly(expected);
    generalized(CriticTarget.LAMBDA_RETURN).normalized(false).estimate(rollout);
    assertThat(rollout.advantages).containsExactly(-0.25f, 1, 5);
  }

  /** Variance 1 - 1/9 - ... of the residuals over that of the returns. */
  @Test
  void explainedVarianceIsThatOfTheReturnsAndMissingWithoutACritic() {
    RolloutBuffer rollout = rollout();
    AdvantageStep step = generalized(CriticTarget.LAMBDA_RETURN);
    step.estimate(rollout);
    set(rollout.values, 1.75f, 2, 8);
    assertThat(step.explainedVariance(rollout)).isEqualTo(1);
    assertThat(
            AdvantageStep.continuedReturns(new ScheduledSettings(), Schedule.constant(1), true)
                .explainedVariance(rollout))
        .isNaN();
  }

  /** The first batch is divided by the deviation 1 of no statistics, the second by its own. */
  @Test
  void scaledReturnsAreDividedByTheDeviationSoFar() {
    AdvantageStep step = generalized(new CriticTarget(ValueTarget.LAMBDA_RETURN, true));
    RolloutBuffer first = rollout();
    step.estimate(first);
    assertThat(first.returns).containsExactly(1.75f, 2, 8);
    RolloutBuffer second = rollout();
    step.estimate(second);
    assertThat(second.returns[1]).isLessThan(1);
    assertThat(second.values).containsExactly(new float[] {2, 1, 3}, within(1e-6f));
  }

  @Test
  void cutEpisodesGoOnWithTheMeanReturnSoFar() {
    AdvantageStep step =
        AdvantageStep.continuedReturns(new ScheduledSettings(), Schedule.constant(0.5), true);
    RolloutBuffer first = rollout();
    step.estimate(first);
    assertThat(first.bootstrapValues[0]).isZero();
    assertThat(first.advantages).containsExactly(new float[] {2, 2, 4}, within(1e-6f));
    RolloutBuffer second = rollout();
    step.estimate(second);
    assertThat(second.bootstrapValues[0]).isCloseTo(8f / 3, within(1e-6f));
  }

  @Test
  void whatIsRememberedIsSavedAndRestored() throws IOException {
    for (boolean scaled : new boolean[] {true, false}) {
      AdvantageStep step = remembering(scaled);
      step.estimate(rollout());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      step.save(new DataOutputStream(bytes));
      AdvantageStep restored = remembering(scaled);
      restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      RolloutBuffer one = rollout();
      RolloutBuffer other = rollout();
      step.estimate(one);
      restored.estimate(other);
      assertThat(other.returns).containsExactly(one.returns);
    }
  }

  private static AdvantageStep remembering(boolean scaled) {
    return scaled
        ? generalized(new CriticTarget(ValueTarget.LAMBDA_RETURN, true))
        : AdvantageStep.continuedReturns(new ScheduledSettings(), Schedule.constant(0.5), true);
  }

  @Test
  void theDiscountFollowsItsSchedule() {
    ScheduledSettings settings = new ScheduledSettings();
    AdvantageStep step = AdvantageStep.continuedReturns(settings, new Schedule.Linear(1, 0), false);
    settings.update(new Progress(0.5, 1));
    RolloutBuffer rollout = rollout();
    step.estimate(rollout);
    assertThat(rollout.returns).containsExactly(2, 2, 4);
  }
}
