package io.github.ascent4j.atari;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sums and pixels are those of OpenCV 5.0.0 ({@code cvtColor}, {@code resize}) and NumPy 2.4.6 for
 * the same frames and colours.
 */
class FrameEncoderTest {
  private static final int COLUMNS = 160;

  private static Display display(int rows) {
    int[] rgb = new int[256];
    int[] greys = new int[256];
    for (int i = 0; i < 256; i++) {
      rgb[i] = (i * 37 + 11) % 256 << 16 | (i * 91 + 5) % 256 << 8 | (i * 53 + 200) % 256;
      greys[i] = (i * 73 + 19) % 256;
    }
    return new Display(rows, COLUMNS, rgb, greys);
  }

  private static byte[] frame(int rows, int k) {
    byte[] colors = new byte[rows * COLUMNS];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        colors[y * COLUMNS + x] = (byte) ((x * 7 + y * 13 + x * y * (k + 1) + k * 29) % 128 * 2);
      }
    }
    return colors;
  }

  private static byte[] encoded(FrameEncoder encoder, int rows) {
    byte[] picture = new byte[encoder.rows() * encoder.columns()];
    encoder.encode(frame(rows, 0), frame(rows, 1), picture, 0);
    return picture;
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  @ParameterizedTest
  @CsvSource({"210, 105026318", "250, 2632902149"})
  void areaPicturesAreThoseOfOpenCv(int rows, long sum) {
    assertThat(crc(encoded(new AreaFrame(display(rows), 84, 84), rows))).isEqualTo(sum);
  }

  @ParameterizedTest
  @CsvSource({"210, 2127912948", "250, 3087527878"})
  void halfPicturesAreThoseOfOpenCv(int rows, long sum) {
    assertThat(crc(encoded(new HalfFrame(display(rows), 104, 80), rows))).isEqualTo(sum);
  }

  @Test
  void singlePixelsAreThoseOfOpenCv() {
    byte[] area = encoded(new AreaFrame(display(210), 84, 84), 210);
    assertThat(area)
        .startsWith(188, 175, 166, 171, 189, 188)
        .endsWith(157, 184, 186, 165, 145, 185);
    byte[] half = encoded(new HalfFrame(display(210), 104, 80), 210);
    assertThat(half).startsWith(125, 157, 189, 221, 253, 91).endsWith(185, 209, 233, 247, 43, 95);
  }

  @Test
  void thePlaceInTheRingIsRespected() {
    AreaFrame encoder = new AreaFrame(display(210), 84, 84);
    byte[] picture = new byte[84 * 84 + 20];
    encoder.encode(frame(210, 0), frame(210, 1), picture, 10);
    assertThat(picture).startsWith(new byte[10]).endsWith(new byte[10]);
    assertThat(picture[10]).isEqualTo((byte) 188);
  }
}
