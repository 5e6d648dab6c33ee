package io.github.ascent4j.mujoco.binding;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.mujoco.ChildJvm;
import io.github.ascent4j.mujoco.NeedsMujoco;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsMujoco
class MujocoHandlersTest {
  @TempDir Path folder;

  @Test
  void errorOnAThreadThatCanBeGivenUpIsAnException() {
    MujocoHandlers.install();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> MujocoHandlers.guarded("making it", MujocoHandlersTest::fail))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("making it: MuJoCo says: no room, none at all");
    }
    assertThat(MujocoHandlers.guarded("making it", () -> 5)).isEqualTo(5);
  }

  @Test
  void whatTheWorkThrowsReachesTheCaller() {
    IllegalArgumentException thrown = new IllegalArgumentException("mine");
    assertThatThrownBy(
            () ->
                MujocoHandlers.guarded(
                    "making it",
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
  }

  @Test
  void errorOfAStepEndsTheProcessWithOneLineAndNoLogFile()
      throws IOException, InterruptedException {
    ChildJvm.Result result = ChildJvm.run(folder, Failing.class, List.of());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output())
        .startsWith("MuJoCo cannot go on: no room, none at all; ")
        .hasLineCount(1);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  /** Raises an error as MuJoCo's own functions do. */
  private static Integer fail() {
    try (Arena arena = Arena.ofConfined()) {
      MujocoLibrary.get()
          .function("mju_error", FunctionDescriptor.ofVoid(ADDRESS))
          .invoke(arena.allocateFrom("no room\n none at all"));
      return 0;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Raises an error on a thread that nobody can do without. */
  static final class Failing {
    public static void main(String[] arguments) {
      MujocoHandlers.install();
      fail();
      System.out.println("went on");
    }
  }
}
