package io.github.ascent4j.policy.distribution;

import org.jspecify.annotations.Nullable;

/**
 * The rows a {@link Distribution} works on: views of the caller's arrays, and arrays of its own for
 * results. Made once and pointed at new rows, so that nothing is allocated per step.
 *
 * <p>Thread safety: none, for one thread at a time.
 */
public final class DistributionBatch {
  /** Results of {@link Distribution#evaluate} and {@link Distribution#sample}, [N]. */
  public final float[] logProbs;

  /** Results of {@link Distribution#evaluate}, [N]. */
  public final float[] entropies;

  final float[] work;
  final float[] rowWork;
  float[] parameters = new float[0];
  int parameterOffset;
  int stride;
  float[] actions = new float[0];
  int actionOffset;
  int count;
  int firstRow;
  boolean @Nullable [] masks;
  int maskOffset;

  /** Noise that the rows of an {@link ExplorationGaussian} are drawn with, if it is held. */
  @Nullable ExplorationNoise noise;

  int firstCopy;

  /** The choices of a {@link Categorical} or a {@link MultiCategorical}, otherwise empty. */
  final Choice[] choices;

  /** The shares of the parts of a {@link Joint}, otherwise empty. */
  final JointShare[] shares;

  /** Room for up to {@code capacity} rows of {@code distribution}. */
  public DistributionBatch(Distribution distribution, int capacity) {
    logProbs = new float[capacity];
    entropies = new float[capacity];
    work = new float[workSize(distribution, capacity)];
    rowWork = new float[capacity * rowWorkSize(distribution)];
    choices = Choice.of(distribution);
    shares = distribution instanceof Joint joint ? joint.shares(capacity) : new JointShare[0];
  }

  private static int workSize(Distribution distribution, int capacity) {
    if (distribution instanceof Joint) {
      return 0;
    }
    int parameters = capacity * distribution.parameterCount();
    if (distribution instanceof TanhGaussian squashed) {
      return 2 * parameters + squashed.scratchSize();
    }
    return distribution instanceof Beta ? 2 * parameters : parameters;
  }

  private static int rowWorkSize(Distribution distribution) {
    return distribution instanceof MultiCategorical ? distribution.actionSize() : 1;
  }

  /**
   * Points at {@code count} rows, in which everything is allowed.
   *
   * @param parameters network outputs; row i starts at {@code parameterOffset + i * stride}
   * @param actions actions, [N,A] from {@code actionOffset} on; read or, when sampling, written
   * @return this
   */
  public DistributionBatch of(
      float[] parameters,
      int parameterOffset,
      int stride,
      float[] actions,
      int actionOffset,
      int count) {
    if (count > logProbs.length) {
      throw new IllegalArgumentException(
          count + " rows do not fit a batch made for " + logProbs.length);
    }
    this.parameters = parameters;
    this.parameterOffset = parameterOffset;
    this.stride = stride;
    this.actions = actions;
    this.actionOffset = actionOffset;
    this.count = count;
    firstRow = 0;
    masks = null;
    noise = null;
    return this;
  }

  /**
   * Says what the first of the rows pointed at is called in messages, where they are some of more.
   *
   * @return this
   */
  public DistributionBatch numbered(int first) {
    firstRow = first;
    return this;
  }

  /**
   * Says which choices are allowed in the rows pointed at.
   *
   * @param masks [N,{@link Distribution#maskSize}] from {@code maskOffset} on; null for all
   * @return this
   */
  public DistributionBatch masked(boolean @Nullable [] masks, int maskOffset) {
    this.masks = masks;
    this.maskOffset = maskOffset;
    return this;
  }

  /**
   * Says which noise the rows pointed at are drawn with; only an {@link ExplorationGaussian} reads
   * it.
   *
   * @param noise noise that is held over steps; null to draw every row by itself
   * @param firstCopy the copy whose row is the first one; the next row is that of the next copy
   * @return this
   */
  public DistributionBatch exploring(@Nullable ExplorationNoise noise, int firstCopy) {
    this.noise = noise;
    this.firstCopy = firstCopy;
    return this;
  }
}
