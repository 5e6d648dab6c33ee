package io.github.ascent4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts measurements into the template of the page. */
final class ReportPage {
  private static final String TEMPLATE = "benchmarks.md";
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private final Map<BenchmarkCase, Samples> nanos;

  ReportPage(Map<BenchmarkCase, Samples> nanos) {
    this.nanos = nanos;
  }

  String render(
      Machine machine,
      ReportOptions options,
      LocalDate date,
      List<BenchmarkCase> peaks,
      List<BenchmarkCase> engine,
      List<BenchmarkCase> counted,
      List<SamplingRow> samplings,
      List<SteppingRow> steppings,
      List<TrainingRow> trainings) {
    Map<String, String> parts =
        Map.ofEntries(
            Map.entry("warning", options.quick() ? "**A quick run, too short for figures.** " : ""),
            Map.entry("processor", machine.processor()),
            Map.entry("cores", Integer.toString(machine.cores())),
            Map.entry("memory", Math.round(machine.memoryBytes() / 0x1p30) + " GiB"),
            Map.entry("lanes", machine.lanes() + " floats (" + 32 * machine.lanes() + " bits)"),
            Map.entry("system", machine.operatingSystem()),
            Map.entry("runtime", machine.runtime()),
            Map.entry("jvm", String.join(" ", ChildJvm.OPTIONS)),
            Map.entry("date", date.toString()),
            Map.entry("revision", options.revision()),
            Map.entry("command", options.command()),
            Map.entry("measurements", Integer.toString(options.effort().iterations())),
            Map.entry("rounds", Integer.toString(options.effort().rounds())),
            Map.entry("peak", peakTable(peaks)),
            Map.entry("engine", engineTable(engine)),
            Map.entry("counted", countedTable(counted)),
            Map.entry("samplings", samplingTable(samplings)),
            Map.entry("steppings", steppingTable(steppings)),
            Map.entry("trainings", trainingTable(trainings)));
    return fill(template(), parts);
  }

  private static String fill(String template, Map<String, String> parts) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> {
              String part = parts.get(place.group(1));
              if (part == null) {
                throw new IllegalStateException("nothing fills " + place.group() + " of the page");
              }
              return Matcher.quoteReplacement(part);
            });
  }

  private static String template() {
    try (InputStream in = ReportPage.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks the resource " + TEMPLATE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String peakTable(List<BenchmarkCase> peaks) {
    Table table = new Table("threads", "GFLOP/s, median", "middle half", "measurements");
    for (BenchmarkCase peak : peaks) {
      Samples samples = samples(peak);
      table.add(
          peak.cells(),
          Figures.number(peak.work() / samples.median()),
          Figures.number(peak.work() / samples.quantile(0.75))
              + " to "
              + Figures.number(peak.work() / samples.quantile(0.25)),
          Integer.toString(samples.count()));
    }
    return table.toString();
  }

  private String engineTable(List<BenchmarkCase> cases) {
    Table table =
        new Table(
            "work",
            "network",
            "batch",
            "threads",
            "time, median",
            "middle half",
            "GFLOP/s",
            "of the peak");
    for (BenchmarkCase row : cases) {
      double median = samples(row).median();
      BenchmarkCase peak = BenchmarkCase.peak(row.threads());
      double flopsPerNano = row.work() / median;
      table.add(
          row.cells(),
          Figures.duration(median),
          middleHalf(row),
          Figures.number(flopsPerNano),
          Figures.percent(flopsPerNano * samples(peak).median() / peak.work()));
    }
    return table.toString();
  }

  private String countedTable(List<BenchmarkCase> cases) {
    Table table =
        new Table(
            "work", "counted in", "time of one", "millions a second", "middle half of a call");
    for (BenchmarkCase row : cases) {
      double one = samples(row).median() / row.work();
      table.add(row.cells(), Figures.duration(one), Figures.number(1e3 / one), middleHalf(row));
    }
    return table.toString();
  }

  private String middleHalf(BenchmarkCase row) {
    return Figures.duration(samples(row).quantile(0.25))
        + " to "
        + Figures.duration(samples(row).quantile(0.75));
  }

  /** Rates, and beside them the ratio to the serial sampler of one thread. */
  private static String samplingTable(List<SamplingRow> rows) {
    Table table =
        new Table("step of a copy", "sampler", "environment's threads", "steps / wall s", "ratio");
    for (SamplingRow row : rows) {
      double serial =
          rows.stream()
              .filter(other -> other.stepMicros() == row.stepMicros())
              .findFirst()
              .orElseThrow()
              .stepsPerSecond();
      table.add(
          List.of(row.stepMicros() + " µs", row.sampler().name()),
          Integer.toString(row.environmentThreads()),
          Figures.number(row.stepsPerSecond()),
          Figures.number(row.stepsPerSecond() / serial));
    }
    return table.toString();
  }

  private static String steppingTable(List<SteppingRow> rows) {
    if (rows.isEmpty()) {
      return "Not measured: this needs libmujoco with its headers, and a C compiler.";
    }
    Table table =
        new Table("threads", "Java, steps / wall s", "C, steps / wall s", "ratio per core");
    for (SteppingRow row : rows) {
      table.add(
          List.of(Integer.toString(row.threads())),
          Figures.number(row.java()),
          Figures.number(row.c()),
          Figures.number(row.ratio()));
    }
    return table.toString();
  }

  private static String trainingTable(List<TrainingRow> rows) {
    Table table =
        new Table(
            "training",
            "environments",
            "threads",
            "steps",
            "wall s",
            "steps / wall s",
            "CPU s",
            "steps / CPU s",
            "the same, last half",
            "bytes allocated a step, last half",
            "heap at the end",
            "mean return at the end");
    for (TrainingRow row : rows) {
      TrainingThroughput throughput = row.throughput();
      table.add(
          List.of(row.setting().label(), Figures.count(row.setting().environments())),
          Integer.toString(row.threads()),
          Figures.count(throughput.steps()),
          Figures.number(throughput.wallSeconds()),
          Figures.number(throughput.stepsPerSecond()),
          Figures.number(throughput.cpuSeconds()),
          Figures.number(throughput.stepsPerCpuSecond()),
          Figures.number(throughput.lastStepsPerCpuSecond()),
          Figures.number(throughput.lastAllocatedBytesPerStep()),
          Figures.number(throughput.heapBytes() / 1e6) + " MB",
          Figures.number(throughput.meanReturn()));
    }
    return table.toString();
  }

  private Samples samples(BenchmarkCase row) {
    Samples samples = nanos.get(row);
    if (samples == null) {
      throw new IllegalStateException("not measured: " + row);
    }
    return samples;
  }

  /** A Markdown table. */
  private static final class Table {
    private final List<String> lines = new ArrayList<>();

    Table(String... headings) {
      line(List.of(headings));
      lines.add("|---".repeat(headings.length) + "|");
    }

    void add(List<String> first, String... rest) {
      List<String> cells = new ArrayList<>(first);
      cells.addAll(List.of(rest));
      line(cells);
    }

    private void line(List<String> cells) {
      lines.add("| " + String.join(" | ", cells) + " |");
    }

    @Override
    public String toString() {
      return String.join("\n", lines);
    }
  }
}
