package io.github.ascent4j.benchmarks;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Steps an environment at random and prints how much memory the process and its children hold as it
 * goes on; run in a JVM of its own, on Linux. What grows without end shows.
 */
public final class MeasuredMemory {
  private static final int COPIES = 16;
  private static final int ROWS = 10;

  private MeasuredMemory() {}

  /** Arguments: id, steps over all copies, and options of the environment as NAME=VALUE. */
  public static void main(String[] arguments) throws IOException {
    EnvironmentRequest request = EnvironmentRequest.of(arguments[0], COPIES);
    long steps = (long) Double.parseDouble(arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      request = request.with(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    try (VectorEnvironment environment = Environments.make(request)) {
      measure(environment, steps, row -> System.out.println(environment.name() + ": " + row));
    }
  }

  /**
   * One line of the table.
   *
   * @param steps taken so far, over all copies
   * @param megabytes held by the process and its children
   */
  record Row(long steps, long megabytes, double stepsPerSecond) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%,d steps, %d MB, %,.0f steps/s", steps, megabytes, stepsPerSecond);
    }
  }

  /** Gives a row before the first step and after each tenth of them. */
  static void measure(VectorEnvironment environment, long steps, Consumer<Row> rows)
      throws IOException {
    StepBatch batch = new StepBatch(environment);
    float[] actions = new float[COPIES * environment.actionSpace().flatSize()];
    SplittableRandom random = new SplittableRandom(1);
    environment.reset(0, batch);
    long start = System.nanoTime();
    long taken = 0;
    for (int row = 0; row <= ROWS; row++) {
      for (; taken < steps * row / ROWS; taken += COPIES) {
        draw(environment.actionSpace(), random, actions);
        environment.step(actions, batch);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      rows.accept(new Row(taken, residentKilobytes() / 1024, taken / seconds));
    }
  }

  private static void draw(Space space, SplittableRandom random, float[] actions) {
    int size = space.flatSize();
    for (int i = 0; i < actions.length; i++) {
      actions[i] =
          switch (space) {
            case Discrete discrete -> random.nextInt(discrete.n());
            case Box box ->
                (float) random.nextDouble(box.low(i % size), Math.nextUp(box.high(i % size)));
            default ->
                throw new IllegalArgumentException(
                    space + " actions; only Box and Discrete are drawn");
          };
    }
  }

  /** Of this process and its children. */
  private static long residentKilobytes() throws IOException {
    long sum = resident(ProcessHandle.current().pid());
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      sum += resident(child.pid());
    }
    return sum;
  }

  private static long resident(long process) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }
}
