package io.github.ascent4j.core.engine;

import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.network.ActorCritic;

/** Makes networks that can be run and trained. */
public interface Engine extends AutoCloseable {
  /** Name for messages and provenance, for example {@code simd}. */
  String name();

  /** Elementwise functions as fast as this engine has them, with the bits every engine has. */
  ArrayMath math();

  /**
   * A network with all parameters zero.
   *
   * @param optimization how {@link TrainableNetwork#step} changes the parameters
   */
  TrainableNetwork create(ActorCritic description, Optimization optimization);

  /** Frees threads and memory. */
  @Override
  void close();
}
