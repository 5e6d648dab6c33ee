package io.github.ascent4j.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Free runs of several copies over more than one episode, with actions that have to be clipped. */
@ReadsGolden
class GoldenVectorTest {
  /** An ulp of float32 at 8, the fastest pendulum. */
  private static final Offset<Float> LAST_BIT = within(1e-6f);

  static List<GoldenEpisode> runs() {
    return GoldenEpisode.all("vector");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void copiesRunAndRestartLikeGymnasiumsVectorEnvironment(GoldenEpisode golden) {
    int copies = golden.data().get("copies").asInt();
    ClassicControl environment = Tasks.make(golden.env(), copies);
    StepBatch batch = Tasks.batch(environment);
    environment.reset(golden.seed(), batch);
    assertRows(batch.observations, golden.data().get("obs0"), "at reset");
    for (int t = 0; t < golden.steps(); t++) {
      environment.step(Golden.floats(golden.at("actions", t)), batch);
      assertRows(batch.observations, golden.at("obs", t), "step " + t);
      assertRows(batch.finalObservations, golden.at("final_obs", t), "end at step " + t);
      for (int i = 0; i < copies; i++) {
        assertThat(batch.rewards[i])
            .as("step %d", t)
            .isEqualTo(golden.at("reward", t).get(i).asDouble(), within(1e-9));
        assertThat(batch.terminated[i]).isEqualTo(golden.at("terminated", t).get(i).asBoolean());
        assertThat(batch.truncated[i]).isEqualTo(golden.at("truncated", t).get(i).asBoolean());
      }
    }
  }

  /** Compares the rows that were recorded; a copy whose episode goes on has an empty final one. */
  private static void assertRows(float[] actual, JsonNode rows, String when) {
    int width = actual.length / rows.size();
    for (int i = 0; i < rows.size(); i++) {
      float[] row = GoldenEpisode.floats(rows.get(i));
      for (int j = 0; j < row.length; j++) {
        assertThat(actual[i * width + j])
            .as("%s, copy %d, component %d", when, i, j)
            .isEqualTo(row[j], LAST_BIT);
      }
    }
  }
}
