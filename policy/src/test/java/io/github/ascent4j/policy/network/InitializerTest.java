package io.github.ascent4j.policy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ReadsGolden
final class InitializerTest {
  static List<Golden.Case> orthogonal() {
    return Golden.cases("init.json", 6, c -> c.kind().equals("orthogonal"));
  }

  static List<Golden.Case> orthogonalLstm() {
    return Golden.cases("init.json", 1, c -> c.kind().equals("orthogonal_lstm"));
  }

  static List<Golden.Case> torchDefault() {
    return Golden.cases("init.json", 3, c -> c.kind().equals("torch_default"));
  }

  static List<Golden.Case> constant() {
    return Golden.cases("init.json", 2, c -> c.kind().equals("constant"));
  }

  @Test
  void everyInitializationIsTaken() {
    Golden.assertComplete("init.json", Set.of(), InitializerTest.class);
  }

  /** The parameters of a layer as it starts. */
  private record Started(ParameterLayout layout, float[] values) {
    static Started of(Layer layer, List<Integer> shape) {
      ActorCritic network =
          new ActorCritic(
              List.of(new Input(Input.Kind.NUMBERS, shape, List.of())),
              List.of(layer),
              List.of(),
              new PolicyHead.Categorical(Layer.Dense.torch(2)));
      ParameterLayout layout = ParameterLayout.of(network);
      return new Started(layout, layout.initialize(new Random(3)));
    }

    Parameter parameter(String name) {
      return layout.find("trunk.0." + name).orElseThrow();
    }

    float[] values(String name) {
      Parameter p = parameter(name);
      return Arrays.copyOfRange(values, p.offset(), p.offset() + p.size());
    }
  }

  /** A linear layer or a convolution, whose weights flatten to a matrix. */
  @ParameterizedTest
  @MethodSource
  void orthogonal(Golden.Case golden) {
    int[] shape = Golden.integers(golden.input("shape"));
    float gain = (float) golden.input("gain").asDouble();
    Started started =
        shape.length == 2
            ? Started.of(Layer.Dense.orthogonal(shape[0], gain), List.of(shape[1]))
            : Started.of(
                Layer.Convolution.orthogonal(shape[0], Window.square(shape[2], 1, 0), gain),
                List.of(shape[1], shape[2], shape[3]));
    assertOrthogonal(
        golden,
        started,
        "weight",
        golden.expected("flattened_shape"),
        golden.expected("product").asText(),
        golden.expected("diagonal"));
    assertThat(started.values("bias")).hasSize(shape[0]).containsOnly(zero(golden));
    float[] weight = started.values("weight");
    double squares = 0;
    for (float value : weight) {
      squares += (double) value * value;
    }
    golden.checkSingle("norm", golden.expected("frobenius_norm"), Math.sqrt(squares));
    int[] flat = Golden.integers(golden.expected("flattened_shape"));
    assertThat(golden.expected("product_size").asInt()).isEqualTo(Math.min(flat[0], flat[1]));
    // All singular values are the same if the matrix stretches every vector alike.
    Random random = new Random(5);
    for (int k = 0; k < 8; k++) {
      golden.checkSingle(
          "stretch",
          golden.expected("singular_values_all"),
          stretch(weight, flat[0], flat[1], random));
    }
  }

  /** How much longer a random vector becomes, on the side that loses no direction. */
  private static double stretch(float[] matrix, int rows, int columns, Random random) {
    boolean byRows = rows <= columns;
    int size = Math.min(rows, columns);
    double[] vector = random.doubles(size, -1, 1).toArray();
    double[] image = new double[Math.max(rows, columns)];
    double before = 0;
    double after = 0;
    for (int i = 0; i < size; i++) {
      before += vector[i] * vector[i];
    }
    for (int j = 0; j < image.length; j++) {
      for (int i = 0; i < size; i++) {
        image[j] += vector[i] * matrix[byRows ? i * columns + j : j * columns + i];
      }
      after += image[j] * image[j];
    }
    return Math.sqrt(after / before);
  }

  private static float zero(Golden.Case golden) {
    assertThat(golden.expected("bias").asDouble()).isZero();
    return 0;
  }

  private static void assertOrthogonal(
      Golden.Case golden,
      Started started,
      String name,
      JsonNode shape,
      String product,
      JsonNode diagonal) {
    int rows = started.parameter(name).rows();
    int columns = started.parameter(name).columns();
    assertThat(Golden.integers(shape)).containsExactly(rows, columns);
    assertThat(product).isEqualTo(rows <= columns ? "W W^T" : "W^T W");
    float[] matrix = started.values(name);
    int size = Math.min(rows, columns);
    JsonNode elsewhere = golden.expected("off_diagonal");
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double sum = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          sum +=
              rows <= columns
                  ? (double) matrix[i * columns + k] * matrix[j * columns + k]
                  : (double) matrix[k * columns + i] * matrix[k * columns + j];
        }
        golden.checkSingle(name, i == j ? diagonal : elsewhere, sum);
      }
    }
  }

  /** Each matrix as a whole, not gate by gate. */
  @ParameterizedTest
  @MethodSource
  void orthogonalLstm(Golden.Case golden) {
    int hidden = golden.input("hidden").asInt();
    int input = golden.input("input").asInt();
    assertThat(Golden.integers(golden.input("shape"))).containsExactly(4 * hidden, input);
    assertThat(golden.input("gain").asDouble()).isEqualTo(1);
    Started started = Started.of(Layer.Lstm.orthogonal(hidden), List.of(input));
    for (String name : List.of("weight_ih", "weight_hh")) {
      assertOrthogonal(
          golden,
          started,
          name,
          golden.expected(name + "_shape"),
          golden.expected(name + "_product").asText(),
          golden.expected(name + "_diagonal"));
    }
    for (String name : List.of("bias_ih", "bias_hh")) {
      assertThat(started.values(name)).hasSize(4 * hidden).containsOnly(zero(golden));
    }
  }

  @ParameterizedTest
  @MethodSource
  void torchDefault(Golden.Case golden) {
    int[] shape = Golden.integers(golden.input("shape"));
    assertThat(golden.input("shape_kinds")).hasSize(1);
    String kind = golden.input("shape_kinds").get(0).asText();
    Started started =
        switch (kind) {
          case "linear" -> Started.of(Layer.Dense.torch(shape[0]), List.of(shape[1]));
          case "conv" ->
              Started.of(
                  Layer.Convolution.torch(shape[0], Window.square(shape[2], 1, 0)),
                  List.of(shape[1], shape[2], shape[3]));
          case "lstm" -> Started.of(Layer.Lstm.torch(shape[0] / 4), List.of(shape[1]));
          default -> throw new IllegalArgumentException(kind);
        };
    boolean lstm = kind.equals("lstm");
    String name = lstm ? "weight_ih" : "weight";
    assertThat(started.parameter(name).size())
        .isEqualTo(Arrays.stream(shape).reduce(1, (x, y) -> x * y));
    double bound = golden.expected("bound").asDouble();
    for (String each :
        lstm ? List.of(name, "weight_hh", "bias_ih", "bias_hh") : List.of(name, "bias")) {
      assertThat(started.parameter(each).fanIn()).isEqualTo(golden.input("fan_in").asInt());
      float[] values = started.values(each);
      for (float value : values) {
        assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
      }
      // Uniform between the bounds, the numbers span nearly twice of one of them.
      Arrays.sort(values);
      assertThat(values[values.length - 1] - values[0]).isGreaterThan((float) (1.5 * bound));
    }
    double sum = 0;
    double squares = 0;
    float[] values = started.values(name);
    for (float value : values) {
      sum += value;
      squares += value * value;
    }
    assertThat(sum / values.length)
        .isCloseTo(
            golden.expected("mean").asDouble(),
            within(golden.expected("max_mean_deviation").asDouble()));
    assertThat(Math.sqrt(squares / values.length) / golden.expected("std").asDouble())
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
