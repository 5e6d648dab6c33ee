package io.github.ascent4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures everything and writes the page of figures; {@code benchmarks/run} builds and starts it.
 */
public final class Report {
  private static final String MODULE = "jdk.incubator.vector";

  private Report() {}

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    if (given.contains("--help")) {
      System.out.print(ReportOptions.USAGE);
      return;
    }
    ReportOptions options;
    try {
      options = ReportOptions.parse(given);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      System.err.println("start java with --add-modules " + MODULE + ", or use benchmarks/run");
      System.exit(2);
      return;
    }
    PrintStream progress = System.err;
    String page = measure(options, progress);
    System.out.println(page);
    Path out = options.out();
    if (out != null) {
      write(out, page);
      progress.println("written to " + out);
    }
  }

  private static String measure(ReportOptions options, PrintStream progress)
      throws RunnerException, IOException, InterruptedException {
    List<BenchmarkCase> peaks = List.of(BenchmarkCase.peak(1), BenchmarkCase.peak(2));
    List<BenchmarkCase> engine = BenchmarkCase.engine(options.effort());
    List<BenchmarkCase> counted = BenchmarkCase.counted();
    List<BenchmarkCase> cases = new ArrayList<>(engine);
    cases.addAll(counted);
    Map<BenchmarkCase, Samples> nanos =
        new InterleavedRun(options.effort(), progress).run(cases, peaks);
    List<SamplingRow> samplings = sample(options, progress);
    List<SteppingRow> steppings = step(options, progress);
    List<TrainingRow> trainings = train(options, progress);
    return new ReportPage(nanos)
        .render(
            Machine.current(),
            options,
            LocalDate.now(ZoneOffset.UTC),
            peaks,
            engine,
            counted,
            samplings,
            steppings,
            trainings);
  }

  private static List<SamplingRow> sample(ReportOptions options, PrintStream progress)
      throws IOException, InterruptedException {
    Effort effort = options.effort();
    List<String> arguments =
        List.of(Integer.toString(effort.iterations()), Integer.toString(effort.samplingMillis()));
    List<SamplingRow> rows = SamplingRow.find(ChildJvm.run(MeasuredSampling.class, arguments));
    progress.printf("samplers: %d cases%n", rows.size());
    return rows;
  }

  /** Empty where libmujoco, its headers or a C compiler are missing. */
  private static List<SteppingRow> step(ReportOptions options, PrintStream progress)
      throws IOException, InterruptedException {
    Effort effort = options.effort();
    List<String> arguments =
        List.of(Integer.toString(effort.iterations()), Integer.toString(effort.samplingMillis()));
    List<String> lines = ChildJvm.run(MeasuredStepping.class, arguments);
    List<SteppingRow> rows = SteppingRow.find(lines);
    progress.printf(
        "MuJoCo: %s%n", rows.isEmpty() ? String.join(" ", lines) : rows.size() + " cases");
    return rows;
  }

  private static List<TrainingRow> train(ReportOptions options, PrintStream progress)
      throws IOException, InterruptedException {
    List<TrainingRow> rows = new ArrayList<>();
    for (TrainingSetting setting : TrainingSetting.values()) {
      for (int threads : options.threads()) {
        long steps = Math.round(setting.steps() * options.effort().trainingShare());
        List<String> arguments =
            List.of(setting.name(), Long.toString(steps), Integer.toString(threads));
        List<String> lines = ChildJvm.run(MeasuredTraining.class, arguments);
        TrainingRow row = new TrainingRow(setting, threads, TrainingThroughput.find(lines));
        rows.add(row);
        progress.printf(
            "training with %s, %d environments, threads %d: %s steps/s%n",
            setting.label(),
            setting.environments(),
            threads,
            Figures.number(row.throughput().stepsPerSecond()));
      }
    }
    return rows;
  }

  private static void write(Path out, String page) throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(out, page, StandardCharsets.UTF_8);
  }
}
