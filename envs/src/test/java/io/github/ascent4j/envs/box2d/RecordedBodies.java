package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import com.badlogic.gdx.physics.box2d.Body;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import io.github.ascent4j.policy.golden.GoldenFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bodies of recorded episodes: x, y, angle, their velocities, one after another. */
final class RecordedBodies {
  private RecordedBodies() {}

  /** The episodes of the tasks that start with {@code prefix}. */
  static List<GoldenEpisode> episodes(String prefix) {
    return GoldenFile.list("box2d").stream()
        .filter(file -> file.startsWith("box2d/" + prefix))
        .map(GoldenEpisode::read)
        .toList();
  }

  /** Those after a step, of step -1 after the reset. */
  static double[] of(GoldenEpisode recorded, int step) {
    JsonNode state = step < 0 ? recorded.data().get("init_state") : recorded.at("state", step);
    assertThat(state.get("bodies")).allSatisfy(body -> assertThat(body).hasSize(6));
    return Golden.doubles(state.get("bodies"));
  }

  /** Bodies as they are recorded. */
  static double[] of(Body[] bodies) {
    double[] result = new double[6 * bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      Body body = bodies[i];
      result[6 * i] = body.getPosition().x;
      result[6 * i + 1] = body.getPosition().y;
      result[6 * i + 2] = body.getAngle();
      result[6 * i + 3] = body.getLinearVelocity().x;
      result[6 * i + 4] = body.getLinearVelocity().y;
      result[6 * i + 5] = body.getAngularVelocity();
    }
    return result;
  }

  /** Plays an episode by the task's name, which knows its time limit, and compares every end. */
  static void assertSameEnds(GoldenEpisode recorded) {
    Map<String, String> options = new TreeMap<>();
    recorded
        .data()
        .get("kwargs")
        .properties()
        .forEach(o -> options.put(o.getKey(), o.getValue().asText()));
    EnvironmentRequest request = new EnvironmentRequest(recorded.env(), 1, 1, options);
    try (VectorEnvironment environment = new Box2dProvider().make(request)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(recorded.seed(), batch);
      for (int t = 0; t < recorded.steps(); t++) {
        environment.step(recorded.action(t), batch);
        assertThat(batch.terminated[0]).as("end of step %d", t).isEqualTo(recorded.terminated(t));
        assertThat(batch.truncated[0]).as("cut of step %d", t).isEqualTo(recorded.truncated(t));
      }
    }
  }
}
