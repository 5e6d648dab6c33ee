package io.github.ascent4j.benchmarks;

import io.github.ascent4j.policy.math.ArrayMath;
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

/** Elementary functions on vectors; copying the arguments anew is part of the time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 1, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public class FunctionBenchmark extends WarmedBenchmark {
  /** Values of one call, 8 KiB: what a hidden layer of a small batch has. */
  static final int SIZE = 2048;

  private ArrayMath math;
  private float[] inputs;
  private float[] values;

  @Setup
  public void setUp() {
    math = ArrayMath.load();
    inputs = MeasuredNetwork.DISCRETE.observations(SIZE / MeasuredNetwork.DISCRETE.inputs());
    values = new float[SIZE];
  }

  @Override
  Object call() {
    tanh();
    return exp();
  }

  @Benchmark
  public float[] tanh() {
    System.arraycopy(inputs, 0, values, 0, SIZE);
    math.tanh(values, 0, SIZE);
    return values;
  }

  @Benchmark
  public float[] exp() {
    System.arraycopy(inputs, 0, values, 0, SIZE);
    math.exp(values, 0, SIZE);
    return values;
  }
}
