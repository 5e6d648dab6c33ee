package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
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
    assertThat(bands).isOne();
    String text = Files.readString(file);
    assertThat(text)
        .contains("sb3, gamma 0.99, 2 seeds", "sb3, gamma 0.9<", "environment steps")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void theCaptionSaysHowManySeedsAndWhatTheBandIs() throws IOException {
    Path file = folder.resolve("caption.svg");
    assertThat(Outcome.of("plot", one, two, other, "--out", file).code()).isZero();
    assertThat(Files.readString(file))
        .contains("2 seeds", "bands one sample deviation, within what the seeds reached")
        .contains("Lines without a band: 1 seed; faint before smoothing over 10 rows.");
    assertThat(Outcome.of("plot", one, two, "--out", file).code()).isZero();
    assertThat(Files.readString(file)).contains("Mean of 2 seeds; band one sample deviation");
    assertThat(Outcome.of("plot", one, "--window=1", "--out", file).code()).isZero();
    assertThat(Files.readString(file)).contains(">1 seed.<").doesNotContain("deviation");
  }

  @Test
  void whatOneOfTheRunsDoesNotReachIsLeftOutWithAWord() throws IOException {
    Path longer = folder.resolve("longer");
    SmallRun.train(longer, 8192, "--seed=2");
    Path file = folder.resolve("unequal.svg");
    Outcome outcome = Outcome.of("plot", one, longer, "--out", file);
    String word = "the mean ends at 4,096 steps with seed 0, and seed 2 goes on to 8,192";
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).contains(word);
    assertThat(Files.readString(file)).contains(word);
    assertThat(Outcome.of("plot", one, longer, "--x=time", "--out", file).err()).contains(word);
    assertThat(Outcome.of("plot", one, two, "--out", file).err()).isEmpty();
  }

  @Test
  void aScheduleOverAnotherLengthIsAnotherSetting() throws IOException {
    Path brief = folder.resolve("scheduled-brief");
    Path longer = folder.resolve("scheduled-longer");
    SmallRun.train(brief, 2048, "--set=learningRate=linear(1e-3,0)");
    SmallRun.train(longer, 4096, "--set=learningRate=linear(1e-3,0)");
    Path file = folder.resolve("schedules.svg");
    assertThat(Outcome.of("plot", brief, longer, "--out", file).code()).isZero();
    assertThat(Files.readString(file))
        .contains("sb3, steps 2048", "sb3, steps 4096")
        .doesNotContain("seeds");
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

  /** Returns 1 to 12 and a window of 10: averages 5.5, 6.5 and 7.5 at episodes 10 to 12. */
  @Test
  void tutorialsPictureIsAMovingAverageOfEpisodesWithTheDeviationOfAll() throws Exception {
    Path run = folder.resolve("episodes");
    SmallRun.train(run, 512);
    StringBuilder rows = new StringBuilder("episode,steps,return,length,seconds\n");
    for (int i = 1; i <= 12; i++) {
      rows.append(i + "," + 10 * i + "," + i + ",10,0.5\n");
    }
    Files.writeString(run.resolve("episodes.csv"), rows);
    Path file = folder.resolve("tutorial.svg");
    assertThat(Outcome.of("plot", run, "--style=tutorial", "--out", file).code()).isZero();
    String text = Files.readString(file);
    assertThat(text).contains("Moving Average of Rewards", ">Episodes<", ">Rewards<");
    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    List<Point> line = new ArrayList<>();
    List<Point> band = new ArrayList<>();
    NodeList paths = svg.getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      NamedNodeMap path = paths.item(i).getAttributes();
      String points = path.getNamedItem("d").getNodeValue();
      if ("#ff0000".equals(value(path, "stroke"))) {
        line.addAll(points(points));
      } else if ("#0000ff".equals(value(path, "fill"))) {
        assertThat(value(path, "fill-opacity")).isEqualTo("0.2");
        band.addAll(points(points));
      }
    }
    assertThat(line).hasSize(3);
    assertThat(band).hasSize(6);
    double unit = line.get(0).y - line.get(1).y;
    assertThat(line.get(1).y - line.get(2).y).isCloseTo(unit, within(0.02));
    // The deviation of 1 to 12 is the root of (12^2 - 1) / 12.
    double deviation = Math.sqrt(143 / 12.0);
    for (int i = 0; i < 3; i++) {
      assertThat((line.get(i).y - band.get(i).y) / unit).isCloseTo(deviation, within(0.01));
      assertThat((band.get(5 - i).y - line.get(i).y) / unit).isCloseTo(deviation, within(0.01));
    }
    // The axis begins at episode 0, at pixel 84, and the first average is that of episode 10.
    double episode = line.get(1).x - line.get(0).x;
    assertThat((line.get(0).x - 84) / episode).isCloseTo(10, within(0.01));
  }

  private record Point(double x, double y) {}

  private static String value(NamedNodeMap attributes, String name) {
    Node node = attributes.getNamedItem(name);
    return node == null ? "" : node.getNodeValue();
  }

  private static List<Point> points(String path) {
    List<Point> points = new ArrayList<>();
    for (String pair : path.replaceAll("[MZ]", "").replace('L', 'M').split("M")) {
      String[] xy = pair.split(" ");
      points.add(new Point(Double.parseDouble(xy[0]), Double.parseDouble(xy[1])));
    }
    return points;
  }

  @Test
  void tutorialsPictureIsTenBySixInches() throws IOException {
    Path file = folder.resolve("tutorial.png");
    assertThat(Outcome.of("plot", one, "--style=tutorial", "--out", file).code()).isZero();
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth() * 6).isEqualTo(image.getHeight() * 10);
  }

  @Test
  void tutorialsPictureIsOfOneRunWithEnoughEpisodes() {
    assertThat(Outcome.of("plot", one, two, "--style=tutorial").err()).contains("draws one run");
    assertThat(Outcome.of("plot", one, "--style=tutorial", "--x=time").err())
        .contains("leave --x out");
    Outcome few = Outcome.of("plot", one, "--style=tutorial", "--window=100000");
    assertThat(few.err()).contains("give a smaller --window");
    assertThat(few.code()).isEqualTo(2);
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
