package io.github.ascent4j.core.random;

import java.util.random.RandomGenerator;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.core.source64.L64X128Mix;
import org.apache.commons.rng.core.source64.SplitMix64;

/**
 * L64_X128_MIX (Steele and Vigna 2021, "LXM: better splittable pseudorandom number generators")
 * from Commons RNG, behind the JDK's interface. Used by one thread at a time.
 */
public final class TrainingRandom implements RandomGenerator {
  private static final int SEED_LONGS = 6;

  private final RestorableUniformRandomProvider source;

  /**
   * @param seed the run's seed
   * @param stream which of the run's independent generators this is
   */
  public TrainingRandom(long seed, long stream) {
    SplitMix64 mixer = new SplitMix64(seed);
    long streamKey = new SplitMix64(stream).nextLong();
    long[] key = new long[SEED_LONGS];
    for (int i = 0; i < SEED_LONGS; i++) {
      key[i] = mixer.nextLong() ^ Long.rotateLeft(streamKey, i * 11);
    }
    source = new L64X128Mix(key);
  }

  @Override
  public long nextLong() {
    return source.nextLong();
  }

  @Override
  public int nextInt() {
    return source.nextInt();
  }

  /** Everything that decides the numbers to come. */
  public byte[] state() {
    return ((RandomProviderDefaultState) source.saveState()).getState();
  }

  /** Goes on from what {@link #state} gave. */
  public void restore(byte[] state) {
    if (state.length != state().length) {
      throw new IllegalArgumentException(
          "a generator's state has " + state().length + " bytes, not " + state.length);
    }
    source.restoreState(new RandomProviderDefaultState(state));
  }

  /** Puts the numbers {@code 0 .. count-1} in random order (Fisher and Yates). */
  public void shuffle(int[] indices, int count) {
    for (int i = count - 1; i > 0; i--) {
      int j = (int) (((nextInt() & 0xFFFFFFFFL) * (i + 1)) >>> 32);
      int swapped = indices[i];
      indices[i] = indices[j];
      indices[j] = swapped;
    }
  }
}
