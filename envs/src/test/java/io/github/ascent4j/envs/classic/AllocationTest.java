package io.github.ascent4j.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.simulator.Pcg64;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {
  static List<String> ids() {
    return Tasks.IDS;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void steppingAndRestartingAllocateNothing(String id) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ClassicControl environment = Tasks.make(id, 16);
    StepBatch batch = Tasks.batch(environment);
    float[][] actions = new float[50][16];
    Pcg64 generator = new Pcg64(0);
    for (float[] row : actions) {
      for (int i = 0; i < row.length; i++) {
        row[i] = Tasks.randomAction(environment, generator);
      }
    }
    environment.reset(0, batch);
    long least = Long.MAX_VALUE;
    // A window may see the virtual machine's own allocations (class loading, compiled code thrown
    // away); what stepping allocates it allocates in every window.
    for (int window = 0; window < 5; window++) {
      int ends = 0;
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int t = 0; t < 1000; t++) {
        environment.step(actions[t % actions.length], batch);
        for (int i = 0; i < 16; i++) {
          ends += batch.terminated[i] || batch.truncated[i] ? 1 : 0;
        }
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      assertThat(ends).isPositive();
    }
    assertThat(least).isZero();
  }
}
