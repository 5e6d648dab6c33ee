package io.github.ascent4j.core.engine;

/** Samples handed to a network, all of them selected. */
public final class Batches {
  private Batches() {}

  /** Numbers of a network that does not remember. */
  public static SampleBatch of(TrainableNetwork network, float[] numbers, int count) {
    return of(network, new Samples().of(numbers, count));
  }

  public static SampleBatch of(TrainableNetwork network, Samples samples) {
    SampleBatch batch = network.batch();
    batch.load(samples);
    batch.selectAll();
    return batch;
  }
}
