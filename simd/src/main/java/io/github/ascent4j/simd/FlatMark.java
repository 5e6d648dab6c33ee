package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.TrainableNetwork;

/** A network as it was, in the flat order that its plan has chosen. */
final class FlatMark implements TrainableNetwork.Mark {
  final Plan plan;
  private final float[] parameters;
  private final OptimizerMemory memory;

  /**
   * @param memory of the network, of whose kind the mark's own is
   */
  FlatMark(Plan plan, OptimizerMemory memory) {
    this.plan = plan;
    parameters = new float[plan.flatSize];
    this.memory = memory.another();
  }

  void take(float[] flat, OptimizerMemory from) {
    System.arraycopy(flat, 0, parameters, 0, parameters.length);
    memory.become(from);
  }

  @Override
  public float[] parameters() {
    return plan.gather(parameters);
  }

  @Override
  public OptimizerState optimizerState() {
    return memory.state();
  }
}
