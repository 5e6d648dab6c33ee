package io.github.ascent4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.testing.Fragile;
import io.github.ascent4j.core.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LastGoodStateTest {
  @TempDir Path folder;

  private static Training<PpoConfig> training() {
    Fragile environment = new Fragile(2, Fragile.Fault.NONE, 0);
    PpoConfig config = PpoConventions.sb3().withRolloutSteps(8).withMinibatchSize(16);
    return Training.start(PpoAgent.create(environment, config, 0), environment, 10_000);
  }

  /** Every look at the clock is 3 after the one before, and so is what a copy takes. */
  @Test
  void copyingTakesAHundredthOfTheTime() throws IOException {
    long[] now = {Long.MAX_VALUE - 50};
    LastGoodState state = new LastGoodState(() -> now[0] += 3);
    Training<PpoConfig> training = training();
    assertThat(state.keep(training)).as("the first time").isTrue();
    int copies = 0;
    int looks = 1000;
    for (int i = 0; i < looks; i++) {
      copies += state.keep(training) ? 1 : 0;
    }
    // A copy takes 3, and 300 pass before the next.
    assertThat(copies).isEqualTo(looks / 100);
  }

  @Test
  void stateIsThatOfTheCopy() throws IOException {
    LastGoodState state = new LastGoodState();
    assertThat(state.steps()).isEqualTo(-1);
    assertThat(state.state()).isEmpty();
    Path file = folder.resolve("state");
    state.write(file);
    assertThat(file).doesNotExist();
    Training<PpoConfig> training = training();
    training.iterate();
    training.save(folder.resolve("saved"));
    state.keep(training);
    training.iterate();
    state.write(file);
    assertThat(state.steps()).isEqualTo(16);
    assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(folder.resolve("saved")));
  }
}
