package io.github.ascent4j.mujoco;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a process with MuJoCo in it leaves behind, seen from outside. */
@NeedsMujoco
class MujocoProcessTest {
  private static final int WARM = 300;
  private static final int MEASURED = 500;

  @TempDir Path folder;

  @Test
  void failuresLeaveNoLogFileAndPrintNothing() throws IOException, InterruptedException {
    ChildJvm.Result result = ChildJvm.run(folder, Failures.class, List.of());
    assertThat(result).isEqualTo(new ChildJvm.Result(0, "CTRL QPOS QVEL potato\n"));
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nativeMemoryIsGivenBack() throws IOException, InterruptedException {
    // A heap of fixed size, nothing compiled and one arena of malloc: what grows is MuJoCo's.
    List<String> options =
        List.of("-Xms48m", "-Xmx48m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-Xint");
    ChildJvm.Result result = ChildJvm.run(folder, Churn.class, options);
    assertThat(result.status()).as(result.output()).isZero();
    // Keeping every mjData would take 40 MB.
    assertThat(Long.parseLong(result.output().strip())).as("kB grown").isLessThan(5000);
  }

  /** Provokes every kind of failure and prints what it was told of. */
  static final class Failures {
    public static void main(String[] arguments) {
      List<String> told = new ArrayList<>();
      try (MujocoModel model = MujocoModel.ofMjcf(Mjcf.LEG);
          MujocoSimulation simulation = model.simulate()) {
        double[] rest = new double[3];
        double[] bad = {0, 0, 1e20};
        simulation.setControl(new float[] {Float.NaN, 0}, 0);
        fail(told, "CTRL", () -> simulation.step(1));
        simulation.reset();
        simulation.setState(bad, rest);
        fail(told, "QPOS", () -> simulation.step(1));
        simulation.reset();
        simulation.setState(rest, bad);
        fail(told, "QVEL", () -> simulation.step(1));
      }
      fail(told, "potato", () -> MujocoModel.ofMjcf("<mujoco><potato/></mujoco>"));
      System.out.println(String.join(" ", told));
    }

    private static void fail(List<String> told, String word, Runnable action) {
      try {
        action.run();
      } catch (EnvironmentException e) {
        if (String.valueOf(e.getMessage()).contains(word)) {
          told.add(word);
        }
      }
    }
  }

  /** Loads and closes again and again, and prints how many kB the process grew by. */
  static final class Churn {
    public static void main(String[] arguments) throws IOException {
      churn(WARM);
      long before = residentKilobytes();
      churn(MEASURED);
      System.out.println(residentKilobytes() - before);
    }

    private static void churn(int times) {
      for (int i = 0; i < times; i++) {
        try (MujocoModel model = MujocoModel.ofMjcf(Mjcf.LEG);
            MujocoSimulation first = model.simulate();
            MujocoSimulation second = model.simulate()) {
          first.step(3);
          second.step(3);
          first.setControl(new float[] {Float.NaN, 0}, 0);
          try {
            first.step(1);
          } catch (EnvironmentException e) {
            first.reset();
          }
        }
      }
    }

    private static long residentKilobytes() throws IOException {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
      throw new IOException("/proc/self/status has no VmRSS");
    }
  }
}
