package io.github.ascent4j.environment.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/*
 * Design. The area under exp(-x²/2) is cut into 256 layers of equal size. A word picks a layer and a
 * place in it; 99 of 100 places lie under the curve for certain, the others take an exponential. The
 * layers are read from a table instead of being computed: NumPy's have the roundings of the machine
 * they were made on, and its numbers can only be had with the same ones.
 */

/**
 * Standard normal numbers as {@code numpy.random.Generator.standard_normal} draws them.
 *
 * <p>Source: {@code random_standard_normal} in {@code numpy/random/src/distributions}; G. Marsaglia
 * and W. W. Tsang, "The Ziggurat Method for Generating Random Variables", 2000; J. A. Doornik, "An
 * Improved Ziggurat Method to Generate Normal Random Samples", 2005.
 */
final class Ziggurat {
  private static final int LAYERS = 256;
  private static final double TAIL = 3.6541528853610087963519472518;
  private static final double ONE_OVER_TAIL = 0.27366123732975827203338247596;
  private static final long[] INSIDE = new long[LAYERS];
  private static final double[] WIDTH = new double[LAYERS];
  private static final double[] HEIGHT = new double[LAYERS];

  static {
    try (InputStream in = Ziggurat.class.getResourceAsStream("ziggurat-normal.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.US_ASCII))) {
      int layer = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] columns = line.split(" ");
          INSIDE[layer] = Long.parseLong(columns[0], 16);
          WIDTH[layer] = Double.parseDouble(columns[1]);
          HEIGHT[layer] = Double.parseDouble(columns[2]);
          layer++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ziggurat() {}

  static double next(Pcg64 generator) {
    while (true) {
      long word = generator.nextLong();
      int layer = (int) (word & 0xff);
      boolean negative = (word >>> 8 & 1) != 0;
      long place = word >>> 9 & 0xfffffffffffffL;
      double x = place * WIDTH[layer];
      if (negative) {
        x = -x;
      }
      if (place < INSIDE[layer]) {
        return x;
      }
      if (layer == 0) {
        // The sign of the tail is another bit of the word than that of the layers.
        return tail(generator, (place >>> 8 & 1) != 0);
      }
      double height = (HEIGHT[layer - 1] - HEIGHT[layer]) * generator.nextDouble() + HEIGHT[layer];
      if (height < StrictMath.exp(-0.5 * x * x)) {
        return x;
      }
    }
  }

  private static double tail(Pcg64 generator, boolean negative) {
    while (true) {
      double beyond = -ONE_OVER_TAIL * StrictMath.log1p(-generator.nextDouble());
      double bound = -StrictMath.log1p(-generator.nextDouble());
      if (bound + bound > beyond * beyond) {
        return negative ? -(TAIL + beyond) : TAIL + beyond;
      }
    }
  }
}
