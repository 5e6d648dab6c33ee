package io.github.ascent4j.environment.simulator;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * NumPy's {@code SeedSequence} for integer entropy without a spawn key: hashes a seed of any size
 * into as many words as a generator needs, so that close seeds give unrelated states.
 *
 * <p>Source: {@code numpy/random/bit_generator.pyx}, after M. E. O'Neill's {@code seed_seq_fe}. All
 * arithmetic is on unsigned 32-bit words, which {@code int} carries.
 */
final class SeedSequence {
  private static final int POOL_SIZE = 4;
  private static final int INIT_A = 0x43b0d7e5;
  private static final int MULT_A = 0x931e8875;
  private static final int INIT_B = 0x8b51f9dd;
  private static final int MULT_B = 0x58f38ded;
  private static final int MIX_MULT_L = 0xca01f9dd;
  private static final int MIX_MULT_R = 0x4973f715;
  private static final int SHIFT = 16;

  private final int[] pool = new int[POOL_SIZE];
  private int hash = INIT_A;

  SeedSequence(BigInteger entropy) {
    int[] words = words(entropy);
    for (int i = 0; i < POOL_SIZE; i++) {
      pool[i] = hashed(i < words.length ? words[i] : 0);
    }
    for (int source = 0; source < POOL_SIZE; source++) {
      for (int target = 0; target < POOL_SIZE; target++) {
        if (source != target) {
          pool[target] = mixed(pool[target], hashed(pool[source]));
        }
      }
    }
    for (int source = POOL_SIZE; source < words.length; source++) {
      for (int target = 0; target < POOL_SIZE; target++) {
        pool[target] = mixed(pool[target], hashed(words[source]));
      }
    }
  }

  /** As {@code generate_state(count, numpy.uint64)}. */
  long[] generate(int count) {
    long[] state = new long[count];
    int outputHash = INIT_B;
    for (int i = 0; i < 2 * count; i++) {
      int word = pool[i % POOL_SIZE] ^ outputHash;
      outputHash *= MULT_B;
      word *= outputHash;
      word ^= word >>> SHIFT;
      // The low half comes first on every platform NumPy and Java share.
      state[i / 2] |= Integer.toUnsignedLong(word) << (32 * (i % 2));
    }
    return state;
  }

  /** The seed's 32-bit words, lowest first; zero is one word. */
  private static int[] words(BigInteger entropy) {
    if (entropy.signum() < 0) {
      throw new IllegalArgumentException(
          "seed " + entropy + " is negative; use a seed of 0 or more, as Gymnasium demands");
    }
    int[] words = new int[Math.max(1, (entropy.bitLength() + 31) / 32)];
    Arrays.setAll(words, i -> entropy.shiftRight(32 * i).intValue());
    return words;
  }

  private int hashed(int value) {
    int result = value ^ hash;
    hash *= MULT_A;
    result *= hash;
    return result ^ (result >>> SHIFT);
  }

  private static int mixed(int x, int y) {
    int result = MIX_MULT_L * x - MIX_MULT_R * y;
    return result ^ (result >>> SHIFT);
  }
}
