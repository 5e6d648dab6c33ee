package io.github.ascent4j.core.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.update.Learner;
import io.github.ascent4j.environment.StateBytes;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReinforceLearnerTest {
  private static final ReinforceConfig CONFIG =
      ReinforceConfig.tianshou(1)
          .withGamma(0.9)
          .withPolicy(ReinforceConfig.tianshou(1).policy().withHiddenSizes(List.of(2)));

  private final SimdEngine engine = SimdEngine.scalar(1);

  @AfterEach
  void close() {
    engine.close();
  }

  private Learner learner(ReinforceConfig config) {
    ActorCriticPolicy policy =
        ReinforcePolicy.create(Identity.discrete(1, 2), config, engine, new TrainingRandom(1, 0))
            .actorCritic();
    return ReinforceAgent.ALGORITHM.learner(config, policy, 1, new TrainingRandom(1, 2));
  }

  /** Six steps: three to an end, two to a cut, and one of an episode that goes on. */
  private static RolloutBuffer six(float reward) {
    RolloutBuffer rollout = new RolloutBuffer(6, 1, 2, 1);
    Arrays.fill(rollout.observations, 1);
    Arrays.fill(rollout.rewards, reward);
    rollout.terminated[2] = true;
    rollout.truncated[4] = true;
    return rollout;
  }

  /** Fifty, so that the mean of the returns so far is 50 and their variance 0. */
  private static RolloutBuffer fifties() {
    RolloutBuffer rollout = new RolloutBuffer(6, 1, 2, 1);
    Arrays.fill(rollout.rewards, 50);
    Arrays.fill(rollout.terminated, true);
    return rollout;
  }

  @Test
  void withoutNormalisationNothingFollowsACut() {
    RolloutBuffer rollout = six(1);
    learner(CONFIG).learn(rollout, Progress.START);
    assertThat(rollout.returns).containsExactly(2.71f, 1.9f, 1, 1.9f, 1, 1);
  }

  /** tianshou's own numbers: 42.4 and 46 before a cut, 46 in an episode that goes on. */
  @Test
  void theMeanReturnStandsInForWhatACutEpisodeWouldHaveEarned() {
    Learner learner = learner(CONFIG.withNormalizeReturns(true));
    RolloutBuffer first = fifties();
    learner.learn(first, Progress.START);
    // By mean 0 and variance 1, which are those before the first batch.
    assertThat(first.returns[0]).isCloseTo(50, within(1e-4f));
    RolloutBuffer second = six(1);
    learner.learn(second, Progress.START);
    // Variance 0 leaves the root of 1e-8 to divide by.
    float[] expected = {2.71f, 1.9f, 1, 42.4f, 46, 46};
    for (int i = 0; i < 6; i++) {
      assertThat(second.returns[i] * 1e-4f + 50).isCloseTo(expected[i], within(1e-4f));
    }
    assertThat(second.finalValues).containsOnly(50);
    assertThat(second.bootstrapValues).containsExactly(50);
  }

  @Test
  void statisticsOfTheReturnsAreResumed() throws IOException {
    Learner learner = learner(CONFIG.withNormalizeReturns(true));
    learner.learn(six(3), Progress.START);
    learner.learn(six(1), Progress.START);
    Learner resumed = learner(CONFIG.withNormalizeReturns(true));
    StateBytes.read(StateBytes.of(learner::save), resumed::restore);
    RolloutBuffer expected = six(2);
    RolloutBuffer actual = six(2);
    learner.learn(expected, Progress.START);
    resumed.learn(actual, Progress.START);
    assertThat(actual.returns).isEqualTo(expected.returns);
  }

  /** Of five samples in minibatches of two the last two are three. */
  @Test
  void aShortLastMinibatchJoinsTheOneBefore() {
    assertThat(minibatches(5, 2)).isEqualTo(2);
    assertThat(minibatches(6, 2)).isEqualTo(3);
    assertThat(minibatches(5, 0)).isEqualTo(1);
    assertThat(minibatches(5, 100)).isEqualTo(1);
  }

  /** Counted by the optimiser. */
  private long minibatches(int size, int minibatchSize) {
    ReinforceConfig config = CONFIG.withMinibatchSize(minibatchSize);
    ActorCriticPolicy policy =
        ReinforcePolicy.create(Identity.discrete(1, 2), config, engine, new TrainingRandom(1, 0))
            .actorCritic();
    RolloutBuffer rollout = new RolloutBuffer(size, 1, 2, 1);
    ReinforceAgent.ALGORITHM
        .learner(config, policy, 1, new TrainingRandom(1, 2))
        .learn(rollout, Progress.START);
    return policy.network().optimizerState().steps();
  }
}
