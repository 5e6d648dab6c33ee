package io.github.ascent4j.examples.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.examples.Rule;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCloudPlacementTest {
  @Test
  void jobsTakeLessThanHalfAsLongAsWhenPlacedInTurn(@TempDir Path folder) throws IOException {
    double trained =
        TrainCloudPlacement.cost(
            Rule.of(TrainCloudPlacement.train(folder.resolve("policy"), 40_000)));
    assertThat(trained)
        .isGreaterThan(TrainCloudPlacement.cost(TrainCloudPlacement.inTurn()) / 2)
        .isGreaterThan(TrainCloudPlacement.cost(TrainCloudPlacement.earliestEnd()));
  }
}
