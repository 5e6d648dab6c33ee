package io.github.ascent4j.core.loss;

import org.jspecify.annotations.Nullable;

/** What is watched of a whole batch beside its losses. */
public final class Diagnostics {
  private Diagnostics() {}

  /**
   * How much of the returns R the values V explain: {@code 1 - var(R - V) / var(R)}. 1 is all of
   * it, 0 no more than a constant would, below 0 less.
   *
   * @param values of the critic before the update, [N]
   * @param returns [N]
   * @param valid how much a sample counts, [N]; null for 1 everywhere
   * @param count N
   * @return NaN if the returns are all the same
   */
  public static double explainedVariance(
      float[] values, float[] returns, float @Nullable [] valid, int count) {
    if (count < 0 || count > values.length || count > returns.length) {
      throw new IllegalArgumentException(
          count + " samples of " + values.length + " values and " + returns.length + " returns");
    }
    if (valid != null && count > valid.length) {
      throw new IllegalArgumentException(count + " samples of " + valid.length + " weights");
    }
    double total = 0;
    double meanReturn = 0;
    double meanError = 0;
    for (int i = 0; i < count; i++) {
      double weight = valid == null ? 1 : valid[i];
      if (weight != 0) {
        total += weight;
        meanReturn += weight * returns[i];
        meanError += weight * (returns[i] - values[i]);
      }
    }
    meanReturn /= total;
    meanError /= total;
    double returnVariance = 0;
    double errorVariance = 0;
    for (int i = 0; i < count; i++) {
      double weight = valid == null ? 1 : valid[i];
      if (weight != 0) {
        double ofReturn = returns[i] - meanReturn;
        double ofError = returns[i] - values[i] - meanError;
        returnVariance += weight * ofReturn * ofReturn;
        errorVariance += weight * ofError * ofError;
      }
    }
    return returnVariance == 0 ? Double.NaN : 1 - errorVariance / returnVariance;
  }
}
