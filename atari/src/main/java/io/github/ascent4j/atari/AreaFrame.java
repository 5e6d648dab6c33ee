package io.github.ascent4j.atari;

import java.util.Arrays;

/**
 * Pictures as in Stable-Baselines3 and baselines: red, green and blue of two frames at their
 * brightest, then grey, then averaged over the area of each pixel.
 *
 * <p>Grey and averages have the bits of OpenCV's {@code cvtColor(COLOR_RGB2GRAY)} and {@code
 * resize(INTER_AREA)}.
 */
final class AreaFrame implements FrameEncoder {
  /** OpenCV's weights of red, green and blue in units of 2<sup>-15</sup>, since release 4. */
  private static final int RED = 9798;

  private static final int GREEN = 19235;
  private static final int BLUE = 3735;
  private static final int GREY_BITS = 15;

  private final int sourceColumns;
  private final int sourceRows;
  private final Weights across;
  private final Weights down;

  /** The grey of a colour and another one at their brightest, by both numbers. */
  private final byte[] greyOfPair = new byte[Display.COLORS * Display.COLORS];

  private final int[] grey;
  private final float[] row;
  private final float[] sum;

  AreaFrame(Display display, int rows, int columns) {
    sourceRows = display.rows();
    sourceColumns = display.columns();
    across = Weights.of(sourceColumns, columns);
    down = Weights.of(sourceRows, rows);
    grey = new int[sourceColumns];
    row = new float[columns];
    sum = new float[columns];
    for (int a = 0; a < Display.COLORS; a++) {
      for (int b = 0; b < Display.COLORS; b++) {
        greyOfPair[a * Display.COLORS + b] = (byte) grey(display.rgb()[a], display.rgb()[b]);
      }
    }
  }

  private static int grey(int one, int other) {
    int red = Math.max(one >> 16 & 0xff, other >> 16 & 0xff);
    int green = Math.max(one >> 8 & 0xff, other >> 8 & 0xff);
    int blue = Math.max(one & 0xff, other & 0xff);
    return (red * RED + green * GREEN + blue * BLUE + (1 << (GREY_BITS - 1))) >> GREY_BITS;
  }

  @Override
  public int rows() {
    return down.size;
  }

  @Override
  public int columns() {
    return across.size;
  }

  @Override
  public void encode(byte[] older, byte[] newer, byte[] picture, int at) {
    int target = 0;
    Arrays.fill(sum, 0);
    // A source row that lies in two target rows is used for both, as the table says.
    for (int k = 0; k < down.count; k++) {
      int source = down.source[k];
      if (k == 0 || source != down.source[k - 1]) {
        shrink(older, newer, source);
      }
      if (down.target[k] != target) {
        write(picture, at + target * across.size);
        target = down.target[k];
        Arrays.fill(sum, 0);
      }
      float weight = down.weight[k];
      for (int x = 0; x < sum.length; x++) {
        sum[x] += weight * row[x];
      }
    }
    write(picture, at + target * across.size);
  }

  /** Averages a source row over the columns. */
  private void shrink(byte[] older, byte[] newer, int source) {
    int from = source * sourceColumns;
    for (int x = 0; x < sourceColumns; x++) {
      int pair = (older[from + x] & 0xff) * Display.COLORS + (newer[from + x] & 0xff);
      grey[x] = greyOfPair[pair] & 0xff;
    }
    Arrays.fill(row, 0);
    for (int k = 0; k < across.count; k++) {
      row[across.target[k]] += grey[across.source[k]] * across.weight[k];
    }
  }

  /** Rounds to the nearest integer and a half to the even one, as OpenCV does. */
  private void write(byte[] picture, int at) {
    for (int x = 0; x < sum.length; x++) {
      picture[at + x] = (byte) Math.min(255, Math.max(0, (int) Math.rint(sum[x])));
    }
  }

  /**
   * Which source pixels a target pixel covers and by how much of its area, in order.
   *
   * <p>Source: {@code computeResizeAreaTab} of OpenCV's {@code modules/imgproc/src/resize.cpp},
   * whose sums of single floats are in this order too.
   */
  private static final class Weights {
    /** Less than this of a pixel is not counted. */
    private static final double LEAST = 1e-3;

    final int size;
    final int[] source;
    final int[] target;
    final float[] weight;
    int count;

    private Weights(int size, int most) {
      this.size = size;
      source = new int[most];
      target = new int[most];
      weight = new float[most];
    }

    static Weights of(int sourceSize, int targetSize) {
      double scale = (double) sourceSize / targetSize;
      Weights weights = new Weights(targetSize, sourceSize + 2 * targetSize);
      for (int x = 0; x < targetSize; x++) {
        double start = x * scale;
        double end = start + scale;
        double width = Math.min(scale, sourceSize - start);
        int last = Math.min((int) Math.floor(end), sourceSize - 1);
        int first = Math.min((int) Math.ceil(start), last);
        if (first - start > LEAST) {
          weights.add(first - 1, x, (float) ((first - start) / width));
        }
        for (int s = first; s < last; s++) {
          weights.add(s, x, (float) (1.0 / width));
        }
        if (end - last > LEAST) {
          weights.add(last, x, (float) (Math.min(Math.min(end - last, 1.0), width) / width));
        }
      }
      return weights;
    }

    private void add(int from, int to, float share) {
      source[count] = from;
      target[count] = to;
      weight[count] = share;
      count++;
    }
  }
}
