package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.badlogic.gdx.physics.box2d.Body;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.environment.simulator.Pcg64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded episodes: step by step from the recorded bodies, and whole from the seed. */
class BipedalWalkerGoldenTest {
  /** Feet on the ground magnify what two builds of Box2D round differently. */
  private static final double WHOLE_EPISODE_TOLERANCE = 5e-3;

  static List<Recorded> episodes() {
    return Recorded.all("box2d", "BipedalWalker");
  }

  @BeforeAll
  static void load() {
    Box2dNatives.load();
  }

  @Test
  void thereAreTwoEpisodes() {
    assertThat(episodes()).hasSize(2);
    assertThat(episodes().stream().mapToInt(Recorded::steps).sum()).isEqualTo(133);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void resetFromTheSeedIsTheRecordedOne(Recorded recorded) {
    try (BipedalWalker walker = started(recorded)) {
      assertThat(walker.terrain().y())
          .containsExactly(Recorded.doubles(recorded.data().path("terrain_y")));
      assertThat(Recorded.bodies(walker.bodies()))
          .containsExactly(recorded.bodies(-1), within(1e-6));
      assertThat(observation(walker)).containsExactly(recorded.firstObservation(), within(1e-6f));
    }
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void observationRewardAndEndOfRecordedBodiesHaveTheRecordedBits(Recorded recorded) {
    try (BipedalWalker walker = started(recorded)) {
      place(walker, recorded.bodies(-1), false, recorded.firstObservation());
      walker.forgetPotential();
      walker.assess(new float[4], 0);
      assertThat(observation(walker)).containsExactly(recorded.firstObservation());
      for (int t = 0; t < recorded.steps(); t++) {
        boolean fell = recorded.terminated(t);
        place(walker, recorded.bodies(t), fell, recorded.observation(t));
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
  void wholeEpisodeFollowsTheRecording(Recorded recorded) {
    try (BipedalWalker walker = started(recorded)) {
      for (int t = 0; t < recorded.steps(); t++) {
        double reward = walker.step(recorded.action(t), 0);
        assertThat(Recorded.bodies(walker.bodies()))
            .as("step %d", t)
            .containsExactly(recorded.bodies(t), within(WHOLE_EPISODE_TOLERANCE));
        assertThat(reward).as("step %d", t).isCloseTo(recorded.reward(t), within(1e-3));
        assertThat(walker.terminated()).as("step %d", t).isEqualTo(recorded.terminated(t));
      }
    }
  }

  @Test
  void groundsObstaclesAndCloudsAreThoseOfGymnasium() {
    JsonNode grounds = Recorded.read("box2d_terrain.json").data();
    assertThat(grounds.size()).isEqualTo(9);
    for (JsonNode ground : grounds) {
      Pcg64 generator = new Pcg64(ground.path("seed").asLong());
      BipedalTerrain terrain = BipedalTerrain.draw(ground.path("hardcore").asBoolean(), generator);
      assertThat(terrain.y()).containsExactly(Recorded.doubles(ground.path("terrain_y")));
      assertSame(terrain.obstacles(), ground.path("obstacles"));
      assertSame(terrain.clouds(), ground.path("clouds"));
      assertThat(generator.uniform(-5, 5)).isEqualTo(ground.path("next_draw").asDouble());
    }
  }

  private static void assertSame(List<double[]> actual, JsonNode expected) {
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).containsExactly(Recorded.doubles(expected.path(i)), within(1e-12));
    }
  }

  private static BipedalWalker started(Recorded recorded) {
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
