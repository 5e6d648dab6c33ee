package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.rollout.Sampler;
import java.util.Arrays;
import java.util.List;

/**
 * How fast a sampler collects from an environment.
 *
 * @param stepMicros what a step of one copy takes
 * @param environmentThreads threads that step the copies
 * @param stepsPerSecond steps over all copies in a second of wall time, the median of the rounds
 */
record SamplingRow(int stepMicros, Sampler sampler, int environmentThreads, double stepsPerSecond) {
  private static final String MARK = "sampling";

  /** One line for another process to read. */
  String toLine() {
    return String.join(
        " ",
        MARK,
        Integer.toString(stepMicros),
        sampler.name(),
        Integer.toString(environmentThreads),
        Double.toString(stepsPerSecond));
  }

  /** Finds the lines among all that the process printed. */
  static List<SamplingRow> find(List<String> lines) {
    return lines.stream()
        .map(line -> Arrays.asList(line.split(" ")))
        .filter(words -> words.size() == 5 && words.get(0).equals(MARK))
        .map(
            words ->
                new SamplingRow(
                    Integer.parseInt(words.get(1)),
                    Sampler.valueOf(words.get(2)),
                    Integer.parseInt(words.get(3)),
                    Double.parseDouble(words.get(4))))
        .toList();
  }
}
