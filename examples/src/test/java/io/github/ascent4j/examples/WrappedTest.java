package io.github.ascent4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.environment.check.CheckSettings;
import io.github.ascent4j.environment.check.EnvironmentCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappedTest {
  @Test
  void daysAreShortAndKept(@TempDir Path folder) throws IOException {
    Path record = folder.resolve("days.jsonl");
    double meanReturn = Wrapped.train(800, record);
    // Fifty steps of a reward of -1 at the least, and of heating.
    assertThat(meanReturn).isBetween(-55.0, 0.0);
    assertThat(Files.readAllLines(record)).hasSize(10).allMatch(l -> l.contains("\"length\":50,"));
  }

  @Test
  void oneOfOnesOwnKeepsTheContract() {
    assertThat(
            EnvironmentCheck.ofVector(
                    copies -> new Wrapped.Thrifty(VectorEnvironments.of(Thermostat::new, copies)),
                    CheckSettings.DEFAULT.withSteps(600))
                .findings())
        .isEmpty();
  }
}
