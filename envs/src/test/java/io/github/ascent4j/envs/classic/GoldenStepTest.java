package io.github.ascent4j.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.StepBatch;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded step, from the recorded state before it to the recorded state after it. */
class GoldenStepTest {
  private static final double TOLERANCE = 1e-14;

  static List<Golden> episodes() {
    return Golden.all("classic");
  }

  /** Files whose actions have the float32 that {@code step} takes. */
  static List<Golden> episodesOfAgents() {
    return episodes().stream()
        .filter(golden -> !isContinuous(golden) || golden.file().endsWith("_nep50.json"))
        .toList();
  }

  private static boolean isContinuous(Golden golden) {
    return golden.at("actions", 0).isArray();
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void resetStartsWhereTheSameSeedStartsGymnasium(Golden golden) {
    ClassicControl environment = Tasks.make(golden.env(), 1);
    StepBatch batch = Tasks.batch(environment);
    environment.reset(golden.seed(), batch);
    assertThat(state(environment)).containsExactly(golden.stateBefore(0));
    assertThat(batch.observations).containsExactly(Golden.floats(golden.data().path("obs0")));
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void stateRewardAndTerminationFollowGymnasium(Golden golden) {
    ClassicControl environment = Tasks.make(golden.env(), 1);
    for (int t = 0; t < golden.steps(); t++) {
      place(environment, golden, t);
      boolean[] terminated = new boolean[1];
      double reward = move(environment, golden, t, terminated);
      assertClose(state(environment), golden.stateAfter(t), golden, t);
      assertClose(
          new double[] {reward}, new double[] {golden.at("reward", t).asDouble()}, golden, t);
      assertThat(terminated[0])
          .as("%s step %d", golden, t)
          .isEqualTo(golden.at("terminated", t).asBoolean());
    }
  }

  @ParameterizedTest
  @MethodSource("episodesOfAgents")
  void observationsAndEpisodeEndsAreThoseOfGymnasium(Golden golden) {
    ClassicControl environment = Tasks.make(golden.env(), 1);
    StepBatch batch = Tasks.batch(environment);
    environment.reset(golden.seed(), batch);
    for (int t = 0; t < golden.steps(); t++) {
      place(environment, golden, t);
      environment.step(new float[] {(float) golden.action(t)}, batch);
      boolean ended = batch.terminated[0] || batch.truncated[0];
      assertThat(ended ? batch.finalObservations : batch.observations)
          .as("%s step %d", golden, t)
          .containsExactly(Golden.floats(golden.at("obs", t)));
      assertThat(new boolean[] {batch.terminated[0], batch.truncated[0]})
          .as("%s step %d", golden, t)
          .containsExactly(
              golden.at("terminated", t).asBoolean(), golden.at("truncated", t).asBoolean());
    }
  }

  /** One step with the action in the precision it was recorded with. */
  private static double move(
      ClassicControl environment, Golden golden, int t, boolean[] terminated) {
    double action = golden.action(t);
    if (!isContinuous(golden) || golden.file().endsWith("_nep50.json")) {
      double[] rewards = new double[1];
      environment.advance(0, 1, new float[] {(float) action}, rewards, terminated);
      return rewards[0];
    }
    if (environment instanceof Pendulum pendulum) {
      return pendulum.move(0, 3.0 * action, 0.001 * (action * action));
    }
    MountainCarContinuous car = (MountainCarContinuous) environment;
    double slope = 0.0025 * StrictMath.cos(3 * car.state[0][0]);
    terminated[0] = car.moveDouble(0, action * 0.0015 - slope);
    return MountainCarContinuous.reward(action, terminated[0]);
  }

  private static void place(ClassicControl environment, Golden golden, int t) {
    double[] before = golden.stateBefore(t);
    for (int s = 0; s < before.length; s++) {
      environment.state[s][0] = before[s];
    }
    environment.elapsed[0] = t;
  }

  private static double[] state(ClassicControl environment) {
    double[] result = new double[environment.state.length];
    for (int s = 0; s < result.length; s++) {
      result[s] = environment.state[s][0];
    }
    return result;
  }

  private static void assertClose(double[] actual, double[] expected, Golden golden, int t) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int s = 0; s < expected.length; s++) {
      assertThat(Math.abs(actual[s] - expected[s]))
          .as("%s step %d: %s instead of %s", golden, t, actual[s], expected[s])
          .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(expected[s])));
    }
  }
}
