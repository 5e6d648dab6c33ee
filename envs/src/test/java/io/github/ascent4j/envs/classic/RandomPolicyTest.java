package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.golden.EpisodeSample;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole episodes under uniformly random actions are distributed as Gymnasium's are. */
@ReadsGolden
class RandomPolicyTest {
  private static final int EPISODES = 600;

  static List<GoldenEpisode> statistics() {
    return GoldenEpisode.all("random_policy");
  }

  /** The first episode of every copy; later ones of a copy would favour short ones. */
  @ParameterizedTest
  @MethodSource("statistics")
  void returnsLengthsAndObservationsAreDistributedAsInGymnasium(GoldenEpisode golden) {
    ClassicControl environment = Tasks.make(golden.env(), EPISODES);
    StepBatch batch = Tasks.batch(environment);
    int width = environment.observationSpace().flatSize();
    EpisodeSample sample = new EpisodeSample(EPISODES, width);
    boolean[] over = new boolean[EPISODES];
    float[] actions = new float[EPISODES];
    Pcg64 generator = new Pcg64(12345);
    environment.reset(1000, batch);
    for (int t = 0; t < environment.timeLimit(); t++) {
      for (int i = 0; i < EPISODES; i++) {
        actions[i] = Tasks.randomAction(environment, generator);
      }
      environment.step(actions, batch);
      for (int i = 0; i < EPISODES; i++) {
        if (!over[i]) {
          over[i] = batch.terminated[i] || batch.truncated[i];
          float[] seen = over[i] ? batch.finalObservations : batch.observations;
          sample.step(i, batch.rewards[i], seen, i * width);
          if (batch.terminated[i]) {
            sample.terminate();
          }
        }
      }
    }
    sample.assertLike(golden.data());
    sample.assertDeviationsLike(golden.data());
  }
}
