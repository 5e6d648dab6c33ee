package io.github.ascent4j.core.engine;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.Program;

/** What tests do with networks: create them, run them, hand them samples. */
public final class Batches {
  private Batches() {}

  /** A network of that description with Adam. */
  public static TrainableNetwork network(Engine engine, ActorCritic description) {
    return engine.create(
        Program.of(description), Optimization.of(Optimizer.Adam.withEpsilon(1e-8)));
  }

  /** Numbers of a network that does not remember, all of them selected. */
  public static SampleBatch of(TrainableNetwork network, float[] numbers, int count) {
    return of(network, new Samples().of(numbers, count));
  }

  /** Samples handed over, all of them selected. */
  public static SampleBatch of(TrainableNetwork network, Samples samples) {
    SampleBatch batch = network.batch();
    batch.load(samples);
    batch.selectAll();
    return batch;
  }

  /** Runs forward; what the network does not yield is left alone. */
  public static void forward(
      TrainableNetwork network, NetworkInput input, float[] policy, float[] values, float[] next) {
    float[][] outputs = new float[network.program().outputs().size()][];
    for (int k = 0; k < outputs.length; k++) {
      boolean value = network.program().outputs().get(k).name().equals(Program.VALUE);
      outputs[k] = value ? values : policy;
    }
    network.forward(input, outputs, next);
  }

  /** Runs forward over samples without images of a network that does not remember. */
  public static void forward(
      TrainableNetwork network, float[] inputs, int count, float[] policy, float[] values) {
    forward(network, new NetworkInput().of(inputs, count), policy, values, new float[0]);
  }

  /** Values alone. */
  public static void values(TrainableNetwork network, NetworkInput input, float[] values) {
    forward(network, input, new float[0], values, new float[0]);
  }

  /** Values alone, of samples without images of a network that does not remember. */
  public static void values(TrainableNetwork network, float[] inputs, int count, float[] values) {
    values(network, new NetworkInput().of(inputs, count), values);
  }
}
