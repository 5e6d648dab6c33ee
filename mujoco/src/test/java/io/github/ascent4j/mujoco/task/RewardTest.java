package io.github.ascent4j.mujoco.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.mujoco.NeedsMujoco;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What recorded episodes cannot show. */
@NeedsMujoco
class RewardTest {
  private static StepBatch step(EnvironmentRequest request, float action) {
    try (VectorEnvironment environment = RobotEnvironments.make(request)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      float[] actions = new float[environment.actionSpace().flatSize()];
      Arrays.fill(actions, action);
      environment.step(actions, batch);
      return batch;
    }
  }

  @Test
  void heightWeighsAsItsOptionSays() {
    EnvironmentRequest usual =
        EnvironmentRequest.of("HumanoidStandup-v5", 1).with("impact_cost_weight", "0");
    StepBatch once = step(usual, 0);
    StepBatch twice = step(usual.with("uph_cost_weight", "2"), 0);
    double height = once.observations[0] / 0.003;
    assertThat(once.rewards[0]).isCloseTo(height + 1, offset(1e-4));
    assertThat(twice.rewards[0]).isCloseTo(2 * height + 1, offset(1e-4));
  }

  @Test
  void controlsCostWhatTheyWereGivenAsNotWhatTheyAreClippedTo() {
    EnvironmentRequest free =
        EnvironmentRequest.of("HalfCheetah-v4", 1).with("ctrl_cost_weight", "0");
    EnvironmentRequest priced = free.with("ctrl_cost_weight", "0.5");
    double cost = step(free, 3).rewards[0] - step(priced, 3).rewards[0];
    assertThat(cost).isCloseTo(0.5 * 6 * 9, offset(1e-9));
    assertThat(step(free, 3).observations).isEqualTo(step(free, 1).observations);
  }
}
