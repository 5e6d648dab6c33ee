package io.github.ascent4j.atari;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** The buttons pressed in each frame of a game, from which it can be played again. */
final class Buttons {
  /** Actions of the Arcade Learning Environment that players have. */
  private static final int ACTIONS = 18;

  private static final int FIRST_FRAMES = 4096;

  private byte[] pressed = new byte[0];
  private int frames;

  /** Forgets what was, for a game begins. */
  void clear() {
    frames = 0;
  }

  void add(int action) {
    if (frames == pressed.length) {
      pressed = Arrays.copyOf(pressed, Math.max(FIRST_FRAMES, Math.multiplyExact(2, frames)));
    }
    pressed[frames++] = (byte) action;
  }

  int frames() {
    return frames;
  }

  /** Presses them all again. */
  void press(IntConsumer console) {
    for (int i = 0; i < frames; i++) {
      console.accept(pressed[i]);
    }
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(frames);
    out.write(pressed, 0, frames);
  }

  /** Reads what {@link #save} wrote; false if it is nothing that could have been pressed. */
  boolean restore(DataInput in) throws IOException {
    clear();
    // Room grows as data arrive, whatever their number is said to be.
    for (int left = in.readInt(); left != 0; left--) {
      int action = left < 0 ? -1 : in.readByte();
      if (action < 0 || action >= ACTIONS) {
        return false;
      }
      add(action);
    }
    return true;
  }
}
