package io.github.ascent4j.core.engine;

/**
 * Samples as a network keeps them, made by {@link TrainableNetwork#batch}. They are handed over
 * once, and passes run over those that are selected: a unit is a sample or, for a network that
 * remembers, a sequence.
 *
 * <p>In which order the samples of a selection run is the engine's own affair, and the order of
 * {@link #samples}: whoever gives it gradients lines up its arrays by that.
 */
public interface SampleBatch {
  /**
   * Hands over samples, of which none is selected yet. They have to stay as they are until others
   * are handed over.
   *
   * @throws IllegalArgumentException if arrays are too short for the network
   */
  void load(Samples samples);

  /** Selects the units {@code order[from] .. order[from + count - 1]}. */
  void select(int[] order, int from, int count);

  /** Selects all units, in their order. */
  void selectAll();

  /** Number of selected samples: the rows of a pass. */
  int rows();

  /** The sample of each row, [rows]; may be longer, and is the batch's own. */
  int[] samples();

  /** Number of blocks in which a pass asks for gradients. */
  int blocks();
}
