package io.github.ascent4j.environment;

import java.util.function.Supplier;

/** Turns single environments into vector environments. */
public final class VectorEnvironments {
  private VectorEnvironments() {}

  /** {@code copies} copies stepped one after another. */
  public static VectorEnvironment of(Supplier<? extends Environment> factory, int copies) {
    return of(factory, copies, 1);
  }

  /**
   * {@code copies} copies stepped by {@code threads} threads, the caller's included. The number of
   * threads changes no result. Worth it where a step takes more than about ten microseconds.
   *
   * @param factory makes one copy; copies must not share mutable state
   * @throws IllegalArgumentException if it gives the same instance twice, or none
   */
  public static VectorEnvironment of(
      Supplier<? extends Environment> factory, int copies, int threads) {
    if (copies < 1) {
      throw new IllegalArgumentException("copies " + copies + " must be at least 1");
    }
    Environment[] environments = new Environment[copies];
    for (int b = 0; b < copies; b++) {
      environments[b] = factory.get();
    }
    return new CopiedEnvironments(environments, Math.min(threads, copies));
  }
}
