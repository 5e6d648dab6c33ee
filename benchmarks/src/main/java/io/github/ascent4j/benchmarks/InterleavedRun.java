package io.github.ascent4j.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs cases in rounds, with measurements of the peak spread among them: a virtual machine's speed
 * changes within minutes, and this way each case and the peak see good and bad minutes alike.
 */
final class InterleavedRun {
  private final Effort effort;
  private final PrintStream progress;
  private final Map<BenchmarkCase, Samples> nanos = new LinkedHashMap<>();

  InterleavedRun(Effort effort, PrintStream progress) {
    this.effort = effort;
    this.progress = progress;
  }

  /** Nanoseconds of one call of every case and every peak. */
  Map<BenchmarkCase, Samples> run(List<BenchmarkCase> cases, List<BenchmarkCase> peaks)
      throws RunnerException {
    for (int round = 1; round <= effort.rounds(); round++) {
      for (int i = 0; i < cases.size(); i++) {
        if (i % effort.peakEvery() == 0) {
          for (BenchmarkCase peak : peaks) {
            measure(peak, round);
          }
        }
        measure(cases.get(i), round);
      }
    }
    for (BenchmarkCase peak : peaks) {
      measure(peak, effort.rounds());
    }
    return nanos;
  }

  private void measure(BenchmarkCase benchmarkCase, int round) throws RunnerException {
    Samples samples = nanos.computeIfAbsent(benchmarkCase, _ -> new Samples());
    double sum = 0;
    List<Double> scores = scores(benchmarkCase);
    for (double score : scores) {
      samples.add(score);
      sum += score;
    }
    String simpleName = benchmarkCase.benchmark().replaceFirst(".*\\.(?=[^.]+\\.[^.]+$)", "");
    progress.printf(
        "round %d of %d: %s %s %s%n",
        round,
        effort.rounds(),
        simpleName,
        String.join(", ", benchmarkCase.cells()),
        Figures.duration(sum / scores.size()));
  }

  private List<Double> scores(BenchmarkCase benchmarkCase) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmarkCase.benchmark()) + "$")
            .mode(Mode.AverageTime)
            .forks(1)
            .threads(benchmarkCase.callers())
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(effort.warmupMillis()))
            .measurementIterations(effort.iterations())
            .measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
            .jvmArgs(ChildJvm.OPTIONS.toArray(String[]::new))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    benchmarkCase.parameters().forEach(options::param);
    List<Double> scores = new ArrayList<>();
    for (RunResult result : runQuietly(options.build())) {
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          scores.add(iteration.getPrimaryResult().getScore());
        }
      }
    }
    if (scores.isEmpty()) {
      throw new RunnerException("no benchmark is called " + benchmarkCase.benchmark());
    }
    return scores;
  }

  /**
   * JMH passes on what its JVMs print, most of it warnings about JMH itself; that is of interest
   * only if one fails.
   */
  private static Collection<RunResult> runQuietly(Options options) throws RunnerException {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
    try {
      return new Runner(options).run();
    } catch (RunnerException e) {
      err.print(printed.toString(StandardCharsets.UTF_8));
      throw e;
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
