package io.github.ascent4j.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * How fast a MuJoCo model is stepped, medians of the rounds.
 *
 * @param java environment steps over all threads in a second of wall time, from Java
 * @param c the same from C
 * @param ratio of Java's steps in a second of processor time to C's, the median over the rounds
 */
record SteppingRow(int threads, double java, double c, double ratio) {
  private static final String MARK = "stepping";

  /** One line for another process to read. */
  String toLine() {
    return MARK + " " + threads + " " + java + " " + c + " " + ratio;
  }

  /** Finds the lines among all that the process printed. */
  static List<SteppingRow> find(List<String> lines) {
    return lines.stream()
        .map(line -> Arrays.asList(line.split(" ")))
        .filter(words -> words.size() == 5 && words.get(0).equals(MARK))
        .map(
            words ->
                new SteppingRow(
                    Integer.parseInt(words.get(1)),
                    Double.parseDouble(words.get(2)),
                    Double.parseDouble(words.get(3)),
                    Double.parseDouble(words.get(4))))
        .toList();
  }
}
