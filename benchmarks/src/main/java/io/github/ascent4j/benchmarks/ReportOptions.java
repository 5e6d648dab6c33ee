package io.github.ascent4j.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Report} is asked for.
 *
 * @param out file to write; null to print only
 * @param threads thread counts to run the trainings with
 * @param revision which state of the sources is measured
 * @param command what the user typed, to be repeated on the page
 */
record ReportOptions(
    boolean quick, @Nullable Path out, List<Integer> threads, String revision, String command) {
  static final String USAGE =
      """
      Usage: benchmarks/run [--quick] [--out FILE] [--threads N]

      Measures engine and trainings and prints the page of figures.
        --quick       takes a minute and is too short for figures to publish
        --out FILE    where to write the page, seen from the repository's root;
                      docs/benchmarks.md, or nowhere with --quick
        --threads N   runs every training with N threads too
      """;

  private static final Path DEFAULT_OUT = Path.of("docs", "benchmarks.md");

  static ReportOptions parse(List<String> arguments) {
    boolean quick = false;
    Path out = null;
    List<Integer> threads = List.of(1);
    String revision = "unknown";
    StringBuilder command = new StringBuilder("benchmarks/run");
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      switch (name) {
        case "--quick" -> {
          quick = true;
          command.append(" --quick");
        }
        case "--out" -> out = Path.of(value(arguments, ++i));
        case "--threads" -> {
          threads = List.of(1, threads(value(arguments, ++i)));
          command.append(" --threads ").append(threads.get(1));
        }
        case "--revision" -> revision = value(arguments, ++i);
        default -> throw new IllegalArgumentException("there is no option " + name + "\n" + USAGE);
      }
    }
    if (out == null && !quick) {
      out = DEFAULT_OUT;
    }
    return new ReportOptions(quick, out, threads, revision, command.toString());
  }

  private static String value(List<String> arguments, int index) {
    if (index == arguments.size()) {
      throw new IllegalArgumentException(
          arguments.get(index - 1) + " needs a value after it\n" + USAGE);
    }
    return arguments.get(index);
  }

  private static int threads(String value) {
    if (!value.matches("[1-9][0-9]{0,2}") || value.equals("1")) {
      throw new IllegalArgumentException(
          "--threads " + value + ": give a number from 2 to 999; one thread is measured anyway");
    }
    return Integer.parseInt(value);
  }

  Effort effort() {
    return quick ? Effort.QUICK : Effort.FULL;
  }
}
