package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.contract.ExplorationContract;
import io.github.ascent4j.policy.network.ActorCritic;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine of this module keeps the contract. */
final class ExplorationOperationTest extends ExplorationContract {

  @Override
  protected Engine engine(int threads) {
    return SimdEngine.create(threads);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void threadsAndVectorsChangeNoBit(ActorCritic network) {
    float[] direction = direction(network, 1);
    float[] gradient;
    float[] product;
    try (SimdEngine engine = SimdEngine.scalar(1)) {
      gradient = weighted(engine, network, 200).gradient();
      product = product(policyAlone(engine, network, 200), 200, direction);
    }
    for (int threads = 1; threads <= 3; threads += 2) {
      try (SimdEngine vectors = SimdEngine.create(threads);
          SimdEngine scalar = SimdEngine.scalar(threads)) {
        for (SimdEngine engine : List.of(vectors, scalar)) {
          assertThat(weighted(engine, network, 200).gradient()).isEqualTo(gradient);
          assertThat(product(policyAlone(engine, network, 200), 200, direction)).isEqualTo(product);
        }
      }
    }
  }
}
