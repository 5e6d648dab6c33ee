package io.github.ascent4j.environment.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorCopiesTest {
  private static final int COPIES = 5;

  private static SimulatorCopies copies(int threads, Supplier<Simulator> factory) {
    return new SimulatorCopies(Walk.INFO, COPIES, threads, factory);
  }

  private static float[] actions(Random random) {
    float[] actions = new float[COPIES];
    for (int i = 0; i < COPIES; i++) {
      actions[i] = random.nextInt(3);
    }
    return actions;
  }

  /** What {@code steps} steps report. */
  private static List<Object> play(SimulatorCopies walk, StepBatch batch, int steps, long seed) {
    Random random = new Random(seed);
    List<Object> seen = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      walk.step(actions(random), batch);
      seen.add(batch.observations.clone());
      seen.add(batch.finalObservations.clone());
      seen.add(batch.rewards.clone());
      seen.add(batch.terminated.clone());
      seen.add(batch.truncated.clone());
    }
    return seen;
  }

  @Test
  void copyDrawsItsEpisodesOneAfterAnotherFromItsOwnSeed() {
    SimulatorCopies walk = copies(1, Walk::new);
    StepBatch batch = new StepBatch(walk);
    walk.reset(7, batch);
    Walk alone = new Walk();
    Pcg64 generator = new Pcg64(9);
    alone.start(generator);
    assertThat(batch.observations[4]).isEqualTo((float) alone.place);
    int ended = 0;
    for (int t = 0, elapsed = 0; t < 200; t++) {
      walk.step(new float[] {1, 1, 2, 1, 1}, batch);
      double reward = alone.step(new float[] {2}, 0);
      elapsed++;
      assertThat(batch.rewards[2]).isEqualTo(reward);
      assertThat(batch.terminated[2]).isEqualTo(alone.terminated());
      assertThat(batch.truncated[2]).isEqualTo(elapsed == Walk.TIME_LIMIT);
      if (batch.terminated[2] || batch.truncated[2]) {
        assertThat(batch.finalObservations[4]).isEqualTo((float) alone.place);
        alone.start(generator);
        elapsed = 0;
        ended++;
      }
      assertThat(batch.observations[4]).isEqualTo((float) alone.place);
    }
    assertThat(ended).isGreaterThan(10);
  }

  @Test
  void oneSimulatorForSeveralCopiesIsRefused() {
    Walk shared = new Walk();
    assertThatThrownBy(() -> copies(1, () -> shared))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the same Walk as copy 0 and as copy 1");
  }

  @Test
  void threadsChangeNoNumber() {
    SimulatorCopies one = copies(1, Walk::new);
    SimulatorCopies many = copies(4, Walk::new);
    StepBatch first = new StepBatch(one);
    StepBatch second = new StepBatch(many);
    one.reset(1, first);
    many.reset(1, second);
    assertThat(play(many, second, 300, 2))
        .usingRecursiveComparison()
        .isEqualTo(play(one, first, 300, 2));
    many.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void restoredCopiesGoOnWithTheSameNumbers(boolean saving) throws IOException {
    Supplier<Simulator> factory = saving ? Walk.Saving::new : Walk::new;
    SimulatorCopies walk = copies(1, factory);
    StepBatch batch = new StepBatch(walk);
    walk.reset(3, batch);
    play(walk, batch, 33, 4);
    byte[] saved = saved(walk);
    SimulatorCopies other = copies(2, factory);
    other.restore(input(saved));
    assertThat(play(other, new StepBatch(other), 100, 5))
        .usingRecursiveComparison()
        .isEqualTo(play(walk, new StepBatch(walk), 100, 5));
  }

  @Test
  void episodeThatReplaysToSomethingElseIsBlamedOnTheSimulator() throws IOException {
    SimulatorCopies walk = copies(1, Walk::new);
    StepBatch batch = new StepBatch(walk);
    walk.reset(3, batch);
    play(walk, batch, 3, 4);
    SimulatorCopies changed =
        copies(
            1,
            () ->
                new Walk() {
                  @Override
                  public double step(float[] actions, int offset) {
                    place += 0.001;
                    return super.step(actions, offset);
                  }
                });
    assertThatThrownBy(() -> changed.restore(input(saved(walk))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Walk-v0, copy 0")
        .hasMessageContaining("same release");
  }

  @Test
  void partOfTheCopiesIsSteppedAlone() {
    SimulatorCopies walk = copies(1, Walk::new);
    StepBatch batch = new StepBatch(walk);
    walk.reset(0, batch);
    float[] before = batch.observations.clone();
    walk.step(new float[] {2, 2, 2, 2, 2}, batch, 1, 2);
    for (int i = 0; i < COPIES; i++) {
      assertThat(batch.observations[2 * i] == before[2 * i]).isEqualTo(i < 1 || i > 2);
    }
  }

  @Test
  void failureNamesCopyAndStep() {
    SimulatorCopies walk =
        copies(
            1,
            () ->
                new Walk() {
                  @Override
                  public double step(float[] actions, int offset) {
                    if (actions[offset] == 2) {
                      throw new EnvironmentException("lost in the woods");
                    }
                    return super.step(actions, offset);
                  }
                });
    StepBatch batch = new StepBatch(walk);
    walk.reset(0, batch);
    walk.step(new float[] {1, 1, 1, 1, 1}, batch);
    assertThatThrownBy(() -> walk.step(new float[] {1, 1, 1, 2, 1}, batch))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage("Walk-v0, copy 3: step 2 of the episode failed: lost in the woods");
  }

  @Test
  void wrongActionsAreRefusedBeforeAnyCopyMoves() {
    SimulatorCopies walk = copies(1, Walk::new);
    StepBatch batch = new StepBatch(walk);
    walk.reset(0, batch);
    for (float wrong : new float[] {3, -1, 0.5f, Float.NaN}) {
      assertThatThrownBy(() -> walk.step(new float[] {1, 1, 1, 1, wrong}, batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("copy 4: action[0] is " + wrong);
    }
    assertThatThrownBy(() -> walk.step(new float[4], batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs 5 action floats, but got 4");
    SimulatorCopies untouched = copies(1, Walk::new);
    StepBatch other = new StepBatch(untouched);
    untouched.reset(0, other);
    assertThat(play(walk, batch, 10, 1))
        .usingRecursiveComparison()
        .isEqualTo(play(untouched, other, 10, 1));
  }

  @Test
  void wrongOrderOfCallsAndWrongArgumentsAreNamed() {
    SimulatorCopies walk = copies(1, Walk::new);
    StepBatch batch = new StepBatch(walk);
    assertThatThrownBy(() -> walk.step(new float[COPIES], batch))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reset");
    assertThatThrownBy(() -> saved(walk)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> walk.reset(-1, batch)).hasMessageContaining("seed -1");
    assertThatThrownBy(() -> walk.reset(0, new StepBatch(2, Walk.INFO.observationSpace())))
        .hasMessageContaining("new StepBatch(environment)");
    assertThatThrownBy(() -> new SimulatorCopies(Walk.INFO, 0, 1, Walk::new))
        .hasMessageContaining("0 copies");
  }

  @Test
  void stateThatIsCutShortOrOfAnotherEnvironmentIsRefused() throws IOException {
    SimulatorCopies walk = copies(1, Walk::new);
    walk.reset(0, new StepBatch(walk));
    byte[] saved = saved(walk);
    for (int length = 0; length < saved.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(saved, length);
      assertThatThrownBy(() -> copies(1, Walk::new).restore(input(cut)))
          .isInstanceOf(IOException.class);
    }
    SimulatorCopies fewer = new SimulatorCopies(Walk.INFO, 2, 1, Walk::new);
    assertThatThrownBy(() -> fewer.restore(input(saved)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("5 copies of Walk-v0");
  }

  @Test
  void everySimulatorIsClosedAlsoWhenTheNextCannotBeMade() {
    int[] open = {0};
    Supplier<Simulator> failing =
        () -> {
          if (open[0] == 3) {
            throw new IllegalArgumentException("no more");
          }
          open[0]++;
          return new Walk() {
            @Override
            public void close() {
              open[0]--;
            }
          };
        };
    assertThatThrownBy(() -> copies(1, failing)).hasMessage("no more");
    assertThat(open[0]).isZero();
  }

  private static byte[] saved(SimulatorCopies walk) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    walk.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
