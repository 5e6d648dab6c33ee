package io.github.ascent4j.mujoco.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.NeedsMujoco;
import io.github.ascent4j.policy.golden.EpisodeSample;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole episodes under uniformly random actions are distributed as Gymnasium's are. Deviations of
 * what is observed are of thousands of episodes, which would take too long.
 */
@NeedsMujoco
@ReadsGolden
class RandomPolicyTest {
  private static final int EPISODES = 40;

  static List<GoldenEpisode> statistics() {
    return GoldenEpisode.all("random_policy");
  }

  @Test
  void statisticsOfNineTasksAreThere() {
    assertThat(statistics()).hasSize(9);
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void returnsLengthsAndObservationsAreDistributedAsInGymnasium(GoldenEpisode golden) {
    Pcg64 generator = new Pcg64(12345);
    try (VectorEnvironment one = Tasks.make(golden.env(), 1)) {
      StepBatch batch = new StepBatch(one);
      EpisodeSample sample = new EpisodeSample(EPISODES, one.observationSpace().flatSize());
      for (int episode = 0; episode < EPISODES; episode++) {
        one.reset(1000 + episode, batch);
        boolean over = false;
        while (!over) {
          one.step(Tasks.randomActions(one, generator), batch);
          over = batch.terminated[0] || batch.truncated[0];
          float[] seen = over ? batch.finalObservations : batch.observations;
          sample.step(episode, batch.rewards[0], seen, 0);
        }
        if (batch.terminated[0]) {
          sample.terminate();
        }
      }
      sample.assertLike(golden.data());
    }
  }
}
