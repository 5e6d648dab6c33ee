package io.github.ascent4j.policy.distribution;

import org.jspecify.annotations.Nullable;

/**
 * Which choices are allowed in rows, in an array of the caller's: the flags of row i, {@link
 * Distribution#maskSize} of them, start at {@code offset + i * stride}.
 *
 * <p>Thread safety: as safe as its array.
 *
 * @param flags null for all allowed
 */
@SuppressWarnings("ArrayRecordComponent") // A view of a working array, never compared.
public record MaskView(boolean @Nullable [] flags, int offset, int stride) {
  /** Everything is allowed. */
  public static final MaskView ALL = new MaskView(null, 0, 0);

  /** Where the flags of a row start. */
  int at(int i) {
    return offset + i * stride;
  }

  /** What is left of these rows from flag {@code first} on. */
  MaskView from(int first) {
    return new MaskView(flags, offset + first, stride);
  }
}
