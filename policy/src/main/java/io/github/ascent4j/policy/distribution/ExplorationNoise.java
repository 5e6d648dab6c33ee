package io.github.ascent4j.policy.distribution;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The random matrices E of state-dependent exploration (Raffin et al. 2021): the action of a copy
 * of the environment is its mean plus {@code x E} for the features x, with E normal of mean 0 and
 * the given deviations. A copy keeps its matrix for a number of steps.
 *
 * <p>A matrix is drawn when its copy acts for the first time without one, so that the copies draw
 * in their order, whether they act together or in groups. Used by one thread at a time.
 *
 * <p>Dimension letters: B copies, F features, A floats of an action.
 */
public final class ExplorationNoise {
  /** Steps held of a matrix that has yet to be drawn. */
  private static final int DUE = -1;

  private final int features;
  private final int dimensions;
  private final int resampleSteps;

  /** Deviations, [F,A]. */
  private final float[] stds;

  /** [B,F,A]. */
  private final float[] matrices;

  /** Steps that each copy has acted with its matrix, [B]. */
  private final int[] held;

  /**
   * Noise that follows deviations of 0 until {@link #start}.
   *
   * @param copies B
   * @param resampleSteps steps for which a copy keeps its matrix; 0 for all until the next {@link
   *     #start}
   */
  public ExplorationNoise(int copies, int features, int dimensions, int resampleSteps) {
    if (copies < 1 || features < 1 || dimensions < 1) {
      throw new IllegalArgumentException(
          "exploration noise for "
              + copies
              + " copies, "
              + features
              + " features and "
              + dimensions
              + " dimensions; give at least 1 of each");
    }
    if (resampleSteps < 0) {
      throw new IllegalArgumentException(
          "exploration noise kept for "
              + resampleSteps
              + " steps; give at least 1, or 0 to keep it until the next start");
    }
    this.features = features;
    this.dimensions = dimensions;
    this.resampleSteps = resampleSteps;
    stds = new float[Math.multiplyExact(features, dimensions)];
    matrices = new float[Math.multiplyExact(copies, stds.length)];
    held = new int[copies];
    Arrays.fill(held, DUE);
  }

  /**
   * Follows new deviations: every copy draws its matrix anew when it acts next.
   *
   * @param newStds [F,A]
   */
  public void start(float[] newStds) {
    if (newStds.length != stds.length) {
      throw new IllegalArgumentException(
          newStds.length
              + " deviations for "
              + features
              + " features and "
              + dimensions
              + " dimensions; give "
              + stds.length);
    }
    System.arraycopy(newStds, 0, stds, 0, stds.length);
    Arrays.fill(held, DUE);
  }

  /** Draws the matrices of all copies anew. */
  public void redraw(RandomGenerator random) {
    for (int copy = 0; copy < held.length; copy++) {
      redraw(copy, random);
    }
  }

  private void redraw(int copy, RandomGenerator random) {
    int from = copy * stds.length;
    for (int i = 0; i < stds.length; i++) {
      matrices[from + i] = stds[i] * (float) Gaussians.next(random);
    }
    held[copy] = 0;
  }

  /** Writes the action of one step of a copy, and draws its matrix before if that is due. */
  void act(
      int copy,
      RandomGenerator random,
      float[] parameters,
      int mean,
      int feature,
      float[] actions,
      int actionOffset) {
    if (held[copy] == DUE || (resampleSteps > 0 && held[copy] == resampleSteps)) {
      redraw(copy, random);
    }
    // A count that stays where nothing depends on it, and so never overflows.
    held[copy] += resampleSteps > 0 ? 1 : 0;
    int matrix = copy * stds.length;
    for (int a = 0; a < dimensions; a++) {
      float noise = 0;
      for (int f = 0; f < features; f++) {
        noise = Math.fma(parameters[feature + f], matrices[matrix + f * dimensions + a], noise);
      }
      actions[actionOffset + a] = parameters[mean + a] + noise;
    }
  }

  /** Writes matrices, deviations and how long each copy has kept its own. */
  public void save(DataOutput out) throws IOException {
    for (float value : stds) {
      out.writeFloat(value);
    }
    for (float value : matrices) {
      out.writeFloat(value);
    }
    for (int steps : held) {
      out.writeInt(steps);
    }
  }

  /** Reads what {@link #save} of noise of the same sizes wrote. */
  public void restore(DataInput in) throws IOException {
    read(in, stds);
    read(in, matrices);
    for (int copy = 0; copy < held.length; copy++) {
      held[copy] = in.readInt();
      if (held[copy] < DUE || held[copy] > resampleSteps) {
        throw new IOException(
            "exploration noise that copy " + copy + " has kept for " + held[copy] + " steps");
      }
    }
  }

  private static void read(DataInput in, float[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
      if (!Float.isFinite(values[i])) {
        throw new IOException("exploration noise of " + values[i]);
      }
    }
  }
}
