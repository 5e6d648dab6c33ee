package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.environment.StateBytes;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.TensorFile;
import io.github.ascent4j.simd.SimdEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was saved and resumed is the training that was not. */
final class ResumeTest {
  private static final int ITERATIONS = 8;

  /** What eight rollouts of 32 steps take; batches of whole episodes take about as many. */
  private static final long TOTAL = ITERATIONS * 32L * TrainingCases.ENVIRONMENTS;

  static List<TrainingCase<?>> cases() {
    return TrainingCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void halfAndHalfIsTheWhole(TrainingCase<?> training) throws IOException {
    check(training);
  }

  private <C extends Record & AlgorithmConfig> void check(TrainingCase<C> training)
      throws IOException {
    Training<C> whole = training.start(SimdEngine.create(1), TOTAL);
    List<Map<String, Double>> expected = iterate(whole, ITERATIONS);

    Training<C> half = training.start(SimdEngine.create(1), TOTAL);
    List<Map<String, Double>> actual = iterate(half, ITERATIONS / 2);
    // More threads and no vectors, as on another machine.
    Training<C> rest =
        Snapshots.training(
            written(half.snapshot()),
            training.algorithm(),
            training.newEnvironment(),
            TOTAL,
            SimdEngine.scalar(2));
    assertThat(rest.steps()).isEqualTo(half.steps());
    assertThat(rest.trainedAgent().config()).isEqualTo(training.config());
    assertThat(state(rest)).isEqualTo(state(half));
    // Saving has changed nothing.
    assertThat(iterate(half, 1)).isEqualTo(expected.subList(ITERATIONS / 2, ITERATIONS / 2 + 1));
    actual.addAll(iterate(rest, ITERATIONS / 2));

    assertThat(actual).isEqualTo(expected);
    assertThat(Snapshots.of(rest.trainedAgent())).isEqualTo(Snapshots.of(whole.trainedAgent()));
    assertThat(state(rest)).isEqualTo(state(whole));
    for (Training<C> done : List.of(whole, half, rest)) {
      done.trainedAgent().close();
      done.trainingEnvironment().close();
    }
  }

  private static List<Map<String, Double>> iterate(Training<?> training, int iterations) {
    List<Map<String, Double>> figures = new ArrayList<>();
    for (int i = 0; i < iterations; i++) {
      figures.add(lasting(training.iterate()));
    }
    return figures;
  }

  /** All figures but those of the clock. */
  private static Map<String, Double> lasting(TrainingProgress progress) {
    Map<String, Double> figures = new LinkedHashMap<>(progress.byName());
    figures.remove("time/time_elapsed");
    figures.remove("time/fps");
    return figures;
  }

  /** What a file gives back; files themselves are CheckpointTest's. */
  private static TensorFile written(TensorFile content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Safetensors.write(bytes, content);
    return Safetensors.read(new ByteArrayInputStream(bytes.toByteArray()), "half");
  }

  /** Everything beside the agent but the clock: environments, collector, schedules, statistics. */
  private static byte[] state(Training<?> training) throws IOException {
    byte[] state = StateBytes.of(training::save);
    ByteBuffer.wrap(state).putDouble(Long.BYTES, 0);
    return state;
  }
}
