package io.github.ascent4j.core.engine;

/**
 * What steps of an optimiser add up to.
 *
 * @param steps how many there were
 * @param norms sum of the 2-norms of their gradients before they were scaled down
 */
public record StepFigures(long steps, double norms) {
  /** Mean norm of the gradients; 0 without steps. */
  public double meanNorm() {
    return norms / Math.max(1, steps);
  }
}
