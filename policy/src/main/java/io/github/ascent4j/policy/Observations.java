package io.github.ascent4j.policy;

import org.jspecify.annotations.Nullable;

/**
 * Rows of observations for one call of {@link Policy}: a view of the caller's arrays, which may be
 * filled anew and given again. Arrays may have room for more rows than are given.
 *
 * <p>Dimension letters: N rows, O values of a flat observation, F numbers and U bytes of one that
 * is taken apart, M flags of a mask.
 *
 * <p>Thread safety: as safe as its arrays; several threads may read it while nobody fills them.
 *
 * @param count N
 * @param numbers flat observations, [N,O]; or, beside {@code images}, all components but those of
 *     images, [N,F]
 * @param images components of images, each an unsigned byte, [N,U]; null for flat observations
 * @param masks which choices are allowed, [N,M]; null for an agent without action masks
 */
@SuppressWarnings("ArrayRecordComponent") // A view of arrays, never compared.
public record Observations(
    int count, float[] numbers, byte @Nullable [] images, boolean @Nullable [] masks) {

  public Observations {
    if (count < 0) {
      throw new IllegalArgumentException(count + " observations; give 0 or more");
    }
  }

  /** Flat observations, [N,O]. */
  public static Observations of(int count, float[] observations) {
    return new Observations(count, observations, null, null);
  }

  /** Observations that are taken apart into numbers [N,F] and images [N,U]. */
  public static Observations of(int count, float[] numbers, byte[] images) {
    return new Observations(count, numbers, images, null);
  }

  /** The same rows with masks, [N,M]. */
  public Observations masked(boolean[] flags) {
    return new Observations(count, numbers, images, flags);
  }
}
