package io.github.ascent4j.core.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import org.junit.jupiter.api.Test;

/** What follows from the settings; that each has an effect is tested for all algorithms at once. */
final class PpoConfigTest {
  @Test
  void minibatchesGiveTheirSize() {
    PpoConfig config = PpoConfig.sb3().withRolloutSteps(128).withMinibatches(4);
    assertThat(config.minibatching().minibatchSize()).isZero();
    assertThat(config.minibatchSize(4)).isEqualTo(128);
    assertThat(config.minibatchSize(1)).isEqualTo(32);
    assertThat(config.withMinibatches(1000).minibatchSize(1)).isEqualTo(1);
    assertThat(config.withMinibatchSize(64).minibatching().minibatches()).isZero();
  }

  @Test
  void aMinibatchIsNeverLargerThanTheBatch() {
    assertThat(PpoConfig.sb3().withRolloutSteps(10).minibatchSize(2)).isEqualTo(20);
  }

  @Test
  void iterationsAreRoundedUp() {
    PpoConfig config = PpoConfig.sb3().withRolloutSteps(100);
    assertThat(config.iterations(800, 4)).isEqualTo(2);
    assertThat(config.iterations(801, 4)).isEqualTo(3);
  }

  @Test
  void onlyContinuousActionsAreMapped() {
    PolicyConfig scaled = PolicyConfig.DEFAULT.withActionScaling(true);
    assertThat(scaled.actionMapping(new Discrete(2))).isEqualTo(ActionMapping.NONE);
    assertThat(scaled.actionMapping(Box.uniform(-1, 1, 1)))
        .isEqualTo(new ActionMapping(ActionMapping.Bound.CLIP, true));
  }
}
