package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of Python when an environment is closed: nothing, whatever the environment does. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ClosingTest {
  @TempDir private Path folder;

  private static VectorEnvironment endless(String how, int copies, String... options) {
    Python.require();
    String id = "gym:" + Python.resource("endless.py") + ":Endless";
    VectorEnvironment environment =
        Python.make(Python.named(id, copies, options).with("kwargs.how", "'" + how + "'"));
    environment.reset(0, new StepBatch(environment));
    return environment;
  }

  private static List<ProcessHandle> processes() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
  }

  private static void assertEnd(List<ProcessHandle> processes) {
    for (ProcessHandle process : processes) {
      assertThat(process.onExit()).succeedsWithin(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aThreadOfTheEnvironmentsOwnDoesNotKeepTheProcess() {
    VectorEnvironment environment = endless("thread", 1);
    List<ProcessHandle> processes = processes();
    environment.close();
    assertEnd(processes);
  }

  @Test
  void whatTheEnvironmentStartedEndsWithIt() throws Exception {
    Path file = folder.resolve("child");
    VectorEnvironment environment = endless("child", 1, "kwargs.path", "'" + file + "'");
    environment.step(new float[1], new StepBatch(environment));
    long orphan = Long.parseLong(Files.readString(file));
    environment.close();
    assertEnd(ProcessHandle.of(orphan).stream().toList());
  }

  @Test
  void aCloseThatFailsIsToldInALineAndTheOtherCopiesAreClosed() {
    VectorEnvironment environment = endless("raise", 4, "processes", "2");
    List<ProcessHandle> before = processes();
    assertThatThrownBy(environment::close)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageMatching(
            "gym:.*endless.py:Endless, copy 0: close failed: ValueError: it is stuck"
                + " \\(endless.py, line \\d+, in close\\)")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining(", copy 2: close"));
    assertEnd(before);
    environment.close();
  }

  @Test
  void aCloseThatHangsIsEndedSoonInAllProcessesAtOnce() {
    VectorEnvironment environment = endless("close", 3, "processes", "3");
    List<ProcessHandle> before = processes();
    long start = System.nanoTime();
    assertThatThrownBy(environment::close)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("copy 0: closing it took Python longer than 3 s");
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(8));
    assertEnd(before);
  }

  /** The JVM is killed, so nothing of it can end them. */
  @Test
  void theProcessesOfAKilledJvmEndWhateverTheyDo() throws Exception {
    Python.require();
    Process jvm = EndlessJvm.start(folder);
    try {
      for (String how : EndlessJvm.HOW) {
        while (!Files.exists(folder.resolve(how))) {
          assertThat(jvm.isAlive()).as("it made %s", how).isTrue();
          Thread.sleep(20);
        }
      }
      List<ProcessHandle> children = jvm.descendants().toList();
      long orphan = Long.parseLong(Files.readString(folder.resolve("child")));
      assertThat(children).hasSizeGreaterThanOrEqualTo(2 * EndlessJvm.HOW.size());
      jvm.destroyForcibly().waitFor();
      assertEnd(children);
      assertEnd(ProcessHandle.of(orphan).stream().toList());
    } finally {
      jvm.destroyForcibly();
    }
  }
}
