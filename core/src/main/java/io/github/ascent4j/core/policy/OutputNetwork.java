package io.github.ascent4j.core.policy;

import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.program.Program;

/** One of an agent's networks, acting on the agent's states, of which it remembers some. */
final class OutputNetwork {
  private static final float[] NONE = {};

  final TrainableNetwork network;
  private final StateColumns columns;
  private final int policyOutput;
  private final int valueOutput;
  private final float[][] wanted;
  private final NetworkInput own = new NetworkInput();

  OutputNetwork(Program whole, TrainableNetwork network) {
    this.network = network;
    Program program = network.program();
    columns = StateColumns.of(whole, program);
    policyOutput = program.index(Program.POLICY);
    valueOutput = program.index(Program.VALUE);
    wanted = new float[program.outputs().size()][];
  }

  /**
   * Runs forward.
   *
   * @param policy receives policy outputs if this network has them; empty if not asked for
   * @param values receives values if it has them; empty if not asked for
   * @param remember whether the input's states become those after this step
   */
  void forward(NetworkInput input, float[] policy, float[] values, boolean remember) {
    if (policyOutput >= 0) {
      wanted[policyOutput] = policy;
    }
    if (valueOutput >= 0) {
      wanted[valueOutput] = values;
    }
    if (columns.all()) {
      network.forward(input, wanted, remember ? input.states : NONE);
      return;
    }
    int size = input.count * columns.size();
    own.numbers = input.numbers;
    own.images = input.images;
    own.count = input.count;
    own.states = own.states.length < size ? new float[size] : own.states;
    columns.take(input.states, input.count, own.states);
    network.forward(own, wanted, remember ? own.states : NONE);
    if (remember) {
      columns.put(own.states, input.count, input.states);
    }
  }
}
