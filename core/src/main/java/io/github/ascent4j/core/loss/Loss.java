package io.github.ascent4j.core.loss;

/**
 * A loss that is evaluated block by block.
 *
 * @param <S> what it sums up
 */
@FunctionalInterface
public interface Loss<S extends LossSums> {
  /**
   * Evaluates a block.
   *
   * @param rows what it is evaluated on; receives the gradient at every output that is there
   * @param sums receives the sums over these samples, in place of what it held
   */
  void evaluate(LossBlock rows, S sums);
}
