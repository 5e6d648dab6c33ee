package io.github.ascent4j.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenePainterTest {
  private static final int RED = 0xffff0000;
  private static final int BLUE = 0xff0000ff;
  private static final int GREY = 0xff808080;

  private static BufferedImage paint(int width, int height, Shape... shapes) {
    return ScenePainter.paint(new Scene(-1, -1, 1, 1, GREY, 0.1, List.of(shapes)), width, height);
  }

  @Test
  void upIsUpAndLaterShapesCoverEarlierOnes() {
    double[] upperHalf = {-1, 0, 1, 0, 1, 1, -1, 1};
    BufferedImage image =
        paint(
            100,
            100,
            new Shape.Polygon(upperHalf, RED, 0),
            new Shape.Circle(0.5, 0.5, 0.25, BLUE, 0));
    assertThat(image.getRGB(25, 25)).isEqualTo(RED);
    assertThat(image.getRGB(75, 25)).isEqualTo(BLUE);
    assertThat(image.getRGB(75, 75)).isEqualTo(GREY);
  }

  @Test
  void sceneKeepsItsProportionsInTheMiddleOfAWideImage() {
    double[] all = {-1, -1, 1, -1, 1, 1, -1, 1};
    BufferedImage image = paint(200, 100, new Shape.Polygon(all, RED, 0));
    assertThat(image.getRGB(40, 50)).isEqualTo(GREY);
    assertThat(image.getRGB(60, 50)).isEqualTo(RED);
    assertThat(image.getRGB(160, 50)).isEqualTo(GREY);
  }

  @Test
  void lineHasItsWidthInTheUnitsOfTheScene() {
    BufferedImage image = paint(100, 100, new Shape.Line(new double[] {-1, 0, 1, 0}, 0.4, RED));
    assertThat(image.getRGB(50, 42)).isEqualTo(RED);
    assertThat(image.getRGB(50, 38)).isEqualTo(GREY);
  }

  @Test
  void firstRowOfARasterIsAtTheTop() {
    BufferedImage image =
        paint(100, 100, new Shape.Raster(1, 2, new int[] {RED & 0xffffff, BLUE & 0xffffff}));
    assertThat(image.getRGB(50, 10)).isEqualTo(RED);
    assertThat(image.getRGB(50, 90)).isEqualTo(BLUE);
  }

  @Test
  void sizeOfTheImageIsChecked() {
    assertThatThrownBy(() -> paint(0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 by 10 pixels");
  }

  @Test
  void sceneWithoutExtentOrTimeIsRefused() {
    assertThatThrownBy(() -> new Scene(1, 0, 1, 1, GREY, 0.1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 1.0 to 1.0");
    assertThatThrownBy(() -> new Scene(0, 0, 1, 1, GREY, Double.NaN, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
