package io.github.ascent4j.core.engine;

/**
 * What a network learns from, handed over once per update: N samples, and for a network that
 * remembers, the sequences they form. Arrays may be longer than needed.
 *
 * <p>Dimension letters: N samples, F floats and U bytes of a sample, L steps of a sequence, B
 * columns, S floats of a state.
 *
 * <p>Samples lie as they are recorded, one step of all columns after the other: [N/B,B]. For a
 * network that remembers, each column is cut into sequences of L steps: sequence {@code u} has the
 * steps from {@code u / B * L} on of column {@code u % B}.
 */
public final class Samples {
  /** Numbers, [N,F]. */
  public float[] numbers = new float[0];

  /** Images, [N,U]. */
  public byte[] images = new byte[0];

  /** N. */
  public int count;

  /** B; read where the network remembers. */
  public int columns = 1;

  /** L; read where the network remembers. */
  public int steps = 1;

  /** States before the first step of each sequence, [N/L,S]. */
  public float[] states = new float[0];

  /**
   * Whether a sequence starts anew at a sample: its state is set to zero before the step, [N]; read
   * by a network that remembers. Empty for nowhere.
   */
  public boolean[] resets = new boolean[0];

  /** Points at {@code count} samples without images of a network that does not remember. */
  public Samples of(float[] newNumbers, int newCount) {
    numbers = newNumbers;
    count = newCount;
    return this;
  }
}
