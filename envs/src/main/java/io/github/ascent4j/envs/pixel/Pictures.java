package io.github.ascent4j.envs.pixel;

import java.util.Arrays;

/**
 * The last pictures of a game, each of 84 x 84 grey pixels from the top row down. They are kept in
 * a ring: a new picture starts as the one before, so that a game draws only what has changed.
 */
final class Pictures {
  /** Width and height of a picture, which the usual image networks are made for. */
  static final int SIDE = 84;

  static final int SIZE = SIDE * SIDE;

  private final byte[] ring;

  /** Where the newest picture begins. */
  private int newest;

  /**
   * @param count how many are kept
   */
  Pictures(int count) {
    ring = new byte[count * SIZE];
  }

  /** Takes the newest picture for all of those before it: nothing of an earlier episode is left. */
  void repeatNewest() {
    for (int at = 0; at < ring.length; at += SIZE) {
      if (at != newest) {
        System.arraycopy(ring, newest, ring, at, SIZE);
      }
    }
  }

  /** Begins a new picture with what the newest one shows, in place of the oldest one. */
  void next() {
    int following = newest + SIZE == ring.length ? 0 : newest + SIZE;
    if (following != newest) {
      System.arraycopy(ring, newest, ring, following, SIZE);
    }
    newest = following;
  }

  /** Fills the newest picture. */
  void clear(int grey) {
    Arrays.fill(ring, newest, newest + SIZE, (byte) grey);
  }

  /** Fills a rectangle of the newest picture, which must contain it. */
  void fill(int left, int top, int width, int height, int grey) {
    for (int y = top; y < top + height; y++) {
      int row = newest + y * SIDE + left;
      Arrays.fill(ring, row, row + width, (byte) grey);
    }
  }

  /** The grey of a pixel of the newest picture, 0 to 255. */
  int grey(int pixel) {
    return ring[newest + pixel] & 0xff;
  }

  /** Copies all pictures, the oldest first, [count,84,84]. */
  void copyTo(byte[] images, int at) {
    int oldest = newest + SIZE;
    System.arraycopy(ring, oldest, images, at, ring.length - oldest);
    System.arraycopy(ring, 0, images, at + ring.length - oldest, oldest);
  }
}
