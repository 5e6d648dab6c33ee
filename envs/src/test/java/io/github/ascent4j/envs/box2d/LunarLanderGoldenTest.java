package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.environment.simulator.Pcg64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole recorded episodes, from the seed and the actions alone. */
class LunarLanderGoldenTest {
  /** Of what a number is, and of 1: contacts magnify what two builds of Box2D round differently. */
  private static final double TOLERANCE = 1e-5;

  /** A potential has slopes of 100 and more. */
  private static final double REWARD_TOLERANCE = 5e-4;

  static List<Recorded> episodes() {
    return Recorded.all("box2d", "LunarLander");
  }

  @BeforeAll
  static void load() {
    Box2dNatives.load();
  }

  @Test
  void thereAreSixEpisodesWithAThousandSteps() {
    assertThat(episodes()).hasSize(6);
    assertThat(episodes().stream().mapToInt(Recorded::steps).sum()).isEqualTo(764);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void resetFromTheSeedHasTheRecordedBits(Recorded recorded) {
    try (LunarLander lander = started(recorded, new Pcg64(recorded.seed()))) {
      assertThat(Recorded.bodies(lander.bodies())).containsExactly(recorded.bodies(-1));
      assertThat(observation(lander)).containsExactly(recorded.firstObservation());
      for (int i = 0; i < LunarLander.CHUNKS; i++) {
        assertThat(lander.terrainY(i)).isEqualTo(recorded.at("smooth_y", i).asDouble());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void flightHasTheRecordedBits(Recorded recorded) {
    int compared = 0;
    try (LunarLander lander = started(recorded, new Pcg64(recorded.seed()))) {
      for (int t = 0; t < recorded.steps() && flies(recorded, t); t++) {
        double reward = lander.step(recorded.action(t), 0);
        assertThat(Recorded.bodies(lander.bodies()))
            .as("step %d", t)
            .containsExactly(recorded.bodies(t));
        assertThat(observation(lander)).as("step %d", t).containsExactly(recorded.observation(t));
        assertThat(reward).as("step %d", t).isEqualTo(recorded.reward(t));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(50);
  }

  private static boolean flies(Recorded recorded, int step) {
    float[] observation = recorded.observation(step);
    return observation[6] == 0 && observation[7] == 0 && !recorded.terminated(step);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void contactsAndEpisodeEndFollowTheRecording(Recorded recorded) {
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
      }
      assertThat(lander.terminated()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void everyStepDrawsWhatGymnasiumDraws(Recorded recorded) {
    Pcg64 generator = new Pcg64(recorded.seed());
    Pcg64 expected = new Pcg64(recorded.seed());
    try (LunarLander lander = started(recorded, generator)) {
      for (int i = 0; i < 12 + 2; i++) {
        expected.nextDouble();
      }
      if (recorded.option("enable_wind")) {
        expected.integers(-9999, 9999);
        expected.integers(-9999, 9999);
      }
      expected.nextDouble();
      expected.nextDouble();
      for (int t = 0; t < recorded.steps(); t++) {
        lander.step(recorded.action(t), 0);
        for (int i = 0; i < 2; i++) {
          assertThat(expected.uniform(-1, 1))
              .isEqualTo(recorded.at("step_draws", t).path(i).asDouble());
        }
      }
    }
    assertThat(generator.nextLong()).isEqualTo(expected.nextLong());
  }

  private static LunarLander started(Recorded recorded, Pcg64 generator) {
    LunarLander lander =
        new LunarLander(
            new LunarLander.Options(
                recorded.option("continuous"), -10, recorded.option("enable_wind"), 15, 1.5));
    lander.start(generator);
    return lander;
  }

  private static float[] observation(LunarLander lander) {
    float[] numbers = new float[8];
    lander.observe(numbers, 0, new byte[0], 0);
    return numbers;
  }
}
