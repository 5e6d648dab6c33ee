package io.github.ascent4j.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentTest {
  @ParameterizedTest
  @ValueSource(floats = {-1, 0.5f, 2, 3e9f, Float.NaN, Float.POSITIVE_INFINITY})
  void discreteActionOutsideItsSpaceIsRefused(float action) {
    CartPole cartPole = CartPole.v1(3);
    StepBatch batch = Tasks.batch(cartPole);
    cartPole.reset(0, batch);
    assertThatThrownBy(() -> cartPole.step(new float[] {0, 1, action}, batch))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith(
            "CartPole-v1, copy 2: action " + action + " is not one of the integers 0 .. 1");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void continuousActionThatIsNotFiniteIsRefused(float action) {
    Pendulum pendulum = Pendulum.v1(2);
    StepBatch batch = Tasks.batch(pendulum);
    pendulum.reset(0, batch);
    assertThatThrownBy(() -> pendulum.step(new float[] {0, action}, batch))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith(
            "Pendulum-v1, copy 1: action "
                + action
                + " is not a finite number; give one in [-2.0, 2.0]");
  }

  @Test
  void refusedActionMovesNoCopy() {
    CartPole cartPole = CartPole.v1(2);
    StepBatch batch = Tasks.batch(cartPole);
    cartPole.reset(0, batch);
    double before = cartPole.state[1][0];
    assertThatThrownBy(() -> cartPole.step(new float[] {1, 7}, batch))
        .isInstanceOf(EnvironmentException.class);
    assertThat(cartPole.state[1][0]).isEqualTo(before);
    assertThat(cartPole.elapsed).containsExactly(0, 0);
  }

  @Test
  void torqueBeyondTheLimitIsTheLimit() {
    Pendulum pendulum = Pendulum.v1(2);
    StepBatch batch = Tasks.batch(pendulum);
    pendulum.reset(0, batch);
    pendulum.state[0][1] = pendulum.state[0][0];
    pendulum.state[1][1] = pendulum.state[1][0];
    pendulum.step(new float[] {2, 50}, batch);
    assertThat(pendulum.state[1][1]).isEqualTo(pendulum.state[1][0]);
    assertThat(batch.rewards[1]).isEqualTo(batch.rewards[0]);
  }

  @Test
  void forceBeyondTheLimitCostsMoreThanItDoes() {
    MountainCarContinuous car = MountainCarContinuous.v0(2);
    StepBatch batch = Tasks.batch(car);
    car.reset(0, batch);
    car.state[0][1] = car.state[0][0];
    car.step(new float[] {1, 3}, batch);
    assertThat(batch.observations[3]).isEqualTo(batch.observations[1]);
    assertThat(batch.rewards[0]).isEqualTo(-0.1);
    assertThat(batch.rewards[1]).isEqualTo(-0.9);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
  void seedThatGymnasiumHasNoMeaningForIsRefused(long seed) {
    CartPole cartPole = CartPole.v1(2);
    assertThatThrownBy(() -> cartPole.reset(seed, Tasks.batch(cartPole)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("seed " + seed + " for 2 copies of CartPole-v1")
        .hasMessageContaining("use a seed of 0 or more");
  }

  @Test
  void wrongNumberOfActionsIsRefused() {
    CartPole cartPole = CartPole.v1(2);
    StepBatch batch = Tasks.batch(cartPole);
    cartPole.reset(0, batch);
    assertThatThrownBy(() -> cartPole.step(new float[3], batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CartPole-v1 with 2 copies needs 2 action floats, but got 3");
  }

  @Test
  void batchOfAnotherEnvironmentIsRefused() {
    CartPole cartPole = CartPole.v1(2);
    StepBatch batch = Tasks.batch(Pendulum.v1(2));
    assertThatThrownBy(() -> cartPole.reset(0, batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 copies, 6 numbers");
  }

  @Test
  void steppingBeforeResetIsRefused() {
    CartPole cartPole = CartPole.v1(1);
    assertThatThrownBy(() -> cartPole.step(new float[1], Tasks.batch(cartPole)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call reset or restore first");
  }

  @Test
  void environmentWithoutCopiesIsRefused() {
    assertThatThrownBy(() -> CartPole.v1(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CartPole-v1 with 0 copies; use at least 1 copy");
  }
}
