package io.github.ascent4j.atari;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The last pictures, in a ring. Before an episode's first one there is black. */
final class Stack {
  private final byte[] ring;
  private final int size;
  private int newest;

  Stack(int count, int size) {
    this.size = size;
    ring = new byte[count * size];
  }

  /** Forgets everything. */
  void clear() {
    Arrays.fill(ring, (byte) 0);
  }

  /** Makes the encoder's picture of two frames the newest one. */
  void push(FrameEncoder encoder, byte[] older, byte[] newer) {
    newest = newest + size == ring.length ? 0 : newest + size;
    encoder.encode(older, newer, ring, newest);
  }

  /** Copies all pictures, the oldest first. */
  void copyTo(byte[] images, int at) {
    int oldest = newest + size;
    System.arraycopy(ring, oldest, images, at, ring.length - oldest);
    System.arraycopy(ring, 0, images, at + ring.length - oldest, oldest);
  }

  void save(DataOutput out) throws IOException {
    byte[] inOrder = new byte[ring.length];
    copyTo(inOrder, 0);
    out.write(inOrder);
  }

  void restore(DataInput in) throws IOException {
    in.readFully(ring);
    newest = ring.length - size;
  }
}
