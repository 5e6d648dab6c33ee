package io.github.ascent4j.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.check.CheckSettings;
import io.github.ascent4j.environment.check.EnvironmentCheck;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchEnvironmentTest {
  private static final int GOAL = 5;

  /** Climbs by what is chosen, from a start that the seed decides; the top is terminal. */
  private static final class Stairs extends BatchEnvironment {
    private final int[] step = new int[copies()];

    Stairs(int copies) {
      this(copies, Box.uniform(0, GOAL, 1), 4);
    }

    Stairs(int copies, Space observations, int timeLimit) {
      super("Stairs", copies, observations, new Discrete(2), timeLimit);
    }

    @Override
    protected void start(int copy, long seed) {
      step[copy] = (int) (seed % 3);
    }

    @Override
    protected void advance(
        float[] actions, int from, int count, double[] rewards, boolean[] terminated) {
      for (int b = from; b < from + count; b++) {
        step[b] += (int) actions[b];
        rewards[b] = actions[b];
        terminated[b] = step[b] == GOAL;
      }
    }

    @Override
    protected void observe(int from, int count, float[] observations) {
      for (int b = from; b < from + count; b++) {
        observations[b] = step[b];
      }
    }
  }

  private static byte[] saved(Stairs stairs) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    stairs.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Test
  void keepsTheContract() {
    assertThat(
            EnvironmentCheck.ofVector(Stairs::new, CheckSettings.DEFAULT.withSteps(2000))
                .findings())
        .isEmpty();
  }

  @Test
  void endsAndLimitsRestartWithinTheStep() {
    try (Stairs stairs = new Stairs(30)) {
      StepBatch batch = new StepBatch(stairs);
      stairs.reset(0, batch);
      float[] first = batch.observations.clone();
      assertThat(first).contains(0, 1, 2);
      float[] up = new float[30];
      Arrays.fill(up, 1);
      for (int t = 1; t <= 4; t++) {
        stairs.step(up, batch);
        for (int b = 0; b < 30; b++) {
          boolean top = first[b] + t == GOAL;
          if (first[b] + t > GOAL) {
            continue;
          }
          assertThat(batch.terminated[b]).isEqualTo(top);
          assertThat(batch.truncated[b]).isEqualTo(t == 4);
          if (top || t == 4) {
            assertThat(batch.finalObservations[b]).isEqualTo(first[b] + t);
            assertThat(batch.observations[b]).isLessThan(3);
          }
        }
      }
    }
  }

  @Test
  void copiesOfAUsersEnvironmentAndOfABatchHaveTheSameEpisodes() {
    Environment single =
        new Environment() {
          @Override
          public Space observationSpace() {
            return Box.uniform(0, GOAL, 1);
          }

          @Override
          public Space actionSpace() {
            return new Discrete(2);
          }

          @Override
          public void reset(long seed, float[] observation) {
            observation[0] = seed % 3;
          }

          @Override
          public Outcome step(float[] action, float[] observation) {
            return Outcome.running(0);
          }
        };
    try (Stairs stairs = new Stairs(1);
        VectorEnvironment copied = VectorEnvironments.of(() -> single, 1)) {
      StepBatch ours = new StepBatch(stairs);
      StepBatch theirs = new StepBatch(copied);
      for (int seed = 0; seed < 20; seed++) {
        stairs.reset(seed, ours);
        copied.reset(seed, theirs);
        assertThat(ours.observations).isEqualTo(theirs.observations);
      }
    }
  }

  @Test
  void damagedStateIsRefused() throws IOException {
    try (Stairs stairs = new Stairs(2)) {
      StepBatch batch = new StepBatch(stairs);
      stairs.reset(3, batch);
      stairs.step(new float[] {1, 0}, batch);
      byte[] bytes = saved(stairs);
      // The number of elapsed steps, and the observation it ends at.
      for (int at : new int[] {16, bytes.length - 3}) {
        byte[] damaged = bytes.clone();
        damaged[at] ^= 0x41;
        assertThatThrownBy(
                () -> stairs.restore(new DataInputStream(new ByteArrayInputStream(damaged))))
            .isInstanceOf(IOException.class)
            .hasMessageMatching(".*Stairs.* copy [01].*");
      }
      stairs.restore(new DataInputStream(new ByteArrayInputStream(bytes)));
      assertThat(saved(stairs)).isEqualTo(bytes);
    }
  }

  @Test
  void misuseIsNamed() {
    try (Stairs stairs = new Stairs(2)) {
      StepBatch batch = new StepBatch(stairs);
      stairs.reset(0, batch);
      assertThatThrownBy(() -> stairs.step(new float[] {0, 2}, batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("Stairs, copy 1: action [2.0] is not in Discrete");
    }
    assertThatThrownBy(() -> new Stairs(0)).hasMessageContaining("copies 0");
    Space image = Box.uniform(List.of(1, 2, 2), DType.UINT8, 0, 255);
    assertThatThrownBy(() -> new Stairs(1, image, 4))
        .hasMessageContaining("implement VectorEnvironment");
  }
}
