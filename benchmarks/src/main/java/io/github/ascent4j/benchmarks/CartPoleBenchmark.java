package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One step of every copy of CartPole-v1 under random actions, restarts included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 1, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public class CartPoleBenchmark extends WarmedBenchmark {
  static final int COPIES = 1024;
  private static final int ACTION_SETS = 64;

  private VectorEnvironment environment;
  private StepBatch batch;
  private float[][] actions;
  private int next;

  @Setup
  public void setUp() {
    environment = Environments.make("CartPole-v1", COPIES);
    batch = new StepBatch(COPIES, environment.observationSpace());
    environment.reset(1, batch);
    TrainingRandom random = new TrainingRandom(1, 3);
    actions = new float[ACTION_SETS][COPIES];
    for (float[] set : actions) {
      for (int i = 0; i < COPIES; i++) {
        set[i] = random.nextInt() & 1;
      }
    }
  }

  @TearDown
  public void tearDown() {
    environment.close();
  }

  @Override
  Object call() {
    return step();
  }

  @Benchmark
  public float[] step() {
    next = (next + 1) % ACTION_SETS;
    environment.step(actions[next], batch);
    return batch.observations;
  }
}
