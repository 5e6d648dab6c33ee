package io.github.ascent4j.policy.distribution;

import io.github.ascent4j.policy.math.ArrayMath;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Independent distributions of the parts of an action, such as a choice and a real number.
 * Log-probability, entropy and divergence are the sums of the parts', added in their order; actions
 * and masks lie side by side, the latter of those parts alone that have choices.
 *
 * <p>So do parameters, but for the log standard deviations that are not outputs of a network: those
 * of all parts come at the end of the row.
 */
public final class Joint implements Distribution {
  /**
   * A part.
   *
   * @param free how many of its last parameters lie at the end of the row: 0, or the log standard
   *     deviations of a Gaussian
   */
  public record Part(Distribution distribution, int free) {
    public Part {
      if (distribution instanceof Joint) {
        throw new IllegalArgumentException(
            "a joint distribution inside another one; put its parts there one by one");
      }
      boolean gaussian =
          distribution instanceof DiagonalGaussian || distribution instanceof TanhGaussian;
      if (free != 0 && !(gaussian && free == distribution.actionSize())) {
        throw new IllegalArgumentException(
            free
                + " parameters of "
                + distribution
                + " at the end of the row; give 0, or the "
                + distribution.actionSize()
                + " deviations of a Gaussian");
      }
    }

    int own() {
      return distribution.parameterCount() - free;
    }
  }

  private final Part[] parts;
  private final int parameterCount;
  private final int actionSize;
  private final int maskSize;

  /** Where each part's own parameters start in a row. */
  private final int[] columns;

  /** Where its parameters at the end of the row start; behind its own ones if it has none there. */
  private final int[] freeColumns;

  private final int[] actionColumns;
  private final int[] maskColumns;

  /** The number of flags of every single choice. */
  private final int[] choices;

  /**
   * @param parts at least one
   */
  public Joint(List<Part> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a joint distribution of nothing; give at least one part");
    }
    int n = parts.size();
    this.parts = parts.toArray(Part[]::new);
    columns = new int[n];
    freeColumns = new int[n];
    actionColumns = new int[n];
    maskColumns = new int[n];
    List<Integer> flags = new ArrayList<>();
    int column = 0;
    int action = 0;
    int mask = 0;
    for (int k = 0; k < n; k++) {
      columns[k] = column;
      actionColumns[k] = action;
      maskColumns[k] = mask;
      Distribution part = parts.get(k).distribution;
      column = Math.addExact(column, parts.get(k).own());
      action = Math.addExact(action, part.actionSize());
      mask = Math.addExact(mask, part.maskSize());
      addChoices(part, flags);
    }
    for (int k = 0; k < n; k++) {
      int free = parts.get(k).free;
      freeColumns[k] = free > 0 ? column : columns[k] + parts.get(k).own();
      column = Math.addExact(column, free);
    }
    parameterCount = column;
    actionSize = action;
    maskSize = mask;
    choices = flags.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Parts whose parameters all lie side by side. */
  public static Joint of(Distribution... parts) {
    List<Part> all = new ArrayList<>();
    for (Distribution part : parts) {
      all.add(new Part(part, 0));
    }
    return new Joint(all);
  }

  private static void addChoices(Distribution part, List<Integer> flags) {
    if (part instanceof Categorical categorical) {
      flags.add(categorical.n());
    } else if (part instanceof MultiCategorical categorical) {
      flags.addAll(categorical.nvec());
    } else if (part instanceof Bernoulli bernoulli) {
      for (int j = 0; j < bernoulli.k(); j++) {
        flags.add(2);
      }
    }
  }

  /** The parts in order. */
  public List<Part> parts() {
    return List.of(parts);
  }

  JointShare[] shares(int capacity) {
    JointShare[] shares = new JointShare[parts.length];
    for (int k = 0; k < parts.length; k++) {
      shares[k] = new JointShare(parts[k].distribution, capacity);
    }
    return shares;
  }

  @Override
  public int parameterCount() {
    return parameterCount;
  }

  @Override
  public int actionSize() {
    return actionSize;
  }

  @Override
  public int maskSize() {
    return maskSize;
  }

  /** Draws the parts of a row in order before those of the next one. */
  @Override
  public void sample(DistributionBatch batch, RandomGenerator random, ArrayMath math) {
    gather(batch);
    for (int i = 0; i < batch.count; i++) {
      float logProb = 0;
      for (int k = 0; k < parts.length; k++) {
        Distribution part = parts[k].distribution;
        JointShare share = batch.shares[k];
        part.sample(share.rows(part, i, 1, batch.masks), random, math);
        logProb += share.batch.logProbs[0];
        int size = part.actionSize();
        int to = batch.actionOffset + i * actionSize + actionColumns[k];
        System.arraycopy(share.actions, i * size, batch.actions, to, size);
      }
      batch.logProbs[i] = logProb;
    }
  }

  @Override
  public void mode(DistributionBatch batch) {
    gather(batch);
    for (int k = 0; k < parts.length; k++) {
      Distribution part = parts[k].distribution;
      JointShare share = batch.shares[k];
      part.mode(share.rows(part, 0, batch.count, batch.masks));
      int size = part.actionSize();
      for (int i = 0; i < batch.count; i++) {
        int to = batch.actionOffset + i * actionSize + actionColumns[k];
        System.arraycopy(share.actions, i * size, batch.actions, to, size);
      }
    }
  }

  /** Those of the parts that have choices, side by side like their masks. */
  @Override
  public void probabilities(
      DistributionBatch batch, ArrayMath math, float[] probabilities, int offset) {
    gather(batch);
    for (int i = 0; i < batch.count; i++) {
      for (int k = 0; k < parts.length; k++) {
        Distribution part = parts[k].distribution;
        DistributionBatch row = batch.shares[k].rows(part, i, 1, batch.masks);
        part.probabilities(row, math, probabilities, offset + i * maskSize + maskColumns[k]);
      }
    }
  }

  @Override
  public void evaluate(DistributionBatch batch, ArrayMath math) {
    gather(batch);
    for (int i = 0; i < batch.count; i++) {
      batch.logProbs[i] = 0;
      batch.entropies[i] = 0;
    }
    for (int k = 0; k < parts.length; k++) {
      Distribution part = parts[k].distribution;
      JointShare share = batch.shares[k];
      int size = part.actionSize();
      for (int i = 0; i < batch.count; i++) {
        int from = batch.actionOffset + i * actionSize + actionColumns[k];
        System.arraycopy(batch.actions, from, share.actions, i * size, size);
      }
      part.evaluate(share.rows(part, 0, batch.count, batch.masks), math);
      for (int i = 0; i < batch.count; i++) {
        batch.logProbs[i] += share.batch.logProbs[i];
        batch.entropies[i] += share.batch.entropies[i];
      }
    }
  }

  @Override
  public void backward(
      DistributionBatch batch, float[] logProbGradients, float entropyGradient, RowView gradients) {
    float[] into = gradients.values();
    for (int k = 0; k < parts.length; k++) {
      Distribution part = parts[k].distribution;
      JointShare share = batch.shares[k];
      int size = part.parameterCount();
      int own = parts[k].own();
      float[] ofPart = share.gradients;
      part.backward(
          share.batch,
          logProbGradients,
          entropyGradient,
          new RowView(ofPart, 0, size, batch.count));
      for (int i = 0; i < batch.count; i++) {
        int row = gradients.at(i);
        System.arraycopy(ofPart, i * size, into, row + columns[k], own);
        System.arraycopy(ofPart, i * size + own, into, row + freeColumns[k], size - own);
      }
    }
  }

  /** Brings every part's parameters and masks together. */
  private void gather(DistributionBatch batch) {
    for (int i = 0; i < batch.count; i++) {
      checkAllowed(batch.masks, batch.maskOffset + i * maskSize, batch.firstRow + i);
    }
    for (int k = 0; k < parts.length; k++) {
      JointShare share = batch.shares[k];
      int size = parts[k].distribution.parameterCount();
      int own = parts[k].own();
      int flags = parts[k].distribution.maskSize();
      for (int i = 0; i < batch.count; i++) {
        int row = batch.parameterOffset + i * batch.stride;
        System.arraycopy(batch.parameters, row + columns[k], share.parameters, i * size, own);
        System.arraycopy(
            batch.parameters, row + freeColumns[k], share.parameters, i * size + own, size - own);
        if (batch.masks != null) {
          int from = batch.maskOffset + i * maskSize + maskColumns[k];
          System.arraycopy(batch.masks, from, share.masks, i * flags, flags);
        }
      }
    }
  }

  /** Here and not in the parts, which do not know their place in the row. */
  private void checkAllowed(boolean @Nullable [] masks, int maskOffset, int row) {
    int column = 0;
    for (int j = 0; masks != null && j < choices.length; j++) {
      Choice.checkAllowed(masks, maskOffset + column, choices[j], row, column);
      column += choices[j];
    }
  }

  @Override
  public void kl(RowView p, RowView q, MaskView masks, float[] kl) {
    for (int k = 0; k < parts.length; k++) {
      if (parts[k].free > 0) {
        gaussian(k).kl(halves(p, k), halves(q, k), kl);
      } else {
        RowView ofP = p.from(columns[k]);
        parts[k].distribution.kl(ofP, q.from(columns[k]), masks.from(maskColumns[k]), kl);
      }
    }
  }

  @Override
  public void klGradient(
      RowView p, RowView q, MaskView masks, float scale, RowView pGradient, RowView qGradient) {
    for (int k = 0; k < parts.length; k++) {
      if (parts[k].free > 0) {
        gaussian(k)
            .klGradient(
                halves(p, k), halves(q, k), scale, halves(pGradient, k), halves(qGradient, k));
      } else {
        int first = columns[k];
        parts[k].distribution.klGradient(
            p.from(first),
            q.from(first),
            masks.from(maskColumns[k]),
            scale,
            pGradient.from(first),
            qGradient.from(first));
      }
    }
  }

  @Override
  public void fisherProduct(RowView parameters, MaskView masks, RowView vectors, RowView products) {
    for (int k = 0; k < parts.length; k++) {
      if (parts[k].free > 0) {
        gaussian(k)
            .fisherProduct(
                parameters.from(freeColumns[k]), halves(vectors, k), halves(products, k));
      } else {
        int first = columns[k];
        parts[k].distribution.fisherProduct(
            parameters.from(first),
            masks.from(maskColumns[k]),
            vectors.from(first),
            products.from(first));
      }
    }
  }

  private GaussianRows halves(RowView rows, int k) {
    return new GaussianRows(rows.from(columns[k]), rows.from(freeColumns[k]));
  }

  /** The Gaussian of a part with parameters at the end of the row. */
  private DiagonalGaussian gaussian(int k) {
    Distribution part = parts[k].distribution;
    return part instanceof TanhGaussian squashed ? squashed.gaussian() : (DiagonalGaussian) part;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Joint joint && parts().equals(joint.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "Joint" + parts();
  }
}
