package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.simd.SimdEngine;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A decision of a trained agent in somebody's service: plain Java, without the engine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 1, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public class InferenceBenchmark extends WarmedBenchmark {
  private static final MeasuredNetwork NETWORK = MeasuredNetwork.DISCRETE;
  private static final int OBSERVATIONS = 256;

  private Policy policy;
  private float[][] observations;
  private float[] action;
  private int next;

  static long flops() {
    return NetworkFlops.actor(NETWORK.network());
  }

  @Setup
  public void setUp() {
    try (Engine engine = SimdEngine.create(1)) {
      float[] parameters = NETWORK.policy(engine).network().parameters();
      policy = new Policy(new SavedAgent(NETWORK.description(), parameters, null, Map.of()));
    }
    float[] rows = NETWORK.observations(OBSERVATIONS);
    int size = NETWORK.inputs();
    observations = new float[OBSERVATIONS][size];
    for (int i = 0; i < OBSERVATIONS; i++) {
      System.arraycopy(rows, i * size, observations[i], 0, size);
    }
    action = new float[policy.description().actionSpace().flatSize()];
  }

  @Override
  Object call() {
    return act();
  }

  @Benchmark
  public float[] act() {
    next = (next + 1) % OBSERVATIONS;
    policy.act(observations[next], action);
    return action;
  }
}
