package io.github.ascent4j.gymnasium;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/*
 * Design. Python's state cannot be saved, but an episode is decided by the seed it was reset with and
 * the actions since. So every episode has a seed that can be computed from the copy's seed and the
 * episode's number, and the running one's actions are kept.
 */

/**
 * One copy's running episode: all that is needed to lead a fresh environment to where it stands.
 */
final class Episode {
  private static final int FIRST_STEPS = 64;

  private final int actionSize;
  private long copySeed;
  private long number;
  private int steps;
  private float[] actions = new float[0];

  /** Of the observation to act on next. */
  private int observationHash;

  Episode(int actionSize) {
    this.actionSize = actionSize;
  }

  /** The first episode of a copy with this seed. */
  void start(long newSeed) {
    copySeed = newSeed;
    number = 0;
    steps = 0;
  }

  /** The next episode has begun. */
  void next() {
    number++;
    steps = 0;
  }

  /** What the environment was reset with. */
  long seed() {
    return seed(copySeed, number);
  }

  /** What it will be reset with when this episode ends. */
  long nextSeed() {
    return seed(copySeed, number + 1);
  }

  /**
   * The copy's seed itself for the first episode; later ones get the output of SplitMix64, of which
   * 31 bits are taken, since many simulators take no more.
   */
  private static long seed(long copySeed, long number) {
    if (number == 0) {
      return copySeed;
    }
    long z = copySeed + (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 33;
  }

  void add(float[] newActions, int offset) {
    int at = reserve(steps + 1);
    System.arraycopy(newActions, offset, actions, at, actionSize);
    steps++;
  }

  /** Makes room for that many steps and gives where the last of them starts. */
  private int reserve(int count) {
    int at = Math.multiplyExact(count - 1, actionSize);
    int end = Math.addExact(at, actionSize);
    if (end > actions.length) {
      long doubled = Math.max((long) FIRST_STEPS * actionSize, 2L * actions.length);
      actions =
          Arrays.copyOf(actions, (int) Math.max(end, Math.min(doubled, Integer.MAX_VALUE - 8)));
    }
    return at;
  }

  int steps() {
    return steps;
  }

  long number() {
    return number;
  }

  /** Puts seed and actions into a request to replay them. */
  void putTo(Frame frame) {
    frame.putInt(steps);
    frame.putLong(seed());
    frame.putFloats(actions, 0, steps * actionSize);
  }

  int observationHash() {
    return observationHash;
  }

  void setObservationHash(int hash) {
    observationHash = hash;
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(copySeed);
    out.writeLong(number);
    out.writeInt(steps);
    for (int i = 0; i < steps * actionSize; i++) {
      out.writeFloat(actions[i]);
    }
    out.writeInt(observationHash);
  }

  void restore(DataInput in) throws IOException {
    copySeed = in.readLong();
    number = in.readLong();
    steps = 0;
    int count = in.readInt();
    if (copySeed < 0 || number < 0 || count < 0) {
      throw new IOException(
          "seed " + copySeed + ", episode " + number + " and " + count + " steps; none is below 0");
    }
    while (steps < count) {
      // Room grows as data arrive, whatever count says.
      int at = reserve(steps + 1);
      for (int i = 0; i < actionSize; i++) {
        actions[at + i] = in.readFloat();
      }
      steps++;
    }
    observationHash = in.readInt();
  }
}
