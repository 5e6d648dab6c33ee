package io.github.ascent4j.core.engine;

/**
 * What a network reads: N samples, and for a network that remembers, the sequences they form. Made
 * once and pointed at new samples; arrays may be longer than needed.
 *
 * <p>Dimension letters: N samples, F floats and U bytes of a sample, T steps of a sequence, C
 * sequences, S floats of a state.
 *
 * <p>For a network that remembers, N is T times C, and samples lie in groups of {@link
 * TrainableNetwork#SEQUENCES} sequences (fewer in the last group): those of the first group, then
 * those of the next; within a group the first step of each sequence, then the second, and so on.
 * With T = 1 that is simply one sample after another.
 */
public final class NetworkInput {
  /** Numbers, [N,F]. */
  public float[] numbers = new float[0];

  /** Images, [N,U]. */
  public byte[] images = new byte[0];

  /** N. */
  public int count;

  /** T; read by a network that remembers. */
  public int steps = 1;

  /** States before the first step of each sequence, [C,S]. */
  public float[] states = new float[0];

  /**
   * Whether a sequence starts anew at a sample: its state is set to zero before the step, [N]; read
   * by a network that remembers. Empty for nowhere.
   */
  public boolean[] resets = new boolean[0];

  /** Points at {@code count} samples without images of a network that does not remember. */
  public NetworkInput of(float[] newNumbers, int newCount) {
    numbers = newNumbers;
    count = newCount;
    return this;
  }
}
