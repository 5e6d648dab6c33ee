package io.github.ascent4j.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * What a training took. Processor time is that of the whole process, compiler and collector
 * included.
 *
 * @param steps steps over all environments
 * @param wallSeconds of the training loop
 * @param cpuSeconds of the training loop
 * @param lastSteps steps of the last half
 * @param lastCpuSeconds of the last half
 * @param lastAllocatedBytes what the training thread allocated in the last half
 * @param heapBytes heap in use after the training, once the garbage is collected
 * @param meanReturn of the last 100 episodes, to see that it learned
 */
record TrainingThroughput(
    long steps,
    double wallSeconds,
    double cpuSeconds,
    long lastSteps,
    double lastCpuSeconds,
    long lastAllocatedBytes,
    long heapBytes,
    double meanReturn) {
  private static final String MARK = "throughput";

  double stepsPerSecond() {
    return steps / wallSeconds;
  }

  double stepsPerCpuSecond() {
    return steps / cpuSeconds;
  }

  double lastStepsPerCpuSecond() {
    return lastSteps / lastCpuSeconds;
  }

  double lastAllocatedBytesPerStep() {
    return (double) lastAllocatedBytes / lastSteps;
  }

  /** One line for another process to read. */
  String toLine() {
    return String.join(
        " ",
        MARK,
        Long.toString(steps),
        Double.toString(wallSeconds),
        Double.toString(cpuSeconds),
        Long.toString(lastSteps),
        Double.toString(lastCpuSeconds),
        Long.toString(lastAllocatedBytes),
        Long.toString(heapBytes),
        Double.toString(meanReturn));
  }

  /** Finds the line among all that the process printed. */
  static TrainingThroughput find(List<String> lines) {
    for (String line : lines) {
      List<String> words = Arrays.asList(line.split(" "));
      if (words.size() == 9 && words.get(0).equals(MARK)) {
        return new TrainingThroughput(
            Long.parseLong(words.get(1)),
            Double.parseDouble(words.get(2)),
            Double.parseDouble(words.get(3)),
            Long.parseLong(words.get(4)),
            Double.parseDouble(words.get(5)),
            Long.parseLong(words.get(6)),
            Long.parseLong(words.get(7)),
            Double.parseDouble(words.get(8)));
      }
    }
    throw new IllegalArgumentException(
        "the training printed no line that starts with "
            + MARK
            + ", but:\n"
            + String.join("\n", lines));
  }
}
