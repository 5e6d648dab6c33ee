package io.github.ascent4j.atari;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A console with a game in it, one frame at a time. */
interface Arcade extends AutoCloseable {
  /** The action that presses nothing. */
  int NOOP = 0;

  int FIRE = 1;
  int UP = 2;

  /** Rows and columns of a screen and its colours. */
  Display display();

  /** Starts a new game, always from the same state. */
  void reset();

  /**
   * Emulates a frame; once the game is over, nothing happens any more.
   *
   * @param action 0 to 17 in the order of the Arcade Learning Environment
   * @return points won in this frame
   */
  int act(int action);

  boolean over();

  /** Lives that are left; 0 in games that have none. */
  int lives();

  /** Writes the colours' numbers in the present frame, [rows,columns] from the top row down. */
  void screen(byte[] colors);

  /** Writes the whole state. */
  void save(DataOutput out) throws IOException;

  /**
   * Goes on where the console that {@link #save} wrote stood.
   *
   * @throws IOException if the data are no state of this game
   */
  void restore(DataInput in) throws IOException;

  @Override
  void close();
}
