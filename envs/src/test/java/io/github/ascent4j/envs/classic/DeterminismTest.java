package io.github.ascent4j.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.simulator.Pcg64;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeterminismTest {
  private static final int COPIES = 5;
  private static final int STEPS = 1200;

  static List<String> ids() {
    return Tasks.IDS;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void copyIsASingleEnvironmentWithSeedPlusIndex(String id) {
    ClassicControl together = Tasks.make(id, COPIES);
    StepBatch batch = Tasks.batch(together);
    together.reset(100, batch);
    ClassicControl[] singles = new ClassicControl[COPIES];
    StepBatch[] batches = new StepBatch[COPIES];
    for (int i = 0; i < COPIES; i++) {
      singles[i] = Tasks.make(id, 1);
      batches[i] = Tasks.batch(singles[i]);
      singles[i].reset(100 + i, batches[i]);
    }
    int width = together.observationSpace().flatSize();
    Pcg64 generator = new Pcg64(1);
    float[] actions = new float[COPIES];
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < COPIES; i++) {
        actions[i] = Tasks.randomAction(together, generator);
        singles[i].step(new float[] {actions[i]}, batches[i]);
      }
      together.step(actions, batch);
      for (int i = 0; i < COPIES; i++) {
        assertThat(Arrays.copyOfRange(batch.observations, i * width, (i + 1) * width))
            .containsExactly(batches[i].observations);
        assertThat(Arrays.copyOfRange(batch.finalObservations, i * width, (i + 1) * width))
            .containsExactly(batches[i].finalObservations);
        assertThat(batch.rewards[i]).isEqualTo(batches[i].rewards[0]);
        assertThat(batch.terminated[i]).isEqualTo(batches[i].terminated[0]);
        assertThat(batch.truncated[i]).isEqualTo(batches[i].truncated[0]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void observationsStayInTheirSpace(String id) {
    ClassicControl environment = Tasks.make(id, COPIES);
    StepBatch batch = Tasks.batch(environment);
    environment.reset(0, batch);
    int width = environment.observationSpace().flatSize();
    Pcg64 generator = new Pcg64(2);
    float[] actions = new float[COPIES];
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < COPIES; i++) {
        assertThat(environment.observationSpace().contains(batch.observations, i * width)).isTrue();
        if (batch.terminated[i] || batch.truncated[i]) {
          assertThat(environment.observationSpace().contains(batch.finalObservations, i * width))
              .isTrue();
        }
        actions[i] = Tasks.randomAction(environment, generator);
      }
      environment.step(actions, batch);
    }
  }
}
