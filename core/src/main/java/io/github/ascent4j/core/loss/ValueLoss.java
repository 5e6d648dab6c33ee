package io.github.ascent4j.core.loss;

/**
 * The error of a critic and its gradient at the values: a term of the losses with a critic, or a
 * loss of its own.
 *
 * <p>With value V and return R, means over the samples that count:
 *
 * <pre>
 * value = factor mean (V - R)^2, or with clipping as {@link ValueClipping} says
 * loss  = coefficient value
 * </pre>
 *
 * <p>The gradient at V is {@code 2 coefficient factor (V - R) / N}, and 0 where the clipped value
 * decides and lies beyond the range.
 *
 * @param coefficient weight in the whole loss
 * @param factor 1 for Stable-Baselines3, tianshou, prt_rl and Spinning Up, 0.5 for CleanRL,
 *     Baselines and rlpyt
 * @param clipRange c of the value clipping, read if there is one
 */
public record ValueLoss(double coefficient, double factor, ValueClipping clipping, double clipRange)
    implements Loss<LossSums> {

  public ValueLoss {
    if (!Double.isFinite(coefficient)) {
      throw new IllegalArgumentException(
          "value coefficient " + coefficient + "; give a finite number");
    }
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "value factor " + factor + "; give a positive number, usually 1 or 0.5");
    }
    if (clipping != ValueClipping.NONE && !(clipRange >= 0)) {
      throw new IllegalArgumentException(
          "value clip range " + clipRange + "; give 0 or more, or no clipping");
    }
  }

  /** Without clipping. */
  public static ValueLoss unclipped(double coefficient, double factor) {
    return new ValueLoss(coefficient, factor, ValueClipping.NONE, Double.POSITIVE_INFINITY);
  }

  /** Evaluates a block, the critic alone; of the minibatch it reads returns, valid, old values. */
  @Override
  public void evaluate(LossBlock rows, LossSums sums) {
    sums.clear();
    sums.weight = rows.minibatch.weight(rows.from, rows.count);
    addTo(sums, rows, rows.total);
  }

  /** The whole loss of the samples summed up. */
  public double loss(LossSums sums) {
    return coefficient * sums.valueLoss();
  }

  /** The same as a term of a loss that does the rest and divides by {@code total}. */
  void addTo(LossSums sums, LossBlock rows, double total) {
    Minibatch minibatch = rows.minibatch;
    int from = rows.from;
    int stride = rows.valueStride;
    float[] values = rows.values;
    float[] gradients = rows.valueGradients;
    float[] valid = minibatch.valid;
    float range = (float) clipRange;
    float scale = (float) (2 * factor * coefficient / total);
    double loss = 0;
    for (int i = 0; i < rows.count; i++) {
      float weight = valid == null ? 1 : valid[from + i];
      if (weight == 0) {
        gradients[i * stride] = 0;
        continue;
      }
      float value = values[i * stride];
      float error = value - minibatch.returns[from + i];
      float used = error;
      boolean moves = true;
      if (clipping != ValueClipping.NONE) {
        float old = minibatch.oldValues[from + i];
        float change = value - old;
        boolean inside = change >= -range && change <= range;
        float bounded = inside ? value : old + (change < 0 ? -range : range);
        float boundedError = bounded - minibatch.returns[from + i];
        boolean takesBounded =
            clipping == ValueClipping.REPLACE || boundedError * boundedError > error * error;
        used = takesBounded ? boundedError : error;
        moves = !takesBounded || inside;
      }
      loss += (double) weight * (used * used);
      gradients[i * stride] = moves ? weight * (scale * used) : 0;
    }
    sums.valueLoss += factor * loss;
  }
}
