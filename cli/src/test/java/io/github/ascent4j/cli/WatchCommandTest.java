package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.environment.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void train() {
    run = folder.resolve("run");
    Outcome.of("train", "CartPole-v1", "--steps", 256, "--quiet", "--out", run);
  }

  @Test
  void episodeBecomesAGifWithTheFramesItsTimeNeeds() throws IOException {
    Path gif = folder.resolve("film.gif");
    Outcome outcome = Outcome.of("watch", run, "--gif", gif, "--height", 64, "--seed", 3);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).isEqualTo(gif + System.lineSeparator());
    int steps = Integer.parseInt(outcome.err().strip().replaceAll(".* in (\\d+) steps", "$1"));
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(in);
      // A step lasts 0.02 s and a frame 0.04.
      assertThat(reader.getNumImages(true)).isEqualTo(steps / 2);
      assertThat(reader.getHeight(0)).isEqualTo(64);
    }
  }

  @Test
  void policyFileIsWatchedInAnEnvironmentThatFits() {
    Path gif = folder.resolve("film.gif");
    Path policy = run.resolve("policy.safetensors");
    assertThat(Outcome.of("watch", policy, "--env", "CartPole-v0", "--gif", gif).code()).isZero();
    Outcome wrong = Outcome.of("watch", policy, "--env", "Pendulum-v1", "--gif", gif);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("but Pendulum-v1 has");
  }

  @Test
  void environmentWithoutScenesIsNamed() {
    Path other = folder.resolve("other");
    String counter = Counter.class.getName();
    assertThat(Outcome.of("train", counter, "--steps", 256, "--quiet", "--out", other).code())
        .isZero();
    Path gif = folder.resolve("film.gif");
    Outcome outcome = Outcome.of("watch", other, "--gif", gif);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("Counter cannot be drawn").contains("scene()");
    assertThat(Files.exists(gif)).isFalse();
  }

  @Test
  void wrongArgumentsAreNamed() {
    assertThat(Outcome.of("watch", run, "--episodes", 0).err()).contains("--episodes 0");
    assertThat(Outcome.of("watch", run, "--height", 3).err()).contains("--height 3");
    assertThat(Outcome.of("watch", folder.resolve("none")).code()).isEqualTo(2);
    Outcome unwritable = Outcome.of("watch", run, "--gif", folder.resolve("no/such/film.gif"));
    assertThat(unwritable.code()).isEqualTo(1);
    assertThat(unwritable.err()).contains("cannot write to");
  }
}
