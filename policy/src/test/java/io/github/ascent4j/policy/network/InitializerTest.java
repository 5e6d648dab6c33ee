package io.github.ascent4j.policy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.Golden;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InitializerTest {
  /** Convolutions flatten to matrices, so their cases count too; the LSTM's does not. */
  static List<Golden.Case> orthogonal() {
    return Golden.cases("init.json", 6, c -> c.kind().equals("orthogonal"));
  }

  static List<Golden.Case> torchDefault() {
    return Golden.cases(
        "init.json",
        1,
        c ->
            c.kind().equals("torch_default")
                && c.input("shape_kinds").get(0).asText().equals("linear"));
  }

  static List<Golden.Case> constant() {
    return Golden.cases("init.json", 2, c -> c.kind().equals("constant"));
  }

  @ParameterizedTest
  @MethodSource
  void orthogonal(Golden.Case golden) {
    JsonNode shape = golden.expected("flattened_shape");
    int rows = shape.get(0).asInt();
    int columns = shape.get(1).asInt();
    float[] matrix = new float[rows * columns];
    new Initializer.Orthogonal((float) golden.input("gain").asDouble())
        .fill(matrix, 0, rows, columns, columns, new Random(3));
    boolean byRows = golden.expected("product").asText().equals("W W^T");
    int size = golden.expected("product_size").asInt();
    double tolerance = golden.json().get("tolerance").get("f32_abs").asDouble();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double product = 0;
        for (int k = 0; k < (byRows ? columns : rows); k++) {
          product +=
              byRows
                  ? (double) matrix[i * columns + k] * matrix[j * columns + k]
                  : (double) matrix[k * columns + i] * matrix[k * columns + j];
        }
        double expected = golden.expected(i == j ? "diagonal" : "off_diagonal").asDouble();
        assertThat(product).isCloseTo(expected, within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  void torchDefault(Golden.Case golden) {
    int rows = golden.input("shape").get(0).asInt();
    int columns = golden.input("shape").get(1).asInt();
    int fanIn = golden.input("fan_in").asInt();
    float[] values = new float[rows * columns];
    new Initializer.TorchDefault().fill(values, 0, rows, columns, fanIn, new Random(3));
    double sum = 0;
    double squares = 0;
    double bound = golden.expected("bound").asDouble();
    for (float value : values) {
      sum += value;
      squares += value * value;
      assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
    }
    double std = golden.expected("std").asDouble();
    assertThat(sum / values.length)
        .isCloseTo(0, within(golden.expected("max_mean_deviation").asDouble()));
    assertThat(Math.sqrt(squares / values.length) / std)
        .isCloseTo(1, within(golden.expected("max_relative_std_deviation").asDouble()));
  }

  @ParameterizedTest
  @MethodSource
  void constant(Golden.Case golden) {
    int size = golden.input("shape").get(0).asInt();
    float[] values = new float[size];
    float value = (float) golden.input("value").asDouble();
    new Initializer.Constant(value).fill(values, 0, size, 1, 1, new Random(3));
    assertThat(values).containsOnly((float) golden.expected("value").asDouble());
  }

  @Test
  void fillsItsRangeOnly() {
    for (Initializer initializer :
        List.of(
            new Initializer.Constant(5),
            new Initializer.TorchDefault(),
            new Initializer.Orthogonal(1))) {
      float[] values = {9, 0, 0, 0, 0, 0, 0, 9};
      initializer.fill(values, 1, 2, 3, 3, new Random(1));
      assertThat(values[0]).isEqualTo(9);
      assertThat(values[7]).isEqualTo(9);
      assertThat(values[6]).isNotZero();
    }
  }

  @Test
  void orthogonalMatricesOfOneSeedAreTheSame() {
    float[] first = new float[12];
    float[] second = new float[12];
    new Initializer.Orthogonal(1).fill(first, 0, 3, 4, 4, new Random(8));
    new Initializer.Orthogonal(1).fill(second, 0, 3, 4, 4, new Random(8));
    assertThat(first).isEqualTo(second);
  }
}
