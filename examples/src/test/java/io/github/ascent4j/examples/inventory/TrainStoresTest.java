package io.github.ascent4j.examples.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.examples.Rule;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainStoresTest {
  @Test
  void trainedPolicyEarnsMoreThanTheBestLevelToOrderUpTo(@TempDir Path folder) throws IOException {
    double trained =
        TrainStores.profit(Rule.of(TrainStores.train(folder.resolve("policy"), 300_000)));
    assertThat(trained)
        .isGreaterThan(
            1.03 * TrainStores.profit(TrainStores.orderingUpTo(TrainStores.bestLevel())));
  }
}
