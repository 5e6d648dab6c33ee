package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.badlogic.gdx.physics.box2d.Body;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import io.github.ascent4j.policy.golden.GoldenFile;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded episodes: step by step from the recorded bodies, and whole from the seed. */
@ReadsGolden
class BipedalWalkerGoldenTest {
  /** Feet on the ground magnify what two builds of Box2D round differently. */
  private static final double WHOLE_EPISODE_TOLERANCE = 5e-3;

  static List<GoldenEpisode> episodes() {
    return RecordedBodies.episodes("BipedalWalker");
  }

  @BeforeAll
  static void load() {
    Box2dNatives.load();
  }

  @Test
  void thereAreTwoEpisodes() {
    assertThat(episodes()).hasSize(2);
    assertThat(episodes().stream().mapToInt(GoldenEpisode::steps).sum()).isEqualTo(133);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void resetFromTheSeedIsTheRecordedOne(GoldenEpisode recorded) {
    try (BipedalWalker walker = started(recorded)) {
      assertThat(walker.terrain().y())
          .containsExactly(Golden.doubles(recorded.data().get("terrain_y")));
      assertThat(RecordedBodies.of(walker.bodies()))
          .containsExactly(RecordedBodies.of(recorded, -1), within(1e-6));
      assertThat(observation(walker)).containsExactly(recorded.firstObservation(), within(1e-6f));
    }
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void everyEndIsOfTheRecordedKind(GoldenEpisode recorded) {
    RecordedBodies.assertSameEnds(recorded);
  }

  /** Lengths of grass and slopes, then ten clouds of a place and five corners, then a push. */
  @ParameterizedTest
  @MethodSource("episodes")
  void resetDrawsWhatGymnasiumDraws(GoldenEpisode recorded) {
    Pcg64 expected = new Pcg64(recorded.seed());
    JsonNode draws = recorded.data().get("reset_draws");
    int clouds = draws.size() - 1 - 10 * (1 + 2 * 5);
    for (int i = 0; i < draws.size(); i++) {
      assertThat(draws.get(i).get(1)).hasSize(1);
      double number;
      if (draws.get(i).get(0).asText().equals("integers")) {
        number = expected.integers(5, 10);
      } else if (i < clouds) {
        number = expected.uniform(-1, 1);
      } else if (i == draws.size() - 1) {
        number = expected.uniform(-5, 5);
      } else {
        number = expected.uniform(0, (i - clouds) % 11 == 0 ? 200 : 5 * 14 / 30.0);
      }
      assertThat(number).as("draw %d", i).isEqualTo(draws.get(i).get(1).get(0).asDouble());
    }
    Pcg64 generator = new Pcg64(recorded.seed());
    try (BipedalWalker walker = new BipedalWalker(false)) {
      walker.start(generator);
    }
    assertThat(generator.nextLong()).isEqualTo(expected.nextLong());
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void observationRewardAndEndOfRecordedBodiesHaveTheRecordedBits(GoldenEpisode recorded) {
    try (BipedalWalker walker = started(recorded)) {
      place(walker, RecordedBodies.of(recorded, -1), false, recorded.firstObservation());
      walker.forgetPotential();
      walker.assess(new float[4], 0);
      assertThat(observation(walker)).containsExactly(recorded.firstObservation());
      for (int t = 0; t < recorded.steps(); t++) {
        boolean fell = recorded.terminated(t);
        place(walker, RecordedBodies.of(recorded, t), fell, recorded.observation(t));
        double reward = walker.assess(recorded.action(t), 0);
        assertThat(observation(walker)).as("step %d", t).containsExactly(recorded.observation(t));
        assertThat(reward).as("step %d", t).isEqualTo(recorded.reward(t));
        assertThat(walker.terminated()).as("step %d", t).isEqualTo(fell);
      }
    }
  }

  private static void place(
      BipedalWalker walker, double[] recorded, boolean fell, float[] observation) {
    Body[] bodies = walker.bodies();
    for (int i = 0; i < bodies.length; i++) {
      int at = 6 * i;
      bodies[i].setTransform(
          (float) recorded[at], (float) recorded[at + 1], (float) recorded[at + 2]);
      bodies[i].setLinearVelocity((float) recorded[at + 3], (float) recorded[at + 4]);
      bodies[i].setAngularVelocity((float) recorded[at + 5]);
    }
    walker.contacts().set(fell, observation[8] == 1, observation[13] == 1);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void wholeEpisodeFollowsTheRecording(GoldenEpisode recorded) {
    try (BipedalWalker walker = started(recorded)) {
      for (int t = 0; t < recorded.steps(); t++) {
        double reward = walker.step(recorded.action(t), 0);
        assertThat(RecordedBodies.of(walker.bodies()))
            .as("step %d", t)
            .containsExactly(RecordedBodies.of(recorded, t), within(WHOLE_EPISODE_TOLERANCE));
        assertThat(reward).as("step %d", t).isCloseTo(recorded.reward(t), within(1e-3));
        assertThat(walker.terminated()).as("step %d", t).isEqualTo(recorded.terminated(t));
      }
    }
  }

  @Test
  void groundsObstaclesAndCloudsAreThoseOfGymnasium() {
    JsonNode grounds = GoldenFile.read("box2d_terrain.json");
    assertThat(grounds.size()).isEqualTo(9);
    for (JsonNode ground : grounds) {
      Pcg64 generator = new Pcg64(ground.get("seed").asLong());
      BipedalTerrain terrain = BipedalTerrain.draw(ground.get("hardcore").asBoolean(), generator);
      assertThat(terrain.y()).containsExactly(Golden.doubles(ground.get("terrain_y")));
      assertSame(terrain.obstacles(), ground.get("obstacles"));
      assertSame(terrain.clouds(), ground.get("clouds"));
      assertThat(generator.uniform(-5, 5)).isEqualTo(ground.get("next_draw").asDouble());
    }
  }

  private static void assertSame(List<double[]> actual, JsonNode expected) {
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).containsExactly(Golden.doubles(expected.get(i)), within(1e-12));
    }
  }

  private static BipedalWalker started(GoldenEpisode recorded) {
    BipedalWalker walker = new BipedalWalker(false);
    walker.start(new Pcg64(recorded.seed()));
    return walker;
  }

  private static float[] observation(BipedalWalker walker) {
    float[] numbers = new float[24];
    walker.observe(numbers, 0, new byte[0], 0);
    return numbers;
  }
}
