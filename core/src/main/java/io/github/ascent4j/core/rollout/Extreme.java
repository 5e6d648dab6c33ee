package io.github.ascent4j.core.rollout;

/**
 * The number of largest magnitude that came from the environments, and where it came from.
 *
 * @param what it is, such as {@code reward} or {@code observation[3]}
 * @param value in the units that it was looked at in
 * @param copy of the environment
 * @param when at which step
 */
public record Extreme(String what, double value, int copy, String when) {
  /**
   * Networks of floats follow nothing that is larger: activations saturate, gradients of it drown
   * those of everything else, and squares of it soon overflow.
   */
  private static final double LEARNABLE = 1e6;

  /** Whether it is too large to learn from. */
  public boolean absurd() {
    return Math.abs(value) >= LEARNABLE;
  }

  @Override
  public String toString() {
    return what + " " + value + " of copy " + copy + " " + when;
  }
}
