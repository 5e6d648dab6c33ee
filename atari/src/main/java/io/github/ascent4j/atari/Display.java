package io.github.ascent4j.atari;

/**
 * What a console shows: 160 columns of dots, 210 or 250 rows of them, in up to 256 colours.
 *
 * @param rgb the colours by number, {@code 0xRRGGBB}
 * @param greys the greys the emulator itself gives for the colours, 0 to 255
 */
record Display(int rows, int columns, int[] rgb, int[] greys) {
  static final int COLORS = 256;

  int size() {
    return rows * columns;
  }
}
