package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.Algorithms;
import java.util.Iterator;

/** The algorithms' names, for help. */
final class AlgorithmNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Algorithms.names().iterator();
  }

  /** A line for each algorithm. */
  static String[] described() {
    return Algorithms.list().stream()
        .map(algorithm -> String.format("  %-10s %s", algorithm.name(), algorithm.description()))
        .toArray(String[]::new);
  }
}
