package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.environment.simulator.Simulator;
import io.github.ascent4j.policy.golden.EpisodeSample;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import io.github.ascent4j.policy.golden.ReadsGolden;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole episodes under uniformly random actions are distributed as Gymnasium's are. Of a thousand
 * with throttles one or two come to stand and last to the time limit, hence the many episodes.
 */
@ReadsGolden
class RandomEpisodesTest {
  @BeforeAll
  static void load() {
    Box2dNatives.load();
  }

  @ParameterizedTest
  @CsvSource({
    "LunarLander-v3, 1, 1000, 300",
    "LunarLanderContinuous-v3, 2, 1000, 1000",
    "BipedalWalker-v3, 4, 1600, 80"
  })
  void returnsLengthsAndObservationsAreDistributedAsInGymnasium(
      String id, int actionSize, int timeLimit, int episodes) {
    GoldenEpisode recorded = GoldenEpisode.read("box2d_random_policy/" + id + ".json");
    assertThat(recorded.env()).isEqualTo(id);
    try (Simulator simulator = simulator(actionSize)) {
      int width = recorded.data().get("obs_mean").size();
      EpisodeSample sample = new EpisodeSample(episodes, width);
      Pcg64 generator = new Pcg64(77);
      Pcg64 policy = new Pcg64(12345);
      float[] action = new float[actionSize];
      float[] observation = new float[width];
      for (int e = 0; e < episodes; e++) {
        simulator.start(generator);
        int length = 0;
        do {
          for (int i = 0; i < actionSize; i++) {
            action[i] = (float) (actionSize == 1 ? policy.integers(0, 4) : policy.uniform(-1, 1));
          }
          double reward = simulator.step(action, 0);
          simulator.observe(observation, 0, new byte[0], 0);
          sample.step(e, reward, observation, 0);
          length++;
        } while (!simulator.terminated() && length < timeLimit);
        if (simulator.terminated()) {
          sample.terminate();
        }
      }
      sample.assertLike(recorded.data());
      sample.assertDeviationsLike(recorded.data());
    }
  }

  private static Simulator simulator(int actionSize) {
    return actionSize == 4
        ? new BipedalWalker(false)
        : new LunarLander(new LunarLander.Options(actionSize == 2, -10, false, 15, 1.5));
  }
}
