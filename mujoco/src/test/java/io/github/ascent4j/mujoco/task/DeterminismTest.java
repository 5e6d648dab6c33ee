package io.github.ascent4j.mujoco.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.NeedsMujoco;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NeedsMujoco
class DeterminismTest {
  private static final int COPIES = 5;

  static List<String> ids() {
    return Tasks.ids();
  }

  /** A hash of everything that some steps report. */
  private static int play(VectorEnvironment environment, int steps, long actionSeed) {
    StepBatch batch = new StepBatch(environment);
    Pcg64 generator = new Pcg64(actionSeed);
    int hash = 0;
    for (int t = 0; t < steps; t++) {
      environment.step(Tasks.randomActions(environment, generator), batch);
      hash = 31 * hash + Arrays.hashCode(batch.rewards);
      hash = 31 * hash + Arrays.hashCode(batch.observations);
      hash = 31 * hash + Arrays.hashCode(batch.terminated);
      hash = 31 * hash + Arrays.hashCode(batch.truncated);
    }
    return hash;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void threadsChangeNoBitAndSeedsDo(String id) {
    EnvironmentRequest threaded = new EnvironmentRequest(id, COPIES, 3, Map.of());
    try (VectorEnvironment one = Tasks.make(id, COPIES);
        VectorEnvironment three = RobotEnvironments.make(threaded)) {
      one.reset(7, new StepBatch(one));
      three.reset(7, new StepBatch(three));
      int expected = play(one, 40, 1);
      assertThat(play(three, 40, 1)).isEqualTo(expected);
      one.reset(8, new StepBatch(one));
      assertThat(play(one, 40, 1)).isNotEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void restoredCopiesGoOnWithTheSameBits(String id) throws IOException {
    byte[] state;
    int expected;
    try (VectorEnvironment environment = Tasks.make(id, COPIES)) {
      environment.reset(3, new StepBatch(environment));
      play(environment, 17, 1);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      environment.save(new DataOutputStream(bytes));
      state = bytes.toByteArray();
      expected = play(environment, 40, 2);
    }
    try (VectorEnvironment other = Tasks.make(id, COPIES)) {
      other.reset(99, new StepBatch(other));
      play(other, 5, 3);
      other.restore(new DataInputStream(new ByteArrayInputStream(state)));
      assertThat(play(other, 40, 2)).isEqualTo(expected);
      byte[] cut = Arrays.copyOf(state, state.length - 1);
      assertThatThrownBy(() -> other.restore(new DataInputStream(new ByteArrayInputStream(cut))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ends too early");
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void steppingAndRestartingAllocateNothing(String id) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (VectorEnvironment environment = Tasks.make(id, 2)) {
      StepBatch batch = new StepBatch(environment);
      Pcg64 generator = new Pcg64(0);
      float[][] actions = new float[20][];
      for (int t = 0; t < actions.length; t++) {
        actions[t] = Tasks.randomActions(environment, generator);
      }
      environment.reset(0, batch);
      long least = Long.MAX_VALUE;
      // The virtual machine itself allocates now and then until all is compiled; what stepping
      // allocates it allocates in every window.
      for (int window = 0; window < 60 && least > 0; window++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int t = 0; t < 200; t++) {
          environment.step(actions[t % actions.length], batch);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }
}
