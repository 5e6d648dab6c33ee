package io.github.ascent4j.gymnasium;

import io.github.ascent4j.environment.EpisodeReplay;
import io.github.ascent4j.environment.VectorGuard;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/*
 * Design. Python's state cannot be saved, but it is decided by the seed that a copy was last reset with
 * and the actions since. So a copy is given a new seed now and then, which follows from its first one,
 * and the actions since then are kept. Not with every episode: where episodes are short, seeding would
 * take as long as they do.
 */

/**
 * One copy's latest seed and its actions since: what leads a fresh environment to where it stands.
 */
final class Episodes {
  /** Steps after which the next episode starts with a new seed. */
  static final int STEPS_PER_SEED = 1000;

  /** In place of a seed for an episode that goes on with the copy's own generator. */
  private static final long NO_SEED = -1;

  private final int actionSize;

  /** Actions since the latest seed. */
  private final EpisodeReplay replay;

  private long copySeed;

  /** Seeds given since the copy's own. */
  private long seedings;

  /** How many of the actions are of the running episode. */
  private int episodeSteps;

  /** Of the observation to act on next. */
  private int observationHash;

  Episodes(int actionSize) {
    this.actionSize = actionSize;
    replay = new EpisodeReplay(actionSize);
  }

  /** The first episode of a copy with this seed. */
  void start(long newSeed) {
    copySeed = newSeed;
    seedings = 0;
    replay.begin();
    episodeSteps = 0;
  }

  /** The next episode has begun, with {@link #nextSeed}. */
  void next() {
    if (seedIsDue()) {
      cut();
    }
    episodeSteps = 0;
  }

  /** The running episode is left, and the next one begins with a seed of its own. */
  void cut() {
    seedings++;
    replay.begin();
    episodeSteps = 0;
  }

  /** The latest seed. */
  long seed() {
    return seed(copySeed, seedings);
  }

  /** What the environment is to be reset with if this episode ends now; below 0 for no seed. */
  long nextSeed() {
    return seedIsDue() ? seed(copySeed, seedings + 1) : NO_SEED;
  }

  private boolean seedIsDue() {
    return replay.steps() >= STEPS_PER_SEED;
  }

  /**
   * The copy's seed itself first; later the output of SplitMix64, of which 31 bits are taken, since
   * many simulators take no more.
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
    replay.add(newActions, offset);
    episodeSteps++;
  }

  /** Actions since the latest seed. */
  int steps() {
    return replay.steps();
  }

  /** Steps of the running episode. */
  int episodeSteps() {
    return episodeSteps;
  }

  /** Puts seed and actions into a request to replay them. */
  void putTo(Frame frame) {
    frame.putInt(replay.steps());
    frame.putLong(seed());
    frame.putFloats(replay.actions(), 0, replay.steps() * actionSize);
  }

  int observationHash() {
    return observationHash;
  }

  void setObservationHash(int hash) {
    observationHash = hash;
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(copySeed);
    out.writeLong(seedings);
    out.writeInt(episodeSteps);
    out.writeInt(replay.steps());
    replay.save(out);
    out.writeInt(observationHash);
  }

  /** Reads what {@link #save} wrote; what is no action is not sent to Python. */
  void restore(DataInput in, VectorGuard guard, int copy, Space actionSpace) throws IOException {
    copySeed = in.readLong();
    seedings = in.readLong();
    episodeSteps = in.readInt();
    int count = in.readInt();
    if (copySeed < 0 || seedings < 0 || episodeSteps < 0 || count < episodeSteps) {
      throw guard.damaged(
          copy,
          "seed "
              + copySeed
              + ", "
              + seedings
              + " later ones, an episode of "
              + episodeSteps
              + " steps and "
              + count
              + " steps since the latest seed, which cannot be");
    }
    replay.restore(count, in);
    for (int t = 0; t < count; t++) {
      if (!actionSpace.contains(replay.actions(), t * actionSize)) {
        throw guard.damaged(
            copy, "an action in step " + (t + 1) + " that is not in " + actionSpace);
      }
    }
    observationHash = in.readInt();
  }
}
