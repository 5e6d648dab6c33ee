package io.github.ascent4j.gymnasium;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Space;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A program that makes environments which do not end, for a test that kills it. */
final class EndlessJvm {
  static final List<String> HOW = List.of("sleep", "native", "thread", "child");

  private EndlessJvm() {}

  /** Starts it; each environment makes a file of its name once it has begun not to end. */
  static Process start(Path folder) throws IOException, URISyntaxException {
    Set<String> places = new LinkedHashSet<>();
    // Under Maven, modules are on a path of their own.
    for (Class<?> type :
        List.of(EndlessJvm.class, GymnasiumProvider.class, VectorEnvironment.class, Space.class)) {
      places.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    places.add(System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            String.join(File.pathSeparator, places),
            EndlessJvm.class.getName(),
            Python.resource("endless.py").toString(),
            folder.toString())
        .inheritIO()
        .start();
  }

  public static void main(String[] arguments) {
    for (String how : HOW) {
      String path = Path.of(arguments[1], how).toString();
      VectorEnvironment environment =
          Python.make(
              Python.named(
                  "gym:" + arguments[0] + ":Endless",
                  1,
                  "kwargs.how",
                  "'" + how + "'",
                  "kwargs.path",
                  "'" + path + "'"));
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      new Thread(() -> environment.step(new float[1], batch)).start();
    }
    new Thread(EndlessJvm::sleep).start();
  }

  private static void sleep() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
