package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.environment.simulator.Simulator;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.space.Discrete;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for copies of every task. */
class Box2dCopiesTest {
  static List<String> ids() {
    return List.of("LunarLander-v3", "LunarLanderContinuous-v2", "BipedalWalkerHardcore-v3");
  }

  /** Takes random steps and gives a hash of all that came out. */
  private static int run(VectorEnvironment environment, StepBatch batch, int steps, Pcg64 policy) {
    float[] actions = new float[environment.copies() * environment.actionSpace().flatSize()];
    int hash = 1;
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < actions.length; i++) {
        actions[i] =
            environment.actionSpace() instanceof Discrete choices
                ? policy.integers(0, choices.n())
                : (float) policy.uniform(-1, 1);
      }
      environment.step(actions, batch);
      hash = 31 * hash + Arrays.hashCode(batch.observations);
      hash = 31 * hash + Arrays.hashCode(batch.finalObservations);
      hash = 31 * hash + Arrays.hashCode(batch.rewards);
      hash = 31 * hash + Arrays.hashCode(batch.terminated);
    }
    return hash;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void threadsAndFormerEpisodesChangeNoBit(String id) {
    int[] hashes = new int[3];
    for (int k = 0; k < 3; k++) {
      int threads = k == 0 ? 1 : 4;
      try (VectorEnvironment environment =
          Environments.make(new EnvironmentRequest(id, 6, threads, Map.of()))) {
        StepBatch batch = new StepBatch(6, environment.observationSpace());
        if (k == 2) {
          environment.reset(99, batch);
          run(environment, batch, 50, new Pcg64(3));
        }
        batch = new StepBatch(6, environment.observationSpace());
        environment.reset(5, batch);
        hashes[k] = run(environment, batch, 250, new Pcg64(1));
      }
    }
    assertThat(hashes).containsOnly(hashes[0]);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void restoredCopiesGoOnWithTheSameBits(String id) throws IOException {
    try (VectorEnvironment original = Environments.make(id, 3);
        VectorEnvironment restored = Environments.make(id, 3)) {
      StepBatch batch = new StepBatch(3, original.observationSpace());
      original.reset(8, batch);
      run(original, batch, 120, new Pcg64(2));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      original.save(new DataOutputStream(bytes));
      restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      StepBatch restoredBatch = new StepBatch(3, original.observationSpace());
      StepBatch laterBatch = new StepBatch(3, original.observationSpace());
      assertThat(run(restored, restoredBatch, 150, new Pcg64(6)))
          .isEqualTo(run(original, laterBatch, 150, new Pcg64(6)));
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void steppingAllocatesNothing(boolean walker) {
    Box2dNatives.load();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] action = new float[4];
    float[] observation = new float[24];
    long least = Long.MAX_VALUE;
    try (Simulator simulator =
        walker
            ? new BipedalWalker(false)
            : new LunarLander(new LunarLander.Options(false, -10, true, 15, 1.5))) {
      Pcg64 generator = new Pcg64(0);
      // A window may see the virtual machine's own allocations; what stepping allocates it
      // allocates in every window.
      for (int window = 0; window < 8; window++) {
        simulator.start(generator);
        simulator.step(action, 0);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int t = 0; t < 50; t++) {
          simulator.step(action, 0);
          simulator.observe(observation, 0, null, 0);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
    }
    assertThat(least).isZero();
  }

  @Test
  void closedEnvironmentCanBeClosedAgain() {
    VectorEnvironment environment = Environments.make("BipedalWalker-v3", 2);
    environment.reset(0, new StepBatch(2, environment.observationSpace()));
    environment.close();
    environment.close();
    assertThat(environment.scene(0)).isEmpty();
  }
}
