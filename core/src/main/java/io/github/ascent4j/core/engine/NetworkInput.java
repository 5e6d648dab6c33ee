package io.github.ascent4j.core.engine;

/**
 * What a network reads in a pass forward: N samples, for a network that remembers the next of N
 * sequences. Made once and pointed at new samples; arrays may be longer than needed.
 *
 * <p>Dimension letters: N samples, F floats and U bytes of a sample, S floats of a state.
 */
public final class NetworkInput {
  /** Numbers, [N,F]. */
  public float[] numbers = new float[0];

  /** Images, [N,U]. */
  public byte[] images = new byte[0];

  /** N. */
  public int count;

  /** States before the samples, [N,S]. */
  public float[] states = new float[0];

  /** Points at {@code count} samples without images of a network that does not remember. */
  public NetworkInput of(float[] newNumbers, int newCount) {
    numbers = newNumbers;
    count = newCount;
    return this;
  }
}
