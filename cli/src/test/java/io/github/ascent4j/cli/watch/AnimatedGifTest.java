package io.github.ascent4j.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

class AnimatedGifTest {
  @Test
  void framesComeBackWithTheirTimesAndRepeat() throws IOException {
    AnimatedGif gif = new AnimatedGif();
    gif.add(plain(0xff0000), 0.05);
    gif.add(plain(0x0000ff), 0.5);
    byte[] bytes = gif.bytes();
    assertThat(gif.frames()).isEqualTo(2);
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(2);
      assertThat(reader.read(0).getRGB(3, 3)).isEqualTo(0xffff0000);
      assertThat(reader.read(1).getRGB(3, 3)).isEqualTo(0xff0000ff);
      assertThat(delay(reader, 0)).isEqualTo("5");
      assertThat(delay(reader, 1)).isEqualTo("50");
    }
    assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("NETSCAPE2.0");
  }

  private static BufferedImage plain(int color) {
    BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 8; x++) {
      for (int y = 0; y < 6; y++) {
        image.setRGB(x, y, color);
      }
    }
    return image;
  }

  private static String delay(ImageReader reader, int frame) throws IOException {
    IIOMetadataNode root =
        (IIOMetadataNode) reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
    return ((IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0))
        .getAttribute("delayTime");
  }
}
