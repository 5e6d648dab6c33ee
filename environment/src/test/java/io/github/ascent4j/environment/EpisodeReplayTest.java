package io.github.ascent4j.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodeReplayTest {
  /** Remembers what it is asked for. */
  private static final class Asked implements EpisodeReplay.World {
    private final EpisodeReplay replay = new EpisodeReplay(2);
    private final List<List<Float>> actions = new ArrayList<>();

    @Override
    public void begin() {
      replay.begin();
      actions.clear();
    }

    @Override
    public void step(float[] given, int offset) {
      replay.add(given, offset);
      actions.add(List.of(given[offset], given[offset + 1]));
      if (given[offset] < 0) {
        throw new EnvironmentException("Asked, copy 0: no way back");
      }
    }
  }

  @Test
  void savedActionsArePlayedAgain() throws IOException {
    Asked first = new Asked();
    first.begin();
    // More than there is room for at first.
    for (int t = 0; t < 200; t++) {
      first.step(new float[] {-9, t, 0.5f, -9}, 1);
    }
    byte[] saved = StateBytes.of(first.replay::save);
    assertThat(saved).hasSize(200 * 2 * Float.BYTES);
    Asked second = new Asked();
    StateBytes.read(saved, in -> second.replay.restore(200, in));
    second.replay.replay(second);
    assertThat(second.actions).isEqualTo(first.actions);
    assertThat(second.replay.steps()).isEqualTo(200);
    assertThat(StateBytes.of(second.replay::save)).isEqualTo(saved);
  }

  @Test
  void whatTheWorldThrowsIsTheStatesFailure() throws IOException {
    Asked asked = new Asked();
    StateBytes.read(
        StateBytes.of(
            out -> {
              out.writeFloat(-1);
              out.writeFloat(0);
            }),
        in -> asked.replay.restore(1, in));
    assertThatThrownBy(() -> asked.replay.replay(asked))
        .isInstanceOf(IOException.class)
        .hasMessage("replaying the saved episode: Asked, copy 0: no way back");
  }

  /** A damaged count must not ask for all of the memory. */
  @Test
  void roomGrowsWithWhatArrives() {
    EpisodeReplay replay = new EpisodeReplay(1000);
    assertThatThrownBy(
            () -> StateBytes.read(new byte[8000], in -> replay.restore(Integer.MAX_VALUE, in)))
        .isInstanceOf(EOFException.class);
    assertThat(replay.actions().length).isLessThan(100_000);
  }

  /** Counts down from its seed's last digits by what it is given. */
  private static final class Countdown implements Environment {
    private float left;

    @Override
    public Space observationSpace() {
      return Box.uniform(-100, 100, 1);
    }

    @Override
    public Space actionSpace() {
      return Box.uniform(-1, 1, 1);
    }

    @Override
    public void reset(long seed, float[] observation) {
      left = seed % 100;
      observation[0] = left;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      left -= action[0];
      observation[0] = left;
      return Outcome.running(0);
    }
  }

  /** Checkpoints of runs that are under way hold these bytes. */
  @Test
  void layoutOfASavedCopyIsSeedEpisodeStepsActionsObservation() throws IOException {
    try (VectorEnvironment environment = VectorEnvironments.of(Countdown::new, 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(7, batch);
      float start = batch.observations[0];
      environment.step(new float[] {0.5f}, batch);
      environment.step(new float[] {-0.25f}, batch);
      StateBytes.read(
          StateBytes.of(environment::save),
          in -> {
            assertThat(in.readLong()).isEqualTo(7);
            assertThat(in.readLong()).isZero();
            assertThat(in.readInt()).isEqualTo(2);
            assertThat(in.readFloat()).isEqualTo(0.5f);
            assertThat(in.readFloat()).isEqualTo(-0.25f);
            assertThat(in.readFloat()).isEqualTo(start - 0.5f + 0.25f);
            assertThat(((DataInputStream) in).available()).isZero();
          });
      // SplitMix64 of 7 and episode 0.
      assertThat(start).isEqualTo(splitMix(7 + 0x9E3779B97F4A7C15L) % 100);
    }
  }

  private static long splitMix(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 1;
  }

  @Test
  void steppingBeforeAResetIsRefused() {
    try (VectorEnvironment environment = VectorEnvironments.of(Countdown::new, 2)) {
      StepBatch batch = new StepBatch(environment);
      assertThatThrownBy(() -> environment.step(new float[2], batch))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call reset or restore first");
      environment.reset(0, batch);
      assertThatThrownBy(() -> environment.step(new float[3], batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("needs 2 action floats, but got 3");
    }
  }
}
