package io.github.ascent4j.environment.simulator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * NumPy's default generator, PCG64 (PCG XSL RR 128/64), with the numbers of {@code
 * numpy.random.Generator}: {@code new Pcg64(seed)} gives the numbers of {@code
 * numpy.random.default_rng(seed)}.
 *
 * <p>Source: {@code numpy/random/src/pcg64/pcg64.h}; M. E. O'Neill, "PCG: A Family of Simple Fast
 * Space-Efficient Statistically Good Algorithms for Random Number Generation", 2014. The 128-bit
 * state and increment are two longs each.
 */
public final class Pcg64 {
  private static final long MULTIPLIER_HIGH = 2549297995355413924L;
  private static final long MULTIPLIER_LOW = 4865540595714422341L;
  private static final long WORD = 0xffffffffL;
  private static final double DOUBLE_UNIT = 0x1p-53;

  private long stateHigh;
  private long stateLow;
  private long incrementHigh;
  private long incrementLow;

  /** Whether the upper half of a word waits for {@link #nextWord}. */
  private boolean hasUpper;

  private int upper;

  /**
   * The generator of {@code numpy.random.default_rng(seed)}.
   *
   * @throws IllegalArgumentException if the seed is negative
   */
  public Pcg64(long seed) {
    seed(BigInteger.valueOf(seed));
  }

  /**
   * The generator of {@code numpy.random.default_rng(seed)} for a seed of any size.
   *
   * @throws IllegalArgumentException if the seed is negative
   */
  public Pcg64(BigInteger seed) {
    seed(seed);
  }

  /** Makes this the generator that {@link #Pcg64(long)} gives. */
  public void seed(long seed) {
    seed(BigInteger.valueOf(seed));
  }

  private void seed(BigInteger seed) {
    long[] words = new SeedSequence(seed).generate(4);
    incrementHigh = (words[2] << 1) | (words[3] >>> 63);
    incrementLow = (words[3] << 1) | 1;
    stateHigh = 0;
    stateLow = 0;
    hasUpper = false;
    upper = 0;
    advance();
    add(words[0], words[1]);
    advance();
  }

  /** 64 random bits. */
  public long nextLong() {
    advance();
    return Long.rotateRight(stateHigh ^ stateLow, (int) (stateHigh >>> 58));
  }

  /** A multiple of 2<sup>-53</sup> in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * DOUBLE_UNIT;
  }

  /** As {@code Generator.uniform(low, high)}. */
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** 32 random bits: the lower half of a word, and the upper one the next time. */
  private int nextWord() {
    if (hasUpper) {
      hasUpper = false;
      return upper;
    }
    long word = nextLong();
    hasUpper = true;
    upper = (int) (word >>> 32);
    return (int) word;
  }

  /**
   * As {@code Generator.integers(low, high)}: one of {@code low .. high-1}, without bias.
   *
   * <p>D. Lemire, "Fast Random Integer Generation in an Interval", 2019.
   */
  public int integers(int low, int high) {
    if (high <= low) {
      throw new IllegalArgumentException(
          "integers from " + low + " to below " + high + "; the end must be above the start");
    }
    long range = (long) high - low;
    if (range == 1) {
      return low;
    }
    long product = Integer.toUnsignedLong(nextWord()) * range;
    if ((product & WORD) < range) {
      long threshold = ((WORD + 1) - range) % range;
      while ((product & WORD) < threshold) {
        product = Integer.toUnsignedLong(nextWord()) * range;
      }
    }
    return low + (int) (product >>> 32);
  }

  /** As {@code Generator.standard_normal()}. */
  public double normal() {
    return Ziggurat.next(this);
  }

  /** Makes this go on as {@code other} would. */
  void become(Pcg64 other) {
    stateHigh = other.stateHigh;
    stateLow = other.stateLow;
    incrementHigh = other.incrementHigh;
    incrementLow = other.incrementLow;
    hasUpper = other.hasUpper;
    upper = other.upper;
  }

  /** Writes the state, 37 bytes. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(stateHigh);
    out.writeLong(stateLow);
    out.writeLong(incrementHigh);
    out.writeLong(incrementLow);
    out.writeBoolean(hasUpper);
    out.writeInt(upper);
  }

  /**
   * Goes on where the generator that {@link #save} wrote stood.
   *
   * @throws IOException if the data are no such state
   */
  public void restore(DataInput in) throws IOException {
    long savedStateHigh = in.readLong();
    long savedStateLow = in.readLong();
    long savedIncrementHigh = in.readLong();
    long savedIncrementLow = in.readLong();
    boolean savedHasUpper = in.readBoolean();
    int savedUpper = in.readInt();
    if ((savedIncrementLow & 1) == 0) {
      throw new IOException(
          "not the state of a PCG64 generator: its increment is even; the data are damaged or of"
              + " something else");
    }
    stateHigh = savedStateHigh;
    stateLow = savedStateLow;
    incrementHigh = savedIncrementHigh;
    incrementLow = savedIncrementLow;
    hasUpper = savedHasUpper;
    upper = savedUpper;
  }

  /** The 128-bit state as NumPy prints it. */
  BigInteger state() {
    return unsigned(stateHigh, stateLow);
  }

  /** The 128-bit increment as NumPy prints it. */
  BigInteger increment() {
    return unsigned(incrementHigh, incrementLow);
  }

  /** {@code state = state * multiplier + increment} modulo 2<sup>128</sup>. */
  private void advance() {
    // The upper half of an unsigned product from that of a signed one; the multiplier is positive.
    long upperHalf =
        Math.multiplyHigh(stateLow, MULTIPLIER_LOW) + (stateLow >> 63 & MULTIPLIER_LOW);
    long high = upperHalf + stateHigh * MULTIPLIER_LOW + stateLow * MULTIPLIER_HIGH;
    stateLow *= MULTIPLIER_LOW;
    stateHigh = high;
    add(incrementHigh, incrementLow);
  }

  private void add(long high, long low) {
    stateLow += low;
    stateHigh += high + (Long.compareUnsigned(stateLow, low) < 0 ? 1 : 0);
  }

  private static BigInteger unsigned(long high, long low) {
    return new BigInteger(Long.toUnsignedString(high))
        .shiftLeft(64)
        .or(new BigInteger(Long.toUnsignedString(low)));
  }
}
