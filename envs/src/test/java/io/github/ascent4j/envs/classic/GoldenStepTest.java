package io.github.ascent4j.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded step, from the recorded state before it to the recorded state after it. */
@ReadsGolden
class GoldenStepTest {
  private static final double TOLERANCE = 1e-14;

  static List<GoldenEpisode> episodes() {
    return GoldenEpisode.all("classic");
  }

  /** Files whose actions have the float32 that {@code step} takes. */
  static List<GoldenEpisode> episodesOfAgents() {
    return episodes().stream()
        .filter(golden -> !isContinuous(golden) || golden.name().endsWith("_nep50.json"))
        .toList();
  }

  private static boolean isContinuous(GoldenEpisode golden) {
    return golden.at("actions", 0).isArray();
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void resetStartsWhereTheSameSeedStartsGymnasium(GoldenEpisode golden) {
    ClassicControl environment = Tasks.make(golden.env(), 1);
    StepBatch batch = Tasks.batch(environment);
    environment.reset(golden.seed(), batch);
    // The oldest recordings do not say so.
    assertThat(!golden.data().has("kwargs") || golden.data().get("kwargs").isEmpty()).isTrue();
    double[] state = state(environment);
    assertThat(state).containsExactly(before(golden, 0));
    if (golden.data().has("reset_draws")) {
      assertDrawn(state, golden.data().get("reset_draws"));
    }
    assertThat(batch.observations).containsExactly(golden.firstObservation());
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void stateRewardAndTerminationFollowGymnasium(GoldenEpisode golden) {
    ClassicControl environment = Tasks.make(golden.env(), 1);
    for (int t = 0; t < golden.steps(); t++) {
      place(environment, golden, t);
      boolean[] terminated = new boolean[1];
      double reward = move(environment, golden, t, terminated);
      assertClose(
          state(environment), Golden.doubles(golden.at("state", t).get("state")), golden, t);
      assertClose(new double[] {reward}, new double[] {golden.reward(t)}, golden, t);
      assertThat(terminated[0]).as("%s step %d", golden, t).isEqualTo(golden.terminated(t));
    }
  }

  @ParameterizedTest
  @MethodSource("episodesOfAgents")
  void observationsAndEpisodeEndsAreThoseOfGymnasium(GoldenEpisode golden) {
    ClassicControl environment = Tasks.make(golden.env(), 1);
    StepBatch batch = Tasks.batch(environment);
    environment.reset(golden.seed(), batch);
    for (int t = 0; t < golden.steps(); t++) {
      place(environment, golden, t);
      environment.step(new float[] {(float) action(golden, t)}, batch);
      boolean ended = batch.terminated[0] || batch.truncated[0];
      assertThat(ended ? batch.finalObservations : batch.observations)
          .as("%s step %d", golden, t)
          .containsExactly(golden.observation(t));
      assertThat(new boolean[] {batch.terminated[0], batch.truncated[0]})
          .as("%s step %d", golden, t)
          .containsExactly(golden.terminated(t), golden.truncated(t));
    }
  }

  /** Of what agents' actions cannot reach: what is seen of a state, and when the time is over. */
  @ParameterizedTest
  @MethodSource("episodes")
  void recordedStatesAreSeenAndCutAsInGymnasium(GoldenEpisode golden) {
    ClassicControl environment = Tasks.make(golden.env(), 1);
    StepBatch batch = Tasks.batch(environment);
    environment.reset(golden.seed(), batch);
    float[] seen = new float[batch.observations.length];
    for (int t = 0; t < golden.steps(); t++) {
      place(environment, golden, t);
      environment.step(new float[] {(float) action(golden, t)}, batch);
      assertThat(batch.truncated[0]).as("%s step %d", golden, t).isEqualTo(golden.truncated(t));
      place(environment, golden, t + 1);
      environment.observe(0, 1, seen);
      assertThat(seen).as("%s step %d", golden, t).containsExactly(golden.observation(t));
    }
  }

  /** One step with the action in the precision it was recorded with. */
  private static double move(
      ClassicControl environment, GoldenEpisode golden, int t, boolean[] terminated) {
    double action = action(golden, t);
    if (!isContinuous(golden) || golden.name().endsWith("_nep50.json")) {
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

  /** The numbers drawn are where the state starts, which may be a float32 and go on with zeros. */
  private static void assertDrawn(double[] state, JsonNode draws) {
    int drawn = 0;
    for (JsonNode draw : draws) {
      assertThat(draw.get(0).asText()).isEqualTo("uniform");
      for (JsonNode number : draw.get(1)) {
        assertThat(state[drawn]).isIn(number.asDouble(), (double) (float) number.asDouble());
        drawn++;
      }
    }
    for (int i = drawn; i < state.length; i++) {
      assertThat(state[i]).isZero();
    }
  }

  private static double[] before(GoldenEpisode golden, int t) {
    JsonNode state = t == 0 ? golden.data().get("init_state") : golden.at("state", t - 1);
    return Golden.doubles(state.get("state"));
  }

  /** The action of a step as it was recorded, continuous or discrete. */
  private static double action(GoldenEpisode golden, int t) {
    JsonNode action = golden.at("actions", t);
    return (action.isArray() ? action.get(0) : action).asDouble();
  }

  private static void place(ClassicControl environment, GoldenEpisode golden, int t) {
    double[] before = before(golden, t);
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

  private static void assertClose(double[] actual, double[] expected, GoldenEpisode golden, int t) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int s = 0; s < expected.length; s++) {
      assertThat(Math.abs(actual[s] - expected[s]))
          .as("%s step %d: %s instead of %s", golden, t, actual[s], expected[s])
          .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(expected[s])));
    }
  }
}
