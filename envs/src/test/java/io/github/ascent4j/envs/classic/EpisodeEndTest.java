package io.github.ascent4j.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.StepBatch;
import org.junit.jupiter.api.Test;

class EpisodeEndTest {
  private static final float[] LEFT = {0, 0};

  @Test
  void truncatedEpisodeKeepsFinalObservation() {
    Pendulum pendulum = Pendulum.v1(1);
    StepBatch batch = Tasks.batch(pendulum);
    pendulum.reset(0, batch);
    for (int t = 0; t < 199; t++) {
      pendulum.step(new float[1], batch);
    }
    float cosine = batch.observations[0];
    float speed = batch.observations[2];
    pendulum.step(new float[1], batch);
    assertThat(batch.truncated[0]).isTrue();
    assertThat(batch.terminated[0]).isFalse();
    // One step moves a free pendulum by at most 15 * 0.05 rad/s and 8 * 0.05 rad.
    assertThat(Math.abs(batch.finalObservations[2] - speed)).isLessThan(0.75f);
    assertThat(Math.abs(batch.finalObservations[0] - cosine)).isLessThan(0.4f);
    assertThat(batch.observations).isNotEqualTo(batch.finalObservations);
  }

  @Test
  void terminatedEpisodeKeepsFinalObservationAndRestarts() {
    CartPole cartPole = CartPole.v1(2);
    StepBatch batch = Tasks.batch(cartPole);
    cartPole.reset(0, batch);
    cartPole.state[0][1] = 2.399;
    cartPole.state[1][1] = 1;
    cartPole.step(LEFT, batch);
    assertThat(batch.terminated).containsExactly(false, true);
    assertThat(batch.truncated).containsExactly(false, false);
    assertThat(batch.finalObservations[4]).isEqualTo((float) (2.399 + 0.02));
    assertThat(batch.observations[4]).isBetween(-0.05f, 0.05f);
    assertThat(batch.rewards).containsExactly(1, 1);
    assertThat(cartPole.elapsed).containsExactly(1, 0);
  }

  @Test
  void terminalStateInTheLastStepAllowedIsReportedAsBoth() {
    CartPole cartPole = CartPole.v0(2);
    StepBatch batch = Tasks.batch(cartPole);
    cartPole.reset(0, batch);
    cartPole.state[0][0] = 2.5;
    cartPole.elapsed[0] = 199;
    cartPole.step(LEFT, batch);
    assertThat(batch.terminated).containsExactly(true, false);
    assertThat(batch.truncated).containsExactly(true, false);
  }

  @Test
  void versionsOfCartPoleDifferInTimeLimit() {
    assertThat(stepsUntilTruncated(CartPole.v0(1))).isEqualTo(200);
    assertThat(stepsUntilTruncated(CartPole.v1(1))).isEqualTo(500);
  }

  @Test
  void everyEpisodeStartsElsewhere() {
    MountainCar car = MountainCar.v0(1);
    StepBatch batch = Tasks.batch(car);
    car.reset(0, batch);
    float first = batch.observations[0];
    for (int t = 0; t < 200; t++) {
      car.step(new float[] {1}, batch);
    }
    float second = batch.observations[0];
    car.reset(0, batch);
    assertThat(second).isNotEqualTo(first).isBetween(-0.6f, -0.4f);
    assertThat(batch.observations[0]).isEqualTo(first);
  }

  @Test
  void resetForgetsTheRunningEpisode() {
    CartPole cartPole = CartPole.v1(1);
    StepBatch batch = Tasks.batch(cartPole);
    cartPole.reset(0, batch);
    cartPole.state[0][0] = 3;
    cartPole.step(new float[1], batch);
    cartPole.reset(0, batch);
    assertThat(batch.terminated[0]).isFalse();
    assertThat(batch.rewards[0]).isZero();
    assertThat(cartPole.elapsed[0]).isZero();
  }

  /** Pushes against the pole's fall; the cart is held in the middle, where it cannot fail. */
  private static int stepsUntilTruncated(CartPole cartPole) {
    StepBatch batch = Tasks.batch(cartPole);
    cartPole.reset(0, batch);
    for (int t = 1; t <= 1000; t++) {
      cartPole.state[0][0] = 0;
      float lean = batch.observations[2] + batch.observations[3];
      cartPole.step(new float[] {lean > 0 ? 1 : 0}, batch);
      if (batch.truncated[0]) {
        return t;
      }
    }
    return -1;
  }
}
