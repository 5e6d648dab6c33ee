package io.github.ascent4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
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

  /** Every look at the clock is 10 ms after the one before, and so is what a copy takes. */
  @Test
  void copiesAreLeftOutOnlyWhereTheyTakeMoreThanASecondAndAFiftiethOfTheTime() throws IOException {
    long[] now = {Long.MAX_VALUE - 50};
    LastGoodState state = new LastGoodState(() -> now[0] += 10_000_000);
    Training<PpoConfig> training = training();
    int copies = 0;
    while (state.keep(training)) {
      copies++;
    }
    assertThat(copies).as("that take 10 ms, in a second and one more").isEqualTo(101);
    now[0] += 49_000_000_000L;
    assertThat(state.keep(training)).as("50 times as long has passed").isTrue();
  }

  /** A room that cannot be copied into leaves the copy before it. */
  @Test
  void copyThatFailsLeavesTheOneBefore() throws IOException {
    LastGoodState state = new LastGoodState();
    Training<PpoConfig> training = training();
    training.iterate();
    state.keep(training);
    training.iterate();
    state.keep(training);
    training.setCallback(
        new TrainingCallback() {
          @Override
          public void onRollout(TrainingView view, RolloutView rollout) {
            assertThatThrownBy(() -> state.keep(view)).isInstanceOf(IllegalStateException.class);
          }
        });
    training.iterate();
    assertThat(state.steps()).isEqualTo(32);
    state.keep(training);
    assertThat(state.steps()).isEqualTo(48);
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
