package io.github.ascent4j.examples.queueing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.examples.Rule;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAdmissionTest {
  @Test
  void trainedPolicyEarnsWhatTheBestReservationDoes(@TempDir Path folder) throws IOException {
    double trained =
        TrainAdmission.income(Rule.of(TrainAdmission.train(folder.resolve("policy"), 150_000)));
    assertThat(trained)
        .isGreaterThan(0.98 * TrainAdmission.income(TrainAdmission.reserving(2)))
        .isGreaterThan(1.2 * TrainAdmission.income(TrainAdmission.reserving(0)))
        .isGreaterThan(1.5 * TrainAdmission.income(Rule.random(2, 1)));
  }

  @Test
  void serversCanBeSeen() {
    try (VectorEnvironment environment = VectorEnvironments.of(Admission::new, 1)) {
      environment.reset(0, new io.github.ascent4j.environment.StepBatch(environment));
      assertThat(environment.scene(0).map(Scene::shapes).orElseThrow())
          .hasSize(Admission.SERVERS + 1);
    }
  }
}
