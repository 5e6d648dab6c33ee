package io.github.ascent4j.benchmarks;

import java.util.List;

/**
 * How much is measured, and for how long.
 *
 * @param forwardBatches batch sizes of forward
 * @param stepBatches batch sizes of PPO steps
 * @param rounds fresh JVMs for every case; all cases have their turn before the next round
 * @param warmupMillis length of JMH's own warm-up, once a {@link WarmedBenchmark} is compiled
 * @param iterations measured iterations in each JVM
 * @param iterationMillis their length
 * @param peakEvery cases between two measurements of the peak
 * @param samplingMillis length of a round of a sampler
 * @param trainingShare share of the trainings' steps that is run
 */
record Effort(
    List<Integer> forwardBatches,
    List<Integer> stepBatches,
    int rounds,
    int warmupMillis,
    int iterations,
    int iterationMillis,
    int peakEvery,
    int samplingMillis,
    double trainingShare) {

  /** Figures to publish. */
  static final Effort FULL =
      new Effort(List.of(1, 8, 64, 256), List.of(32, 64, 256, 2048), 3, 300, 5, 200, 9, 400, 1);

  /** Finds out in a minute whether anything is far off; too short for figures. */
  static final Effort QUICK =
      new Effort(List.of(1, 256), List.of(64, 2048), 1, 100, 3, 60, 14, 40, 0.02);
}
