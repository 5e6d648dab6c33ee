package io.github.ascent4j.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.simd.SimdEngine;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Learning gives the same bits again, however the work is done, and others with another seed. */
final class ReproducibilityTest {
  private static final int STEPS = 2_000;

  static Stream<Arguments> methodsWithTasks() {
    return Methods.ALL.stream()
        .flatMap(
            method ->
                Stream.of(Tasks.choices(), Tasks.allowedChoices(), Tasks.number())
                    .map(task -> Arguments.of(method, task)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("methodsWithTasks")
  void theSameSeedGivesTheSameBits(Method<?> method, Task task) {
    float[] parameters = parameters(method, task, 5, SimdEngine.create(1));
    assertThat(parameters(method, task, 5, SimdEngine.create(1))).containsExactly(parameters);
    assertThat(parameters(method, task, 5, SimdEngine.scalar(2))).containsExactly(parameters);
    assertThat(parameters(method, task, 6, SimdEngine.create(1))).isNotEqualTo(parameters);
  }

  private static float[] parameters(Method<?> method, Task task, long seed, Engine engine) {
    try (Agent<?> agent = method.trained(task, seed, STEPS, engine)) {
      return agent.policy().parameters();
    }
  }
}
