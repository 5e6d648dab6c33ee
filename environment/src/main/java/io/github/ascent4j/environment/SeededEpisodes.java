package io.github.ascent4j.environment;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/*
 * Design. Every episode gets a seed of its own, derived from the copy's seed and the episode's
 * number, so seed, number and actions are all there is to save. The observation that a replay ends
 * at has to be the one that was saved, which finds an environment that breaks the contract.
 */

/** The episodes of one copy, each of which has a seed, and the actions of the running one. */
final class SeededEpisodes {
  private final VectorGuard guard;
  private final int copy;
  private final int timeLimit;
  private final EpisodeReplay replay;
  private long seed;
  private long episode;

  SeededEpisodes(VectorGuard guard, int copy, int actionSize, int timeLimit) {
    this.guard = guard;
    this.copy = copy;
    this.timeLimit = timeLimit;
    replay = new EpisodeReplay(actionSize);
  }

  /** Goes to the first episode. */
  void start(long newSeed) {
    seed = newSeed;
    episode = 0;
  }

  /** Goes to the next episode. */
  void next() {
    episode++;
  }

  /** Begins the episode and gives its seed. */
  long begin() {
    replay.begin();
    return VectorEnvironments.episodeSeed(seed, episode);
  }

  /** Keeps the action that begins at {@code offset}, and counts the step. */
  void add(float[] actions, int offset) {
    replay.add(actions, offset);
  }

  /** Steps of the running episode. */
  int steps() {
    return replay.steps();
  }

  boolean atTimeLimit() {
    return replay.steps() >= timeLimit;
  }

  /**
   * @param observations the present one is {@code size} floats from {@code offset} on
   */
  void save(DataOutput data, float[] observations, int offset, int size) throws IOException {
    data.writeLong(seed);
    data.writeLong(episode);
    data.writeInt(replay.steps());
    replay.save(data);
    for (int i = offset; i < offset + size; i++) {
      data.writeFloat(observations[i]);
    }
  }

  /** Plays the saved episode again in {@code world}. */
  void restore(DataInput data, EpisodeReplay.World world) throws IOException {
    seed = data.readLong();
    episode = data.readLong();
    replay.restore(guard.readSteps(data, copy, timeLimit), data);
    replay.replay(world);
  }

  /**
   * Reads the saved observation and compares it with the one that the replay ended at.
   *
   * @throws IOException if they differ
   */
  void compare(DataInput data, float[] observations, int offset, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      float saved = data.readFloat();
      float now = observations[offset + i];
      if (saved != now) {
        throw new IOException(
            guard.place(copy)
                + ": replaying its episode gave observation["
                + i
                + "] "
                + now
                + " instead of "
                + saved
                + "; an episode must follow from its seed and actions alone");
      }
    }
  }
}
