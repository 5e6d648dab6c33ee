package io.github.ascent4j.benchmarks;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.envs.Environments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/**
 * Steps an environment in Python by a plain loop in Python and from Java, and prints how fast. Both
 * take turns, so that a slow spell of the machine hits both.
 */
public final class MeasuredPython {
  private static final List<Integer> COPIES = List.of(8, 32);
  private static final List<Integer> EXTRA_MICROS = List.of(0, 10, 50);
  private static final int STEPS = 256;

  private MeasuredPython() {}

  /** Arguments: the Python to run, rounds, and the least seconds of a round. */
  public static void main(String[] arguments) throws IOException {
    String python = arguments[0];
    int rounds = Integer.parseInt(arguments[1]);
    String seconds = arguments[2];
    Path folder = Files.createTempDirectory("ascent-python");
    Path script = folder.resolve("cartpole.py");
    try (InputStream in = MeasuredPython.class.getResourceAsStream("cartpole.py")) {
      Files.copy(Objects.requireNonNull(in), script);
    }
    System.out.println("copies  microseconds more  Python alone  from Java  ratio");
    try {
      for (int copies : COPIES) {
        for (int micros : EXTRA_MICROS) {
          measure(python, script, copies, micros, rounds, seconds);
        }
      }
    } finally {
      Files.delete(script);
      Files.delete(folder);
    }
  }

  /** One round more than asked for warms both up. */
  private static void measure(
      String python, Path script, int copies, int micros, int rounds, String seconds)
      throws IOException {
    double[] alone = new double[rounds];
    double[] bridged = new double[rounds];
    EnvironmentRequest request =
        EnvironmentRequest.of("gym:" + script + ":make", copies)
            .with("python", python)
            .with("kwargs.micros", Integer.toString(micros));
    Process loop =
        new ProcessBuilder(
                python, script.toString(), Integer.toString(micros), "" + copies, seconds)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Writer asks = loop.outputWriter();
        BufferedReader answers = loop.inputReader();
        VectorEnvironment environment = Environments.make(request)) {
      for (int round = -1; round < rounds; round++) {
        asks.write("\n");
        asks.flush();
        double rate = Double.parseDouble(Objects.requireNonNull(answers.readLine()));
        double rateBridged = stepsPerSecond(environment, Double.parseDouble(seconds));
        if (round >= 0) {
          alone[round] = rate;
          bridged[round] = rateBridged;
        }
      }
    }
    Arrays.sort(alone);
    Arrays.sort(bridged);
    System.out.printf(
        Locale.ROOT,
        "%6d  %17d  %12.0f  %9.0f  %5.2f%n",
        copies,
        micros,
        alone[rounds / 2],
        bridged[rounds / 2],
        bridged[rounds / 2] / alone[rounds / 2]);
  }

  private static double stepsPerSecond(VectorEnvironment environment, double seconds) {
    StepBatch batch = new StepBatch(environment);
    environment.reset(0, batch);
    Random random = new Random(0);
    float[][] actions = new float[STEPS][environment.copies()];
    for (float[] row : actions) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextInt(2);
      }
    }
    long steps = 0;
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      for (float[] row : actions) {
        environment.step(row, batch);
      }
      steps += (long) STEPS * environment.copies();
    }
    return steps / ((System.nanoTime() - begin) * 1e-9);
  }
}
