package io.github.ascent4j.core.loss;

import org.jspecify.annotations.Nullable;

/**
 * What was recorded of N samples, as the losses need it. The arrays that not every algorithm needs
 * are null until the caller points them at arrays of its own.
 */
public final class Minibatch {
  /** Raw actions, [N,A]. */
  public final float[] actions;

  /** Log-probabilities of the actions under the policy that took them, [N]. */
  public final float[] oldLogProbs;

  /** Values under the critic of that time, [N]. */
  public final float[] oldValues;

  /** Advantages, normalised if the algorithm does so, or what else weighs an action, [N]. */
  public final float[] advantages;

  /** Value targets, [N]. */
  public final float[] returns;

  /** Which choices were allowed, [N,M] for M flags of a sample; null for all. */
  public boolean @Nullable [] masks;

  /**
   * How much a sample counts, [N]; null for 1 everywhere. One that counts 0 adds nothing and gets a
   * gradient of exactly 0, whatever its numbers are, as long as its action is one of the space.
   */
  public float @Nullable [] valid;

  /** Outputs of the policy that took the actions, [N,P]; read for a KL penalty. */
  public float @Nullable [] oldOutputs;

  public Minibatch(int capacity, int actionSize) {
    actions = new float[Math.multiplyExact(capacity, actionSize)];
    oldLogProbs = new float[capacity];
    oldValues = new float[capacity];
    advantages = new float[capacity];
    returns = new float[capacity];
  }

  /** The weight of samples {@code 0 .. count - 1} together, which divides every mean. */
  public double weight(int count) {
    return weight(0, count);
  }

  double weight(int from, int count) {
    float[] weights = valid;
    if (weights == null) {
      return count;
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += weights[i];
    }
    return sum;
  }

  /** Refuses samples that are not there and a total that cannot be theirs. */
  void check(int from, int count, double total) {
    float[] weights = valid;
    int room = weights == null ? returns.length : Math.min(returns.length, weights.length);
    if (!(total >= 0) || (weights == null && total > room)) {
      throw new IllegalArgumentException(
          "total "
              + total
              + " of a minibatch with room for "
              + room
              + "; give the number of samples, or the sum of valid where it is there");
    }
    double size = weights == null ? total : room;
    if (count < 1 || from < 0 || from + count > size) {
      throw new IllegalArgumentException(
          "samples " + from + " to " + (from + count) + " are not within a minibatch of " + size);
    }
  }

  /** Multiplies the gradient of each sample, {@code width} floats, by how much it counts. */
  void weigh(int from, int count, float[] gradients, int stride, int width) {
    float[] weights = valid;
    if (weights == null) {
      return;
    }
    for (int i = 0; i < count; i++) {
      float weight = weights[from + i];
      int row = i * stride;
      for (int k = row; k < row + width; k++) {
        // Not a product where nothing counts: what stands there may be NaN.
        gradients[k] = weight == 0 ? 0 : weight * gradients[k];
      }
    }
  }
}
