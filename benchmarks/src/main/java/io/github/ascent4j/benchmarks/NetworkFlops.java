package io.github.ascent4j.benchmarks;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.Program;

/**
 * Floating-point operations of a network's products with weights for one sample, 2 per
 * multiply-add. Biases, activations, the loss and the optimiser are not counted, so a share of the
 * machine's peak that is computed from these is a lower bound of what the arithmetic units do.
 */
final class NetworkFlops {
  private NetworkFlops() {}

  /** Of running forward. */
  static long forward(ActorCritic network) {
    return 2 * Program.of(network).multiplyAdds();
  }

  /** Of running the actor forward, without the critic. */
  static long actor(ActorCritic network) {
    return 2 * Program.of(network).only(Program.POLICY).multiplyAdds();
  }

  /** Of running backward after forward. */
  static long backward(ActorCritic network) {
    return 2 * Program.of(network).backwardMultiplyAdds();
  }
}
