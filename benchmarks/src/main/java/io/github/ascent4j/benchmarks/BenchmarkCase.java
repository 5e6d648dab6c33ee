package io.github.ascent4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One row of the page: a benchmark with its parameters, and how much work one call of it is.
 *
 * @param cells what the row says about the case
 * @param benchmark class and method
 * @param parameters values of the benchmark's {@code @Param} fields
 * @param callers threads that call it at once
 * @param threads threads that work on one call, or on the calls of all callers
 * @param work floating-point operations of one call; where none are counted, values or steps
 */
record BenchmarkCase(
    List<String> cells,
    String benchmark,
    Map<String, String> parameters,
    int callers,
    int threads,
    long work) {

  /** The multiply-add peak of so many threads; a row of its own, and what others are held to. */
  static BenchmarkCase peak(int threads) {
    return new BenchmarkCase(
        List.of(Integer.toString(threads)),
        name(PeakBenchmark.class, "multiplyAdd"),
        Map.of(),
        threads,
        threads,
        threads * PeakBenchmark.flops());
  }

  /** Forward and minibatch steps on the engine, and the plain-Java policy. */
  static List<BenchmarkCase> engine(Effort effort) {
    List<BenchmarkCase> cases = new ArrayList<>();
    for (MeasuredNetwork network : MeasuredNetwork.values()) {
      for (int batch : effort.forwardBatches()) {
        cases.add(forward(network, batch));
      }
    }
    for (MeasuredNetwork network : MeasuredNetwork.values()) {
      for (int batch : effort.stepBatches()) {
        cases.add(step(network, batch, 1));
      }
      cases.add(step(network, 2048, 2));
    }
    cases.add(lstmStep());
    cases.add(atariStep(1));
    cases.add(atariStep(2));
    cases.add(
        new BenchmarkCase(
            List.of("Policy.act, actor only", MeasuredNetwork.DISCRETE.label(), "1", "1"),
            name(InferenceBenchmark.class, "act"),
            Map.of(),
            1,
            1,
            InferenceBenchmark.flops()));
    return cases;
  }

  private static BenchmarkCase forward(MeasuredNetwork network, int batch) {
    return new BenchmarkCase(
        List.of("forward", network.label(), Integer.toString(batch), "1"),
        name(ForwardBenchmark.class, "forward"),
        Map.of("network", network.name(), "batch", Integer.toString(batch)),
        1,
        1,
        ForwardBenchmark.flops(network.network(), batch));
  }

  private static BenchmarkCase step(MeasuredNetwork network, int batch, int threads) {
    return new BenchmarkCase(
        List.of("PPO step", network.label(), Integer.toString(batch), Integer.toString(threads)),
        name(PpoStepBenchmark.class, "step"),
        Map.of(
            "network",
            network.name(),
            "batch",
            Integer.toString(batch),
            "threads",
            Integer.toString(threads)),
        1,
        threads,
        PpoStepBenchmark.flops(network.network(), batch));
  }

  private static BenchmarkCase lstmStep() {
    return new BenchmarkCase(
        List.of("PPO step", LstmStepBenchmark.label(), "8 sequences", "1"),
        name(LstmStepBenchmark.class, "step"),
        Map.of(),
        1,
        1,
        LstmStepBenchmark.flops());
  }

  private static BenchmarkCase atariStep(int threads) {
    String batch = Integer.toString(AtariStepBenchmark.BATCH);
    return new BenchmarkCase(
        List.of("PPO step", AtariStepBenchmark.label(), batch, Integer.toString(threads)),
        name(AtariStepBenchmark.class, "step"),
        Map.of("threads", Integer.toString(threads)),
        1,
        threads,
        AtariStepBenchmark.flops(AtariStepBenchmark.BATCH));
  }

  /** What is counted in values or steps. */
  static List<BenchmarkCase> counted() {
    return List.of(
        counted("tanh", "value", FunctionBenchmark.class, "tanh", FunctionBenchmark.SIZE),
        counted("exp", "value", FunctionBenchmark.class, "exp", FunctionBenchmark.SIZE),
        counted(
            "CartPole-v1, 1,024 copies",
            "environment step",
            CartPoleBenchmark.class,
            "step",
            CartPoleBenchmark.COPIES));
  }

  private static BenchmarkCase counted(
      String cell, String unit, Class<?> type, String method, long work) {
    return new BenchmarkCase(List.of(cell, unit), name(type, method), Map.of(), 1, 1, work);
  }

  private static String name(Class<?> type, String method) {
    return type.getName() + "." + method;
  }
}
