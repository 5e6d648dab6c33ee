package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.simd.SimdEngine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Actor and critic forward on the engine, as a rollout runs them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 1, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public class ForwardBenchmark extends WarmedBenchmark {
  @Param public MeasuredNetwork network = MeasuredNetwork.DISCRETE;

  @Param({"1", "8", "64", "256"})
  public int batch = 1;

  private Engine engine;
  private TrainableNetwork trainable;
  private NetworkInput input;
  private float[][] outputs;

  static long flops(ActorCritic network, int batch) {
    return batch * NetworkFlops.forward(network);
  }

  @Setup
  public void setUp() {
    engine = SimdEngine.create(1);
    trainable = network.policy(engine).network();
    input = new NetworkInput().of(network.observations(batch), batch);
    int width = network.description().distribution().parameterCount();
    outputs = new float[][] {new float[batch * width], new float[batch]};
  }

  @TearDown
  public void tearDown() {
    engine.close();
  }

  @Override
  Object call() {
    return forward();
  }

  @Benchmark
  public float[] forward() {
    trainable.forward(input, outputs, input.states);
    return outputs[0];
  }
}
