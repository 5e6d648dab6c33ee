package io.github.ascent4j.environment;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/*
 * Design. Most simulators cannot write their state, but an episode is decided by what it started from
 * and the actions since. So the actions of the running episode are kept, and what leads a fresh
 * simulator to where a saved one stood is to start the episode again and take them once more. What an
 * episode starts from (a seed, a generator's state) is the owner's to keep, and the owner looks at
 * whether the observation at the end is the one that was saved.
 */

/** The actions of the running episode of one copy, from which it can be played again. */
public final class EpisodeReplay {
  /** A copy as it is played, in a replay as ever. */
  public interface World {
    /** Starts the episode again and calls {@link EpisodeReplay#begin}. */
    void begin();

    /** Takes a step and calls {@link EpisodeReplay#add}; the action begins at {@code offset}. */
    void step(float[] actions, int offset);
  }

  private static final int FIRST_STEPS = 64;

  private final int actionSize;
  private float[] actions = new float[0];
  private int steps;

  /**
   * @param actionSize A, floats of an action; with 0, steps are counted and no action is kept
   */
  public EpisodeReplay(int actionSize) {
    this.actionSize = actionSize;
  }

  /** Forgets what was, for an episode begins. */
  public void begin() {
    steps = 0;
  }

  /** Keeps the action that begins at {@code offset}, and counts the step. */
  public void add(float[] from, int offset) {
    int at = reserve(steps + 1);
    System.arraycopy(from, offset, actions, at, actionSize);
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

  /** Steps of the episode so far. */
  public int steps() {
    return steps;
  }

  /** The actions, {@code steps() * A} floats and room behind them; not to be changed. */
  public float[] actions() {
    return actions;
  }

  /** Writes the actions; their number is the owner's to write. */
  public void save(DataOutput data) throws IOException {
    for (int i = 0; i < steps * actionSize; i++) {
      data.writeFloat(actions[i]);
    }
  }

  /** Reads the actions of that many steps. */
  public void restore(int count, DataInput data) throws IOException {
    for (steps = 0; steps < count; steps++) {
      // Room grows as data arrive, whatever count says.
      int at = reserve(steps + 1);
      for (int i = 0; i < actionSize; i++) {
        actions[at + i] = data.readFloat();
      }
    }
  }

  /**
   * Plays the episode again.
   *
   * @throws IOException if {@code world} fails
   */
  public void replay(World world) throws IOException {
    int count = steps;
    try {
      world.begin();
      for (int t = 0; t < count; t++) {
        // It is kept where it stands already.
        world.step(actions, t * actionSize);
      }
    } catch (EnvironmentException e) {
      throw new IOException("replaying the saved episode: " + e.getMessage(), e);
    }
  }
}
