package io.github.ascent4j.atari;

/**
 * Pictures as in rlpyt: the emulator's grey of the brighter frame, without the first and the last
 * row, every other row and column of what is left. A console with 210 rows gives 104 x 80.
 */
final class HalfFrame implements FrameEncoder {
  private final int[] sourceRows;
  private final int[] sourceColumns;
  private final int width;
  private final byte[] greys = new byte[Display.COLORS];

  HalfFrame(Display display, int rows, int columns) {
    sourceRows = nearest(display.rows() - 2, rows);
    sourceColumns = nearest(display.columns(), columns);
    width = display.columns();
    for (int i = 0; i < Display.COLORS; i++) {
      greys[i] = (byte) display.greys()[i];
    }
  }

  /** The source pixel of each target pixel, as OpenCV's {@code INTER_NEAREST} picks it. */
  private static int[] nearest(int sourceSize, int targetSize) {
    int[] sources = new int[targetSize];
    double scale = (double) sourceSize / targetSize;
    for (int i = 0; i < targetSize; i++) {
      sources[i] = Math.min((int) Math.floor(i * scale), sourceSize - 1);
    }
    return sources;
  }

  @Override
  public int rows() {
    return sourceRows.length;
  }

  @Override
  public int columns() {
    return sourceColumns.length;
  }

  @Override
  public void encode(byte[] older, byte[] newer, byte[] picture, int at) {
    int to = at;
    for (int sourceRow : sourceRows) {
      int row = (1 + sourceRow) * width;
      for (int column : sourceColumns) {
        int one = greys[older[row + column] & 0xff] & 0xff;
        int other = greys[newer[row + column] & 0xff] & 0xff;
        picture[to++] = (byte) Math.max(one, other);
      }
    }
  }
}
