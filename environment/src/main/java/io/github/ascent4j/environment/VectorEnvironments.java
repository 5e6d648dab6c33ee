package io.github.ascent4j.environment;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    try {
      for (int b = 0; b < copies; b++) {
        environments[b] = factory.get();
      }
      return new CopiedEnvironments(environments, Math.min(threads, copies));
    } catch (RuntimeException | Error e) {
      close(environments, e);
      throw e;
    }
  }

  /** Frees what was made before one more could not be. */
  private static void close(@Nullable Environment[] made, Throwable failure) {
    for (Environment environment : made) {
      if (environment != null) {
        try {
          environment.close();
        } catch (RuntimeException | Error e) {
          failure.addSuppressed(e);
        }
      }
    }
  }

  /**
   * The seed that {@link Environment#reset} and {@link BatchEnvironment#start} get: SplitMix64's
   * output function over the copy's seed and the episode's number, so that no two episodes of any
   * copies are likely to share one.
   *
   * @param copySeed what a copy was reset with: {@code seed + i} for copy i
   * @param episode number of the episode in its copy since then, from 0
   * @return never negative, since many simulators refuse such seeds
   */
  public static long episodeSeed(long copySeed, long episode) {
    long z = copySeed + (episode + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 1;
  }
}
