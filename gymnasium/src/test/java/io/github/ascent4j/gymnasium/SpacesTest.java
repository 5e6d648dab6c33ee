package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpacesTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  static List<Arguments> kinds() {
    return List.of(
        Arguments.of("discrete", new Discrete(5), new float[] {1}),
        Arguments.of("multi_discrete", MultiDiscrete.of(2, 3, 4, 5), new float[] {1, 2, 0, 4}),
        Arguments.of("multi_binary", new MultiBinary(3), new float[] {1, 0, 1}),
        Arguments.of("multi_binary_shaped", new MultiBinary(2), new float[] {1, 0}),
        Arguments.of(
            "box",
            Box.of(
                List.of(1, 3),
                DType.FLOAT32,
                new float[] {-1, -2, -3},
                new float[] {1, 2, INFINITY}),
            new float[] {0.5f, -1.5f, 100}),
        Arguments.of(
            "box_float64",
            Box.uniform(List.of(2), DType.FLOAT64, -0.5f, 0.5f),
            new float[] {0.25f, -0.5f}),
        Arguments.of(
            "box_int", Box.uniform(List.of(2), DType.INT32, -10, 10), new float[] {-7, 10}),
        Arguments.of(
            "box_scalar", Box.uniform(List.of(), DType.FLOAT32, 0, 1), new float[] {0.75f}),
        Arguments.of(
            "tuple",
            new Tuple(List.of(new Discrete(3), Box.uniform(0, 1, 1))),
            new float[] {1, 0.5f}),
        Arguments.of("dict", dict(), new float[] {2, 0.5f, 1, 1}));
  }

  private static Dict dict() {
    Map<String, Space> parts = new LinkedHashMap<>();
    parts.put("b", new Discrete(3));
    parts.put("a/x", Box.uniform(0, 1, 2));
    parts.put("a/y", new MultiBinary(1));
    return new Dict(parts);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void valuesOfEveryKindOfSpaceGoThereAndBack(String kind, Space space, float[] action) {
    try (VectorEnvironment environment = Python.make("Echo", 2, "kwargs.kind", "'" + kind + "'")) {
      assertThat(environment.observationSpace()).isEqualTo(space);
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      assertThat(batch.observations).containsExactly(twice(action));
      Arrays.fill(batch.observations, -1);
      environment.step(twice(action), batch);
      assertThat(batch.observations).containsExactly(twice(action));
      assertThat(batch.rewards).as("value and types that Python saw").containsExactly(1, 1);
    }
  }

  private static float[] twice(float[] values) {
    float[] two = Arrays.copyOf(values, 2 * values.length);
    System.arraycopy(values, 0, two, values.length, values.length);
    return two;
  }

  @Test
  void partsOfAnActionLieSideBySideWhateverTheirNames() {
    try (VectorEnvironment environment = Python.make("Echo", 1, "kwargs.kind", "'dict'")) {
      assertThat(environment.actionSpace()).isEqualTo(new Tuple(dict().spaces()));
    }
  }

  @Test
  void imagesHaveTheirChannelsFirst() {
    try (VectorEnvironment environment = Python.make("Camera", 1, "kwargs.shape", "(2, 4, 3)")) {
      assertThat(environment.observationSpace())
          .isEqualTo(Box.uniform(List.of(3, 2, 4), DType.UINT8, 0, 255));
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      assertThat(batch.images)
          .containsExactly(
              0, 4, 8, 12, 20, 24, 28, 32, // red
              1, 5, 9, 13, 21, 25, 29, 33, // green
              2, 6, 10, 14, 22, 26, 30, 34); // blue
      assertThat(batch.observations).isEmpty();
      environment.step(new float[1], batch);
      assertThat(batch.images[0]).isEqualTo((byte) 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'(2, 4)', '[1, 2, 4]'",
    "'(2, 4, 1)', '[1, 2, 4]'",
    "'(2, 4, 7)', '[2, 4, 7]'",
    "'(4, 2, 3, 1)', '[4, 2, 3]'",
    "'(2, 2, 2, 3)', '[6, 2, 2]'"
  })
  void picturesOfOtherShapesAreImagesToo(String shape, String expected) {
    try (VectorEnvironment environment = Python.make("Camera", 1, "kwargs.shape", shape)) {
      assertThat(environment.observationSpace().shape()).hasToString(expected);
    }
  }

  @Test
  void stackedColourFramesKeepTheirOrder() {
    try (VectorEnvironment environment = Python.make("Camera", 1, "kwargs.shape", "(2, 1, 2, 3)")) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      assertThat(batch.images).containsExactly(0, 4, 1, 5, 2, 6, 50, 54, 51, 55, 52, 56);
    }
  }

  @Test
  void imagesAndNumbersAreHeldApartInTheOrderOfTheSpace() {
    try (VectorEnvironment environment =
        Python.make("Camera", 2, "kwargs.shape", "(1, 2)", "kwargs.numbers", "True")) {
      assertThat(((Dict) environment.observationSpace()).parts().keySet())
          .containsExactly("speed", "camera", "gear");
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(new float[2], batch);
      assertThat(batch.observations).containsExactly(0.25f, -0.5f, 1, 0.25f, -0.5f, 1);
      assertThat(batch.images).containsExactly(0, 4, 0, 4);
      environment.step(new float[2], batch);
      assertThat(batch.terminated).containsExactly(true, true);
      assertThat(batch.finalObservations).containsExactly(0.5f, -1, 2, 0.5f, -1, 2);
      assertThat(batch.finalImages).containsExactly(0, 4, 0, 4);
      assertThat(batch.observations).containsExactly(0, -0f, 0, 0, -0f, 0);
    }
  }

  @Test
  void pixelsMayComeAsNumbersOfAnotherType() {
    try (VectorEnvironment environment =
        Python.make("Camera", 1, "kwargs.shape", "(2, 2)", "kwargs.dtype", "'float64'")) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      assertThat(batch.images).containsExactly(0, 4, 20, 24);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text, has no counterpart here; use Box",
    "huge_discrete, n must be at least 1 and at most 16777216",
    "empty_box, every dimension must be at least 1"
  })
  void spacesWithoutACounterpartAreRefused(String kind, String message) {
    Python.require();
    assertThatThrownBy(() -> Python.make("Echo", 1, "kwargs.kind", "'" + kind + "'"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("tiny.py:Echo");
  }
}
