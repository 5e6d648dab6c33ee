package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.contract.CurvatureContract;
import io.github.ascent4j.policy.network.ActorCritic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine of this module keeps the contract. */
final class CurvatureProductTest extends CurvatureContract {

  @Override
  protected Engine engine(int threads) {
    return SimdEngine.create(threads);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void threadsAndVectorsChangeNoBitOfTheProduct(ActorCritic description) {
    for (int count : new int[] {1, 129, 300}) {
      float[] expected;
      try (SimdEngine engine = SimdEngine.scalar(1)) {
        expected = new Curvature(engine, description, count, 7).product();
      }
      for (int threads = 1; threads <= 3; threads++) {
        try (SimdEngine vectors = SimdEngine.create(threads);
            SimdEngine scalar = SimdEngine.scalar(threads)) {
          assertThat(new Curvature(vectors, description, count, 7).product()).isEqualTo(expected);
          assertThat(new Curvature(scalar, description, count, 7).product()).isEqualTo(expected);
        }
      }
    }
  }
}
