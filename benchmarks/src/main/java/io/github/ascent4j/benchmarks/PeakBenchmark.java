package io.github.ascent4j.benchmarks;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the machine's multiply-add units can do from Java, with all data in registers.
 *
 * <p>Twelve chains, because a unit's latency times the number of units is at most ten or so today;
 * with two operands that are left alone they still fit the 16 registers of AVX2.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class PeakBenchmark extends WarmedBenchmark {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int ROUNDS = 4096;

  /** Operations of one call, 2 for each multiply-add of each lane. */
  static long flops() {
    return 2L * ROUNDS * CHAINS * FLOATS.length();
  }

  /** Fields, so that the compiler cannot compute the chains beforehand; they converge to 1. */
  private float factor = 0.5f;

  private float summand = 0.5f;

  @Override
  Object call() {
    return multiplyAdd();
  }

  @Benchmark
  public float multiplyAdd() {
    FloatVector x = FloatVector.broadcast(FLOATS, factor);
    FloatVector y = FloatVector.broadcast(FLOATS, summand);
    FloatVector a = FloatVector.broadcast(FLOATS, 1);
    FloatVector b = FloatVector.broadcast(FLOATS, 2);
    FloatVector c = FloatVector.broadcast(FLOATS, 3);
    FloatVector d = FloatVector.broadcast(FLOATS, 4);
    FloatVector e = FloatVector.broadcast(FLOATS, 5);
    FloatVector f = FloatVector.broadcast(FLOATS, 6);
    FloatVector g = FloatVector.broadcast(FLOATS, 7);
    FloatVector h = FloatVector.broadcast(FLOATS, 8);
    FloatVector i = FloatVector.broadcast(FLOATS, 9);
    FloatVector j = FloatVector.broadcast(FLOATS, 10);
    FloatVector k = FloatVector.broadcast(FLOATS, 11);
    FloatVector l = FloatVector.broadcast(FLOATS, 12);
    for (int round = 0; round < ROUNDS; round++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f);
    sum = sum.add(g).add(h).add(i).add(j).add(k).add(l);
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
