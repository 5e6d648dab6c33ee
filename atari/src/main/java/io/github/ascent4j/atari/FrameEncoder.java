package io.github.ascent4j.atari;

/**
 * Makes the grey picture an agent sees of the last two frames of a step. Games draw some of their
 * things in every other frame only, so the brighter one of the two is taken at each dot.
 */
interface FrameEncoder {
  int rows();

  int columns();

  /**
   * Writes the picture.
   *
   * @param older colours' numbers of a frame
   * @param newer those of the next one
   * @param picture receives {@code rows() * columns()} greys from {@code at} on
   */
  void encode(byte[] older, byte[] newer, byte[] picture, int at);
}
