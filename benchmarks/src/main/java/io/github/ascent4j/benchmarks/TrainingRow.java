package io.github.ascent4j.benchmarks;

/** One measured training. */
record TrainingRow(TrainingSetting setting, int threads, TrainingThroughput throughput) {}
