package io.github.ascent4j.core.engine;

/**
 * Outputs of some consecutive rows of a {@link SampleBatch}, and the place for the gradient at
 * them. Made once by an engine and pointed at one block after the other.
 *
 * <p>Row {@code i} of output {@code k} starts at {@code i * strides[k]}; gradients and tangents lie
 * the same way. Outputs are in the order of the network's.
 */
public final class OutputBlock {
  /** Index of the block, from 0, in the order of the rows. */
  public int block;

  /** The first row of the batch that it holds. */
  public int from;

  /** Its rows. */
  public int count;

  /** By output. */
  public final float[][] outputs;

  /** By output; to be written whole. */
  public final float[][] gradients;

  /** How outputs change along a direction of the parameters; empty but in a curvature product. */
  public final float[][] tangents;

  /** Floats from row to row, by output. */
  public final int[] strides;

  public OutputBlock(float[][] outputs, float[][] gradients, float[][] tangents, int[] strides) {
    this.outputs = outputs;
    this.gradients = gradients;
    this.tangents = tangents;
    this.strides = strides;
  }

  /** Points at the rows of a block. */
  public OutputBlock at(int newBlock, int newFrom, int newCount) {
    block = newBlock;
    from = newFrom;
    count = newCount;
    return this;
  }
}
