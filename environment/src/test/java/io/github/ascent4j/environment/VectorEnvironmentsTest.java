package io.github.ascent4j.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VectorEnvironmentsTest {
  /** Adds random numbers up; ends at 4 or, by its time limit, after 6 steps. */
  private static class Sum implements Environment {
    private Random random = new Random(0);
    private float sum;

    @Override
    public Space observationSpace() {
      return Box.uniform(0, 10, 1);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(2);
    }

    @Override
    public int timeLimit() {
      return 6;
    }

    @Override
    public void reset(long seed, float[] observation) {
      random = new Random(seed);
      sum = 0;
      observation[0] = sum;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      sum += random.nextFloat() + action[0];
      observation[0] = sum;
      return sum > 4 ? Outcome.terminal(sum) : Outcome.running(-1);
    }
  }

  private static float[] play(VectorEnvironment environment, StepBatch batch, int steps) {
    float[] trace = new float[steps * environment.copies() * 4];
    float[] actions = new float[environment.copies()];
    for (int t = 0, i = 0; t < steps; t++) {
      for (int b = 0; b < actions.length; b++) {
        actions[b] = (t + b) % 3 == 0 ? 1 : 0;
      }
      environment.step(actions, batch);
      for (int b = 0; b < actions.length; b++) {
        trace[i++] = batch.observations[b];
        trace[i++] = (float) batch.rewards[b];
        trace[i++] = batch.terminated[b] ? 1 : 0;
        trace[i++] = batch.truncated[b] ? batch.finalObservations[b] : 0;
      }
    }
    return trace;
  }

  private static StepBatch batch(VectorEnvironment environment) {
    return new StepBatch(environment.copies(), environment.observationSpace());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void threadsChangeNoResult(int threads) {
    try (VectorEnvironment serial = VectorEnvironments.of(Sum::new, 7);
        VectorEnvironment parallel = VectorEnvironments.of(Sum::new, 7, threads)) {
      StepBatch one = batch(serial);
      StepBatch other = batch(parallel);
      serial.reset(5, one);
      parallel.reset(5, other);
      assertThat(play(parallel, other, 100)).isEqualTo(play(serial, one, 100));
    }
  }

  @Test
  void aCopyIsSeededByItsNumber() {
    try (VectorEnvironment several = VectorEnvironments.of(Sum::new, 3);
        VectorEnvironment single = VectorEnvironments.of(Sum::new, 1)) {
      StepBatch ofSeveral = batch(several);
      StepBatch ofSingle = batch(single);
      several.reset(10, ofSeveral);
      single.reset(12, ofSingle);
      for (int t = 0; t < 50; t++) {
        several.step(new float[] {0, 0, 1}, ofSeveral);
        single.step(new float[] {1}, ofSingle);
        assertThat(ofSeveral.observations[2]).isEqualTo(ofSingle.observations[0]);
      }
    }
  }

  @Test
  void anEpisodeAtItsTimeLimitIsTruncatedAndRestartsInTheSameStep() {
    try (VectorEnvironment environment = VectorEnvironments.of(Sum::new, 1)) {
      StepBatch batch = batch(environment);
      environment.reset(0, batch);
      for (int t = 1; t <= 6; t++) {
        assertThat(batch.truncated[0]).isFalse();
        environment.step(new float[] {0}, batch);
      }
      assertThat(batch.truncated[0]).isTrue();
      assertThat(batch.terminated[0]).isFalse();
      assertThat(batch.finalObservations[0]).isBetween(0.1f, 4f);
      assertThat(batch.observations[0]).isZero();
    }
  }

  @Test
  void restoredCopiesGoOnWithTheSameNumbers() throws IOException {
    try (VectorEnvironment whole = VectorEnvironments.of(Sum::new, 4);
        VectorEnvironment resumed = VectorEnvironments.of(Sum::new, 4)) {
      StepBatch batch = batch(whole);
      whole.reset(3, batch);
      play(whole, batch, 33);
      byte[] state = StateBytes.of(whole::save);
      StateBytes.read(state, resumed::restore);
      assertThat(play(resumed, batch(resumed), 40)).isEqualTo(play(whole, batch, 40));
    }
  }

  @Test
  void anEpisodeThatCannotBeReplayedIsRefused() throws IOException {
    Supplier<Environment> impure =
        () ->
            new Sum() {
              @Override
              public void reset(long seed, float[] observation) {
                super.reset(System.nanoTime(), observation);
              }
            };
    try (VectorEnvironment environment = VectorEnvironments.of(impure, 1);
        VectorEnvironment other = VectorEnvironments.of(impure, 1)) {
      StepBatch batch = batch(environment);
      environment.reset(0, batch);
      environment.step(new float[] {0}, batch);
      byte[] state = StateBytes.of(environment::save);
      assertThatThrownBy(() -> StateBytes.read(state, other::restore))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("copy 0")
          .hasMessageContaining("must follow from its seed and actions alone");
    }
  }

  /** As when the environment has changed since, or the actions are not those that were saved. */
  @Test
  void anEpisodeThatFailsWhenReplayedIsRefusedAsAFileIs() throws IOException {
    Supplier<Environment> failing =
        () ->
            new Sum() {
              @Override
              public Outcome step(float[] action, float[] observation) {
                throw new ArithmeticException("pump broke");
              }
            };
    try (VectorEnvironment environment = VectorEnvironments.of(Sum::new, 1);
        VectorEnvironment other = VectorEnvironments.of(failing, 1);
        VectorEnvironment third = VectorEnvironments.of(Sum::new, 1)) {
      StepBatch batch = batch(environment);
      environment.reset(0, batch);
      environment.step(new float[] {0}, batch);
      byte[] state = StateBytes.of(environment::save);
      assertThatThrownBy(() -> StateBytes.read(state, other::restore))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("replaying the saved episode")
          .hasMessageContaining("copy 0: step 1 of the episode failed")
          .hasMessageContaining("pump broke");
      // The action follows seed, episode and count.
      ByteBuffer.wrap(state).putFloat(Long.BYTES + Long.BYTES + Integer.BYTES, 7);
      assertThatThrownBy(() -> StateBytes.read(state, third::restore))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("replaying the saved episode")
          .hasMessageContaining("copy 0: action [7.0] at step 1")
          .hasMessageContaining("is not in Discrete[n=2]");
    }
  }

  @Test
  void anActionOutsideTheSpaceNamesCopyAndMend() {
    try (VectorEnvironment environment = VectorEnvironments.of(Sum::new, 2)) {
      StepBatch batch = batch(environment);
      environment.reset(0, batch);
      assertThatThrownBy(() -> environment.step(new float[] {0, 2}, batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("copy 1")
          .hasMessageContaining("[2.0] at step 1 of the episode")
          .hasMessageContaining("action mapping");
      for (float action : new float[] {Float.NaN, 0.5f, -1}) {
        assertThatThrownBy(() -> environment.step(new float[] {action, 0}, batch))
            .isInstanceOf(EnvironmentException.class)
            .hasMessageContaining("copy 0: action [" + action + "]");
      }
    }
  }

  /** Two choices, of which each is allowed unless a step says otherwise. */
  private static class Masked extends Sum {
    private int steps;

    @Override
    public boolean masksActions() {
      return true;
    }

    @Override
    public void reset(long seed, float[] observation) {
      super.reset(seed, observation);
      steps = 0;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      steps++;
      return super.step(action, observation);
    }

    @Override
    public void actionMask(boolean[] mask) {
      mask(mask, steps);
    }

    void mask(boolean[] mask, int step) {
      mask[1] = step % 2 == 0;
    }
  }

  @Test
  void masksAreThoseOfTheObservationToActOnNext() {
    try (VectorEnvironment environment = VectorEnvironments.of(Masked::new, 2)) {
      assertThat(environment.actionMaskSize()).isEqualTo(2);
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      for (int t = 0; t < 20; t++) {
        // Each flag begins as allowed, whatever it was before.
        boolean even = t % 6 % 2 == 0;
        assertThat(batch.actionMasks).containsExactly(true, even, true, even);
        environment.step(new float[] {0, 0}, batch);
      }
    }
  }

  @Test
  void aMaskOfEverythingNamesCopyAndStep() {
    Supplier<Environment> closing =
        () ->
            new Masked() {
              @Override
              void mask(boolean[] mask, int step) {
                mask[0] = step < 2;
                mask[1] = false;
              }
            };
    try (VectorEnvironment environment = VectorEnvironments.of(closing, 2)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(new float[2], batch);
      assertThatThrownBy(() -> environment.step(new float[2], batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("copy 0: after step 2 of the episode every choice of action[0]")
          .hasMessageContaining("allow at least one");
    }
  }

  @Test
  void aMaskThatFailsNamesCopyAndStep() {
    Supplier<Environment> failing =
        () ->
            new Masked() {
              @Override
              void mask(boolean[] mask, int step) {
                throw new ArithmeticException("valve stuck");
              }
            };
    try (VectorEnvironment environment = VectorEnvironments.of(failing, 2)) {
      StepBatch batch = new StepBatch(environment);
      assertThatThrownBy(() -> environment.reset(0, batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("copy 0: actionMask after step 0 of the episode failed")
          .hasMessageContaining("valve stuck");
    }
  }

  @Test
  void aBatchWithoutRoomForMasksIsRefused() {
    try (VectorEnvironment environment = VectorEnvironments.of(Masked::new, 2)) {
      assertThatThrownBy(() -> environment.reset(0, batch(environment)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0 mask flags, but Masked has 2 copies")
          .hasMessageContaining("2 mask flags; make it with new StepBatch(environment)");
    }
  }

  @Test
  void copiesHaveTheSameSpacesAndMasks() {
    Environment wide =
        new Sum() {
          @Override
          public Space observationSpace() {
            return Box.uniform(0, 10, 2);
          }
        };
    Environment more =
        new Sum() {
          @Override
          public Space actionSpace() {
            return new Discrete(3);
          }
        };
    for (Environment other : new Environment[] {wide, more, new Masked()}) {
      Iterator<Environment> made = List.of(new Sum(), new Sum(), other).iterator();
      assertThatThrownBy(() -> VectorEnvironments.of(made::next, 3))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("Sum, copy 2: observations " + other.observationSpace())
          .hasMessageContaining("actions " + other.actionSpace())
          .hasMessageContaining("masks " + other.masksActions())
          .hasMessageContaining("every copy must have the spaces of copy 0");
    }
  }

  @Test
  void aResetThatFailsNamesItsCopy() {
    Supplier<Environment> failing =
        () ->
            new Sum() {
              @Override
              public void reset(long seed, float[] observation) {
                throw new ArithmeticException("no water");
              }
            };
    try (VectorEnvironment environment = VectorEnvironments.of(failing, 2)) {
      assertThatThrownBy(() -> environment.reset(0, batch(environment)))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("copy 0: reset failed: java.lang.ArithmeticException: no water");
    }
  }

  @Test
  void aFailingEnvironmentNamesCopyAndStepAndKeepsTheCause() {
    Supplier<Environment> failing =
        () ->
            new Sum() {
              @Override
              public Outcome step(float[] action, float[] observation) {
                throw new ArithmeticException("pump broke");
              }
            };
    try (VectorEnvironment environment = VectorEnvironments.of(failing, 2, 2)) {
      StepBatch batch = batch(environment);
      environment.reset(0, batch);
      assertThatThrownBy(() -> environment.step(new float[2], batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("copy 0: step 1 of the episode failed")
          .hasMessageContaining("pump broke")
          .hasCauseInstanceOf(ArithmeticException.class);
    }
  }

  /** What an environment in another language of the JVM may throw without saying so. */
  private static Stream<Throwable> failures() {
    return Stream.of(new IOException("no"), new AssertionError("no"), new StackOverflowError("no"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyWayToFailIsTheEnvironments(Throwable failure) {
    Supplier<Environment> broken =
        () ->
            new Sum() {
              @Override
              public Outcome step(float[] action, float[] observation) {
                throw VectorEnvironmentsTest.<RuntimeException>unchecked(failure);
              }
            };
    for (int threads : new int[] {1, 2}) {
      try (VectorEnvironment environment = VectorEnvironments.of(broken, 3, threads)) {
        StepBatch batch = new StepBatch(environment);
        environment.reset(0, batch);
        assertThatThrownBy(() -> environment.step(new float[3], batch))
            .isInstanceOf(EnvironmentException.class)
            .hasMessageContaining("copy 0: step 1 of the episode failed: " + failure)
            .hasCause(failure);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchecked(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void noCopiesAreRefused() {
    assertThatThrownBy(() -> VectorEnvironments.of(Sum::new, 0))
        .hasMessageContaining("copies 0 must be at least 1");
  }

  @Test
  void oneInstanceForSeveralCopiesIsRefused() {
    Sum shared = new Sum();
    assertThatThrownBy(() -> VectorEnvironments.of(() -> shared, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the same Sum as copy 0 and as copy 1")
        .hasMessageContaining("make a new one at each call: () -> new Sum(");
    try (VectorEnvironment one = VectorEnvironments.of(() -> shared, 1)) {
      assertThat(one.copies()).isOne();
    }
  }

  @Test
  void nothingInPlaceOfAnEnvironmentIsNamed() {
    Iterator<Sum> made = Arrays.asList(new Sum(), null).iterator();
    assertThatThrownBy(() -> VectorEnvironments.of(made::next, 2))
        .hasMessageContaining("the factory gave null as copy 1");
    Sum spaceless =
        new Sum() {
          @Override
          public Space actionSpace() {
            return null;
          }

          @Override
          public String name() {
            return "Spaceless";
          }
        };
    assertThatThrownBy(() -> VectorEnvironments.of(() -> spaceless, 1))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("actionSpace() is null");
  }

  @Test
  void stepThatReturnsNothingIsNamedWithItsCopy() {
    AtomicInteger copies = new AtomicInteger();
    Supplier<Environment> factory =
        () -> {
          boolean broken = copies.getAndIncrement() == 1;
          return new Sum() {
            @Override
            public Outcome step(float[] action, float[] observation) {
              Outcome outcome = super.step(action, observation);
              return broken ? null : outcome;
            }

            @Override
            public String name() {
              return "Broken";
            }
          };
        };
    try (VectorEnvironment environment = VectorEnvironments.of(factory, 2)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      assertThatThrownBy(() -> environment.step(new float[2], batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessage(
              "Broken, copy 1: step 1 of the episode returned null; return Outcome.running,"
                  + " terminal or cut");
    }
  }
}
