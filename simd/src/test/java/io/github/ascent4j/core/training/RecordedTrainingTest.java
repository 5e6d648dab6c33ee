package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.simd.SimdEngine;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * A whole training goes the way of the reference, update after update: what is between the parts
 * that have golden numbers of their own, above all in the steps around the ends of episodes.
 */
@ReadsGolden
final class RecordedTrainingTest {
  private static final Golden.Case GOLDEN =
      Golden.cases("recorded_training.json", 1, c -> c.kind().equals("recorded_training")).get(0);

  /** Shows what was seen in the recording, and checks that the same is done as there. */
  private static final class Recording implements Environment {
    private int steps;
    private int episodes;

    private static JsonNode actions(int update) {
      return GOLDEN.expected("updates").get(update).get("actions");
    }

    @Override
    public Space observationSpace() {
      int size = GOLDEN.input("first_observations").get(0).size();
      return Box.uniform(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, size);
    }

    @Override
    public Space actionSpace() {
      return Box.uniform(-1, 1, actions(0).get(0).size());
    }

    private static void show(JsonNode seen, float[] observation) {
      float[] numbers = Golden.floats(seen);
      System.arraycopy(numbers, 0, observation, 0, numbers.length);
    }

    @Override
    public void reset(long seed, float[] observation) {
      show(GOLDEN.input("first_observations").get(episodes++), observation);
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      int t = steps++;
      int length = actions(0).size();
      float[] raw = Golden.floats(actions(t / length).get(t % length));
      double tolerance = GOLDEN.tolerance("f32_abs");
      for (int d = 0; d < raw.length; d++) {
        assertThat((double) action[d])
            .as("action of step %d", t)
            .isCloseTo(Math.clamp(raw[d], -1, 1), within(tolerance));
      }
      show(GOLDEN.input("next_observations").get(t), observation);
      return new Outcome(
          GOLDEN.input("rewards").get(t).asDouble(),
          GOLDEN.input("terminated").get(t).asInt() == 1,
          GOLDEN.input("truncated").get(t).asInt() == 1);
    }
  }

  @Test
  void aTrainingGoesTheWayOfCleanRlsThroughTheEndsOfManyEpisodes() {
    JsonNode updates = GOLDEN.expected("updates");
    TrainingCase<PpoConfig> recipe =
        new TrainingCase<>(
                "CleanRL's",
                PpoAgent.ALGORITHM,
                PpoConventions.cleanrlContinuous(),
                () -> VectorEnvironments.of(Recording::new, 1))
            .with(settings());
    long seed = GOLDEN.input("seed").asLong();
    VectorEnvironment environment = recipe.newEnvironment();
    try (Agent<PpoConfig> agent =
        recipe.algorithm().create(environment, recipe.config(), seed, SimdEngine.create(1))) {
      ActorCriticPolicy policy = agent.policy().actorCritic();
      policy.setParameters(Golden.floats(GOLDEN.input("parameters")));
      int steps = GOLDEN.input("rewards").size();
      Training<PpoConfig> training = Training.start(agent, environment, steps);
      RolloutBuffer[] rollout = new RolloutBuffer[1];
      training.setCallback(
          new TrainingCallback() {
            @Override
            public void onRollout(TrainingView view, RolloutView seen) {
              rollout[0] = ((RolloutBufferView) seen).buffer();
            }
          });
      for (int k = 0; !training.finished(); k++) {
        training.iterate();
        check("update " + k, updates.get(k), rollout[0], policy);
      }
      assertThat(training.iteration()).isEqualTo(updates.size());
    }
  }

  private static String[] settings() {
    return GOLDEN.input("settings").properties().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue().asText())
        .toArray(String[]::new);
  }

  private static void check(
      String update, JsonNode expected, RolloutBuffer rollout, ActorCriticPolicy policy) {
    check(update, expected, "observations", rollout.observations);
    check(update, expected, "actions", rollout.actions);
    check(update, expected, "log_probs", rollout.logProbs);
    check(update, expected, "values", rollout.values);
    check(update, expected, "rewards", rollout.rewards);
    check(update, expected, "advantages", rollout.advantages);
    check(update, expected, "returns", rollout.returns);
    check(update, expected, "parameters", policy.parameters());
    RunningMeanVariance statistics = policy.normalizer().statistics();
    double[] mean = new double[statistics.size()];
    Arrays.setAll(mean, statistics::mean);
    double[] variance = new double[statistics.size()];
    Arrays.setAll(variance, statistics::variance);
    GOLDEN.checkDouble(update + " mean", expected.get("observation_mean"), mean);
    GOLDEN.checkDouble(update + " variance", expected.get("observation_variance"), variance);
    GOLDEN.checkDouble(update + " count", expected.get("observation_count"), statistics.count());
  }

  private static void check(String update, JsonNode expected, String what, float[] actual) {
    GOLDEN.check(update + " " + what, expected.get(what), actual);
  }
}
