package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.inference.InferenceNetwork;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.CategoryColumns;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.program.Operation;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Categories in a policy that serves. */
final class CategoriesTest {
  private static final Layer TANH = new Layer.Activation(ActivationFunction.TANH);

  private static ActorCritic network(Input part, List<Layer> trunk) {
    return new ActorCritic(
        List.of(Input.numbers(2), part),
        trunk,
        List.of(),
        new PolicyHead.Categorical(Layer.Dense.torch(3)),
        List.of(),
        Layer.Dense.torch(1));
  }

  static List<List<Layer>> trunks() {
    return List.of(
        List.of(),
        List.of(Layer.Dense.torch(5), TANH),
        List.of(TANH, Layer.Dense.torch(5)),
        List.of(Layer.Lstm.torch(4)));
  }

  /** A link of a chain for each zero changes no bit, so that there is no need for it. */
  @ParameterizedTest
  @MethodSource("trunks")
  void theBitsAreThoseOfOnesAmongZeros(List<Layer> trunk) {
    ActorCritic network = network(Input.categories(List.of(3, 2)), trunk);
    ActorCritic written = network(Input.numbers(5), trunk);
    float[] parameters = ParameterLayout.of(network).initialize(new Random(1));
    InferenceNetwork.Workspace own =
        new InferenceNetwork(Program.of(network), parameters).workspace();
    InferenceNetwork.Workspace other =
        new InferenceNetwork(Program.of(written), parameters).workspace();
    for (int i = 0; i < 6; i++) {
      own.numbers[0] = other.numbers[0] = i - 2.5f;
      own.numbers[1] = other.numbers[1] = 1f / (i + 1);
      own.numbers[2] = i % 3;
      own.numbers[3] = i / 3;
      for (int k = 0; k < 5; k++) {
        other.numbers[2 + k] = k == i % 3 || k == 3 + i / 3 ? 1 : 0;
      }
      assertThat(own.policy()).containsExactly(other.policy());
      assertThat(own.value()).isEqualTo(other.value());
      own.remember();
      other.remember();
    }
  }

  /** Neither work nor room grows with the categories, but for the weight itself. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aLargeSpaceCostsARow(boolean memory) {
    List<Layer> trunk =
        memory ? List.of(Layer.Lstm.torch(16)) : List.of(Layer.Dense.torch(64), TANH);
    Program small = Program.of(network(Input.categories(List.of(2)), trunk));
    Program large = Program.of(network(Input.categories(List.of(100_000)), trunk));
    assertThat(large.layout().size() - small.layout().size()).isEqualTo(99_998 * 64);
    assertThat(large.numbers()).isEqualTo(3);
    assertThat(large.multiplyAdds()).isEqualTo(small.multiplyAdds()).isLessThan(2000);
    assertThat(large.backwardMultiplyAdds()).isEqualTo(small.backwardMultiplyAdds());
    for (Operation operation : large.operations()) {
      assertThat(operation.output().size()).isLessThanOrEqualTo(64);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 3 | observation[0] is 3.0; it is one of 3 categories, so every value must be a whole"
            + " number from 0 to 2",
        "0 | -1 | observation[0] is -1.0",
        "0 | 0.5 | observation[0] is 0.5",
        "10 | 4 | observation[10] is 4.0; it is one of 4 categories",
        "0 | 1e20 | observation[0] is 1.0E20",
      })
  void whatIsNoCategoryIsNamed(int place, float value, String message) {
    PolicySession policy = new Policy(Agents.categories()).session();
    float[] observation = new float[11];
    policy.act(observation);
    observation[place] = value;
    assertThatThrownBy(() -> policy.act(observation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> policy.value(observation)).hasMessageContaining(message);
    float[] numbers = new float[7];
    numbers[6] = 4;
    assertThatThrownBy(() -> policy.act(numbers, new byte[4], null, new float[2]))
        .hasMessageContaining("numbers[6] is 4.0; it is one of 4 categories");
  }

  @Test
  void columnsAreAmongTheFloatsOfARow() {
    ActorCritic network = Agents.categories().description().network();
    CategoryColumns columns = CategoryColumns.of(network);
    float[] row = {9, 2, -7, 9, 5, 5, 1, 3};
    assertThat(columns.firstWrong(row, 1)).isEqualTo(-1);
    row[7] = Float.NaN;
    assertThat(columns.firstWrong(row, 1)).isEqualTo(6);
    assertThat(network.normalizedColumns()).containsExactly(1, 2);
    assertThat(CategoryColumns.of(Agents.dict().description().network()).any()).isFalse();
  }

  /** The normaliser of an agent knows its columns, whoever made it. */
  @Test
  void categoriesAndBitsAreNotNormalised() {
    float[] row = {2, 5, 5, 1, 1, 1, 3, 0, 0, 0, 0, 0};
    ObservationNormalizer normalizer = Objects.requireNonNull(Agents.categories().normalizer());
    normalizer.normalize(row, 0, 1, row.length);
    assertThat(row).containsExactly(2, 2, 5, 1, 1, 1, 3, 0, 0, 0, 0, 0);
    normalizer.update(row, 0, 1, row.length);
    assertThat(normalizer.statistics().count()).isEqualTo(8);
    assertThat(normalizer.statistics().mean(1)).isEqualTo(5.0 / 8);
  }
}
