package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole recorded episodes, from the seed and the actions alone. */
@ReadsGolden
class LunarLanderGoldenTest {
  /** Of what a number is, and of 1: contacts magnify what two builds of Box2D round differently. */
  private static final double TOLERANCE = 1e-5;

  /** Of legs that are thrown about: Box2D differs from itself by a third of it, built otherwise. */
  private static final double BODY_TOLERANCE = 1e-4;

  /** A potential has slopes of 100 and more. */
  private static final double REWARD_TOLERANCE = 5e-4;

  static List<GoldenEpisode> episodes() {
    return RecordedBodies.episodes("LunarLander");
  }

  @BeforeAll
  static void load() {
    Box2dNatives.load();
  }

  @Test
  void thereAreSixEpisodesWithAThousandSteps() {
    assertThat(episodes()).hasSize(6);
    assertThat(episodes().stream().mapToInt(GoldenEpisode::steps).sum()).isEqualTo(764);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void resetFromTheSeedHasTheRecordedBits(GoldenEpisode recorded) {
    try (LunarLander lander = started(recorded, new Pcg64(recorded.seed()))) {
      assertThat(RecordedBodies.of(lander.bodies()))
          .containsExactly(RecordedBodies.of(recorded, -1));
      assertThat(observation(lander)).containsExactly(recorded.firstObservation());
      assertThat(recorded.data().get("smooth_y")).hasSize(LunarLander.CHUNKS);
      for (int i = 0; i < LunarLander.CHUNKS; i++) {
        assertThat(lander.terrainY(i)).isEqualTo(recorded.at("smooth_y", i).asDouble());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void flightHasTheRecordedBits(GoldenEpisode recorded) {
    int compared = 0;
    try (LunarLander lander = started(recorded, new Pcg64(recorded.seed()))) {
      for (int t = 0; t < recorded.steps() && flies(recorded, t); t++) {
        double reward = lander.step(recorded.action(t), 0);
        assertThat(RecordedBodies.of(lander.bodies()))
            .as("step %d", t)
            .containsExactly(RecordedBodies.of(recorded, t));
        assertThat(observation(lander)).as("step %d", t).containsExactly(recorded.observation(t));
        assertThat(reward).as("step %d", t).isEqualTo(recorded.reward(t));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(50);
  }

  private static boolean flies(GoldenEpisode recorded, int step) {
    float[] observation = recorded.observation(step);
    return observation[6] == 0 && observation[7] == 0 && !recorded.terminated(step);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void contactsAndEpisodeEndFollowTheRecording(GoldenEpisode recorded) {
    try (LunarLander lander = started(recorded, new Pcg64(recorded.seed()))) {
      for (int t = 0; t < recorded.steps(); t++) {
        double reward = lander.step(recorded.action(t), 0);
        float[] expected = recorded.observation(t);
        float[] actual = observation(lander);
        for (int i = 0; i < expected.length; i++) {
          assertThat(actual[i])
              .as("observation %d of step %d", i, t)
              .isCloseTo(
                  expected[i], within((float) (TOLERANCE * Math.max(1, Math.abs(expected[i])))));
        }
        assertThat(reward).as("step %d", t).isCloseTo(recorded.reward(t), within(REWARD_TOLERANCE));
        assertThat(lander.terminated()).as("step %d", t).isEqualTo(recorded.terminated(t));
        double[] bodies = RecordedBodies.of(lander.bodies());
        double[] others = RecordedBodies.of(recorded, t);
        assertThat(bodies).hasSameSizeAs(others);
        for (int i = 0; i < others.length; i++) {
          assertThat(bodies[i])
              .as("%d of body %d, step %d", i % 6, i / 6, t)
              .isCloseTo(others[i], within(BODY_TOLERANCE * Math.max(1, Math.abs(others[i]))));
        }
      }
      assertThat(lander.terminated()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void everyEndIsOfTheRecordedKind(GoldenEpisode recorded) {
    RecordedBodies.assertSameEnds(recorded);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void everyStepDrawsWhatGymnasiumDraws(GoldenEpisode recorded) {
    Pcg64 generator = new Pcg64(recorded.seed());
    Pcg64 expected = new Pcg64(recorded.seed());
    try (LunarLander lander = started(recorded, generator)) {
      JsonNode draws = recorded.data().get("reset_draws");
      boolean wind = option(recorded, "enable_wind");
      assertThat(draws).hasSize(wind ? 7 : 5);
      assertThat(draws.get(0).get(0).asText()).isEqualTo("uniform");
      assertThat(draws.get(0).get(1)).hasSize(12);
      for (JsonNode height : draws.get(0).get(1)) {
        assertThat(expected.uniform(0, 400.0 / 30 / 2)).isEqualTo(height.asDouble());
      }
      for (int i = 1; i < draws.size(); i++) {
        boolean phase = wind && (i == 3 || i == 4);
        assertThat(draws.get(i).get(0).asText()).isEqualTo(phase ? "integers" : "uniform");
        // The force on the lander, phases of wind and turbulence, and what a step draws.
        double range = i < 3 ? 1000 : 1;
        double number = phase ? expected.integers(-9999, 9999) : expected.uniform(-range, range);
        assertThat(draws.get(i).get(1)).hasSize(1);
        assertThat(number).isEqualTo(draws.get(i).get(1).get(0).asDouble());
      }
      for (int t = 0; t < recorded.steps(); t++) {
        lander.step(recorded.action(t), 0);
        assertThat(recorded.at("step_draws", t)).hasSize(2);
        for (int i = 0; i < 2; i++) {
          assertThat(expected.uniform(-1, 1))
              .isEqualTo(recorded.at("step_draws", t).get(i).asDouble());
        }
      }
    }
    assertThat(generator.nextLong()).isEqualTo(expected.nextLong());
  }

  private static boolean option(GoldenEpisode recorded, String name) {
    JsonNode options = recorded.data().get("kwargs");
    return options.has(name) && options.get(name).asBoolean();
  }

  private static LunarLander started(GoldenEpisode recorded, Pcg64 generator) {
    LunarLander lander =
        new LunarLander(
            new LunarLander.Options(
                option(recorded, "continuous"), -10, option(recorded, "enable_wind"), 15, 1.5));
    lander.start(generator);
    return lander;
  }

  private static float[] observation(LunarLander lander) {
    float[] numbers = new float[8];
    lander.observe(numbers, 0, new byte[0], 0);
    return numbers;
  }
}
