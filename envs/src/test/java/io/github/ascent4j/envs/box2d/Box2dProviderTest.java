package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Box2dProviderTest {
  private static final float PI = (float) Math.PI;

  @ParameterizedTest
  @CsvSource({
    "LunarLander-v2, 1000, 200",
    "LunarLander-v3, 1000, 200",
    "LunarLanderContinuous-v2, 1000, 200",
    "LunarLanderContinuous-v3, 1000, 200",
    "BipedalWalker-v3, 1600, 300",
    "BipedalWalkerHardcore-v3, 2000, 300"
  })
  void timeLimitAndThresholdAreThoseOfGymnasium(String id, int timeLimit, double threshold) {
    EnvironmentInfo info = info(id);
    assertThat(info.timeLimit()).isEqualTo(timeLimit);
    assertThat(info.rewardThreshold()).hasValue(threshold);
  }

  @Test
  void landersHaveTheBoundsOfTheirVersion() {
    float[] low3 = {-2.5f, -2.5f, -10, -10, -2 * PI, -10, -0.0f, -0.0f};
    float[] high3 = {2.5f, 2.5f, 10, 10, 2 * PI, 10, 1, 1};
    float[] low2 = {-1.5f, -1.5f, -5, -5, -PI, -5, -0.0f, -0.0f};
    float[] high2 = {1.5f, 1.5f, 5, 5, PI, 5, 1, 1};
    assertThat(info("LunarLander-v3").observationSpace()).isEqualTo(Box.of(low3, high3));
    assertThat(info("LunarLanderContinuous-v2").observationSpace()).isEqualTo(Box.of(low2, high2));
    assertThat(info("LunarLander-v3").actionSpace()).isEqualTo(new Discrete(4));
    assertThat(info("LunarLanderContinuous-v3").actionSpace()).isEqualTo(Box.uniform(-1, 1, 2));
  }

  @Test
  void walkersHaveTheBoundsOfGymnasium() {
    float[] low = {-PI, -5, -5, -5, -PI, -5, -PI, -5, -0.0f, -PI, -5, -PI, -5, -0.0f};
    float[] high = {PI, 5, 5, 5, PI, 5, PI, 5, 5, PI, 5, PI, 5, 5};
    low = Arrays.copyOf(low, 24);
    high = Arrays.copyOf(high, 24);
    Arrays.fill(low, 14, 24, -1);
    Arrays.fill(high, 14, 24, 1);
    assertThat(info("BipedalWalkerHardcore-v3").observationSpace()).isEqualTo(Box.of(low, high));
    assertThat(info("BipedalWalker-v3").actionSpace()).isEqualTo(Box.uniform(-1, 1, 4));
  }

  @Test
  void optionsAreListedWithTheirDefaults() {
    assertThat(Environments.options("LunarLanderContinuous-v3"))
        .extracting(EnvironmentOption::name, EnvironmentOption::defaultValue)
        .containsExactly(
            tuple("continuous", "true"),
            tuple("gravity", "-10"),
            tuple("enable_wind", "false"),
            tuple("wind_power", "15"),
            tuple("turbulence_power", "1.5"));
    assertThat(Environments.options("BipedalWalker-v3"))
        .extracting(EnvironmentOption::name)
        .containsExactly("hardcore");
  }

  @Test
  void continuousOptionMakesTheDiscreteLanderContinuous() {
    EnvironmentRequest request = EnvironmentRequest.of("LunarLander-v3", 1);
    try (VectorEnvironment environment = Environments.make(request.with("continuous", "true"))) {
      assertThat(environment.name()).isEqualTo("LunarLander-v3");
      assertThat(environment.actionSpace()).isEqualTo(Box.uniform(-1, 1, 2));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LunarLander-v3, gravity, -3",
    "LunarLander-v3, enable_wind, true",
    "BipedalWalker-v3, hardcore, true"
  })
  void optionChangesTheEpisode(String id, String option, String value) {
    EnvironmentRequest request = EnvironmentRequest.of(id, 1);
    assertThat(fourSteps(request.with(option, value))).isNotEqualTo(fourSteps(request));
  }

  @ParameterizedTest
  @CsvSource({"wind_power, 3", "turbulence_power, 0.2"})
  void strengthOfTheWindChangesAWindyEpisode(String option, String value) {
    EnvironmentRequest request =
        EnvironmentRequest.of("LunarLander-v3", 1).with("enable_wind", "true");
    assertThat(fourSteps(request.with(option, value))).isNotEqualTo(fourSteps(request));
  }

  @Test
  void versionsOfTheLanderDifferInTheirSpaceOnly() {
    assertThat(fourSteps(EnvironmentRequest.of("LunarLander-v2", 1)))
        .isEqualTo(fourSteps(EnvironmentRequest.of("LunarLander-v3", 1)));
  }

  @Test
  void hardcoreOptionIsTheHardcoreTask() {
    assertThat(fourSteps(EnvironmentRequest.of("BipedalWalker-v3", 1).with("hardcore", "true")))
        .isEqualTo(fourSteps(EnvironmentRequest.of("BipedalWalkerHardcore-v3", 1)));
  }

  /** The ground differs far from the walker, but its clouds and first push come after it. */
  private static List<Float> fourSteps(EnvironmentRequest request) {
    try (VectorEnvironment environment = Environments.make(request)) {
      StepBatch batch = new StepBatch(1, environment.observationSpace());
      environment.reset(4, batch);
      for (int t = 0; t < 4; t++) {
        environment.step(new float[environment.actionSpace().flatSize()], batch);
      }
      Float[] numbers = new Float[batch.observations.length];
      Arrays.setAll(numbers, i -> batch.observations[i]);
      return List.of(numbers);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-12", "0", "-12.5", "1", "moon"})
  void gravityOutsideItsRangeIsRefused(String gravity) {
    EnvironmentRequest request =
        EnvironmentRequest.of("LunarLander-v3", 1).with("gravity", gravity);
    assertThatThrownBy(() -> Environments.make(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("LunarLander-v3: gravity \"" + gravity + "\"; give a number");
  }

  @Test
  void unknownOptionIsAnsweredWithANearOne() {
    EnvironmentRequest request = EnvironmentRequest.of("LunarLander-v3", 1).with("wind_powr", "3");
    assertThatThrownBy(() -> Environments.make(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wind_power");
  }

  @Test
  void actionsOutsideTheirSpaceAreRefused() {
    try (VectorEnvironment lander = Environments.make("LunarLander-v3", 1);
        VectorEnvironment walker = Environments.make("BipedalWalker-v3", 1)) {
      StepBatch landerBatch = new StepBatch(1, lander.observationSpace());
      StepBatch walkerBatch = new StepBatch(1, walker.observationSpace());
      lander.reset(0, landerBatch);
      walker.reset(0, walkerBatch);
      assertThatThrownBy(() -> lander.step(new float[] {4}, landerBatch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("LunarLander-v3, copy 0: action[0] is 4.0");
      assertThatThrownBy(() -> walker.step(new float[] {0, 0, Float.NaN, 0}, walkerBatch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("BipedalWalker-v3, copy 0: action[2] is NaN");
    }
  }

  @Test
  void simulatorThatWasNotStartedSaysSo() {
    assertThatThrownBy(() -> new BipedalWalker(false).step(new float[4], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call start");
    LunarLander lander = new LunarLander(new LunarLander.Options(false, -10, false, 15, 1.5));
    assertThatThrownBy(() -> lander.step(new float[1], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call start");
  }

  private static EnvironmentInfo info(String id) {
    return new Box2dProvider()
        .list().stream().filter(info -> info.id().equals(id)).findFirst().orElseThrow();
  }
}
