package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class PlotCommandTest {
  @TempDir private static Path folder;
  private static Path one;
  private static Path two;
  private static Path other;

  @BeforeAll
  static void train() {
    one = folder.resolve("one");
    two = folder.resolve("two");
    other = folder.resolve("other");
    SmallRun.train(one, 4096);
    SmallRun.train(two, 4096, "--seed=1");
    SmallRun.train(other, 4096, "--set=gamma=0.9");
  }

  @Test
  void oneRunBecomesAPictureInItsFolder() throws IOException {
    Outcome outcome = Outcome.of("plot", one);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().strip()).isEqualTo(one.resolve("curve.png").toString());
    BufferedImage image = ImageIO.read(one.resolve("curve.png").toFile());
    assertThat(image.getWidth()).isEqualTo(1600);
    assertThat(colors(image)).as("axes, text and a line").isGreaterThan(50);
  }

  private static long colors(BufferedImage image) {
    return Arrays.stream(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .distinct()
        .count();
  }

  @Test
  void runsOfOneSettingBecomeALineWithABand() throws Exception {
    Path file = folder.resolve("both.svg");
    assertThat(Outcome.of("plot", one, two, other, "--out", file).code()).isZero();
    assertThat(Files.size(file)).isLessThan(60_000);
    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    NodeList paths = svg.getElementsByTagName("path");
    int bands = 0;
    for (int i = 0; i < paths.getLength(); i++) {
      bands += paths.item(i).getAttributes().getNamedItem("fill-opacity") == null ? 0 : 1;
    }
    assertThat(bands).as("the band and the legend's ground").isEqualTo(2);
    String text = Files.readString(file);
    assertThat(text)
        .contains("sb3, gamma 0.99, 2 seeds", "sb3, gamma 0.9<", "environment steps")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void timeIsAnAxisToo() throws IOException {
    Path file = folder.resolve("time.svg");
    assertThat(Outcome.of("plot", one, two, "--x", "time", "--out", file).code()).isZero();
    assertThat(Files.readString(file)).contains("training time, seconds");
  }

  @Test
  void smoothingCanBeLeftOut() throws IOException {
    Path smooth = folder.resolve("smooth.svg");
    Path plain = folder.resolve("plain.svg");
    Outcome.of("plot", one, "--out", smooth);
    Outcome.of("plot", one, "--out", plain, "--window=1");
    assertThat(Files.readString(plain)).doesNotContain("stroke-opacity");
    assertThat(Files.readString(smooth)).contains("stroke-opacity");
  }

  @Test
  void wrongUseIsRefused() {
    assertThat(Outcome.of("plot", folder).code()).isEqualTo(2);
    assertThat(Outcome.of("plot").code()).isEqualTo(2);
    assertThat(Outcome.of("plot", one, "--out=x.pdf").err()).contains(".png or .svg");
    assertThat(Outcome.of("plot", one, "--window=0").code()).isEqualTo(2);
    assertThat(Outcome.of("plot", one, "--x=return").code()).isEqualTo(2);
  }

  @Test
  void damagedMetricsDoNotBreakThePicture() throws IOException {
    Path run = folder.resolve("damaged");
    SmallRun.train(run, 2048);
    Path metrics = run.resolve("metrics.csv");
    String text = Files.readString(metrics);
    Files.writeString(metrics, text.substring(0, text.length() - 40) + "\nx,y\n\0\n");
    assertThat(Outcome.of("plot", run).code()).isZero();
    Files.writeString(metrics, "");
    assertThat(Outcome.of("plot", run).err()).contains("no curve");
  }
}
