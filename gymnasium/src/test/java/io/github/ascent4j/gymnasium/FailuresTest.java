package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FailuresTest {
  private static VectorEnvironment troubled(String how, String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "kwargs.how";
    all[1] = "'" + how + "'";
    System.arraycopy(options, 0, all, 2, options.length);
    return Python.make("Troubled", 2, all);
  }

  /** Resets and takes two steps. */
  private static StepBatch run(VectorEnvironment environment) {
    StepBatch batch = new StepBatch(environment);
    environment.reset(0, batch);
    environment.step(new float[2], batch);
    environment.step(new float[2], batch);
    return batch;
  }

  private static EnvironmentException failure(String how, String... options) {
    try (VectorEnvironment environment = troubled(how, options)) {
      return catchThrowableOfType(EnvironmentException.class, () -> run(environment));
    }
  }

  @Test
  void anExceptionNamesCopyStepAndPlaceAndBringsTheTraceback() {
    EnvironmentException failure = failure("raise", "kwargs.only", "1");
    assertThat(failure)
        .hasMessageContaining(
            "tiny.py:Troubled, copy 1: step 2 of the episode failed: ValueError: a bad (tiny.py,"
                + " line ")
        .hasMessageEndingWith(", in trouble)");
    assertThat(failure.getMessage()).doesNotContain("\n");
    assertThat(failure.getCause())
        .hasMessageContaining("Traceback (most recent call last)")
        .hasMessageContaining("raise ValueError(\"a bad\\nday\")")
        .hasMessageContaining("ValueError: a bad\nday");
  }

  @Test
  void anExceptionInTheSecondProcessNamesTheCopyOfAll() {
    assertThat(failure("raise", "kwargs.only", "1", "processes", "2"))
        .hasMessageContaining("copy 1: step 2 of the episode failed");
  }

  @Test
  void anExceptionInAResetNamesTheSeed() {
    assertThat(failure("raise", "kwargs.at", "0"))
        .hasMessageContaining("copy 0: reset with seed 0 failed: ValueError: a bad");
  }

  @Test
  void recursionWithoutEndIsAnExceptionLikeAnyOther() {
    assertThat(failure("recurse"))
        .hasMessageContaining("step 2 of the episode failed: RecursionError");
  }

  @Test
  void afterAnExceptionTheCopiesCanBeStartedAgain() throws IOException {
    try (VectorEnvironment environment = troubled("raise", "processes", "2")) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(new float[2], batch);
      byte[] saved = SavedStateTest.save(environment);
      assertThatThrownBy(() -> environment.step(new float[2], batch))
          .isInstanceOf(EnvironmentException.class);
      assertThatThrownBy(() -> environment.step(new float[2], batch))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call reset or restore first");
      SavedStateTest.restore(environment, saved);
      assertThatThrownBy(() -> environment.step(new float[2], batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("step 2");
      environment.reset(0, batch);
      environment.step(new float[2], batch);
      assertThat(batch.rewards).containsExactly(1.1, 1.1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shape | observation has the shape (4,), but its space says (3,)",
        "scalar | observation has the shape (), but its space says (3,)",
        "type | observation is of type <U1; give numbers",
        "none | observation has the shape (), but its space says (3,)",
        "discrete outside | observation is 4, which is not in 1 .. 3",
        "pixels outside | with values from 0 to 256; the space says uint8",
        "pixels broken | with values from 0.0 to 0.5; the space says uint8",
        "reward none | the reward is of type NoneType; give a number",
        "old step | step returned 4 values, but observation, reward, terminated, truncated and info"
      })
  void whatBreaksTheContractIsRefused(String how, String message) {
    assertThat(failure(how))
        .hasMessageContaining("copy 0: step 2 of the episode failed: ")
        .hasMessageContaining(message);
  }

  @Test
  void aResetWithoutInfoIsRefused() {
    assertThat(failure("old reset", "kwargs.at", "0"))
        .hasMessageContaining("reset returned one value of type ndarray")
        .hasMessageContaining("older than Gymnasium's");
  }

  @Test
  void numbersThatAreNotFiniteArriveAsTheyAre() {
    try (VectorEnvironment environment = troubled("nan")) {
      StepBatch batch = run(environment);
      assertThat(batch.observations).containsExactly(0, Float.NaN, 0, 0, Float.NaN, 0);
    }
    try (VectorEnvironment environment = troubled("float64")) {
      assertThat(run(environment).observations).startsWith(1.5f, 2.5f, Float.POSITIVE_INFINITY);
    }
  }

  @Test
  void rewardsMayBeOfNumPysTypes() {
    try (VectorEnvironment environment = troubled("reward array")) {
      assertThat(run(environment).rewards).containsExactly(2.5, 2.5);
    }
  }

  @Test
  void whatAnEnvironmentPrintsDamagesNothing() {
    try (VectorEnvironment environment = troubled("print")) {
      assertThat(run(environment).rewards).containsExactly(2.1, 2.1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "os._exit | ended with exit code 3 during a step; the last it printed: last words",
        "sys.exit | ended with exit code 4 during a step",
        "kill | was ended by signal 9 (exit code 137) during a step"
      })
  void theEndOfAProcessIsReported(String how, String message) {
    assertThat(failure(how))
        .hasMessageContaining("tiny.py:Troubled, copies 0 to 1: Python " + message);
  }

  @Test
  void afterTheEndOfAProcessEveryCallSaysSo() {
    try (VectorEnvironment environment = troubled("os._exit", "processes", "2")) {
      StepBatch batch = new StepBatch(environment);
      assertThatThrownBy(() -> run(environment)).isInstanceOf(EnvironmentException.class);
      assertThatThrownBy(() -> environment.reset(0, batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("copy 0: Python ended with exit code 3 during a reset");
    }
  }

  @Test
  void ofALotThatIsPrintedTheEndIsKept() {
    EnvironmentException failure = failure("print and die");
    assertThat(failure)
        .hasMessageEndingWith("exit code 5 during a step; the last it printed: line" + " 99999");
    assertThat(failure.getCause()).hasMessageContaining("line 99000\n");
    assertThat(failure.getCause().getMessage().length()).isBetween(60_000, 70_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "hang with child"})
  void aProcessThatDoesNotAnswerIsEnded(String how) {
    long children = ProcessHandle.current().descendants().count();
    assertThat(failure(how, "timeout", "1"))
        .hasMessageContaining("Python has not answered for 1.0 s during a step and was ended")
        .hasMessageContaining("give the option timeout");
    assertThat(ProcessHandle.current().descendants().count()).isLessThanOrEqualTo(children);
  }

  @Test
  void closingEndsTheProcesses() {
    VectorEnvironment environment = Python.make("Counter", 2, "processes", "2");
    ProcessHandle[] children =
        ProcessHandle.current()
            .children()
            .filter(ProcessHandle::isAlive)
            .toArray(ProcessHandle[]::new);
    assertThat(children).hasSizeGreaterThanOrEqualTo(2);
    environment.close();
    environment.close();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void closingLetsTheEnvironmentClose(@TempDir Path folder) {
    Path file = folder.resolve("closed");
    VectorEnvironment environment = Python.make("Closing", 1, "kwargs.path", "'" + file + "'");
    assertThat(Files.exists(file)).isFalse();
    environment.close();
    assertThat(Files.exists(file)).isTrue();
  }
}
