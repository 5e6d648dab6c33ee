package io.github.ascent4j.core.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

final class ProgressCallbackTest {
  private static final long SECOND = 1_000_000_000;

  /** A second goes by from each look at it to the next. */
  private static final class Ticking implements LongSupplier {
    private long now = Long.MAX_VALUE - 2 * SECOND;

    @Override
    public long getAsLong() {
      now += SECOND;
      return now;
    }
  }

  /** The lines of a training of 8 updates of 128 steps each, a second for each. */
  private static List<String> lines(double seconds) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressCallback progress =
        new ProgressCallback(seconds, new PrintStream(bytes, false, UTF_8), new Ticking());
    VectorEnvironment environment = Wander.discrete(4);
    A2cConfig config = A2cConfig.sb3().withRolloutSteps(32);
    try (Agent<A2cConfig> agent = A2cAgent.create(environment, config, 0)) {
      agent.train(environment, 8 * 128, progress);
    }
    return bytes.toString(UTF_8).lines().toList();
  }

  private static void assertSteps(List<String> lines, String... steps) {
    assertThat(lines).hasSameSizeAs(steps);
    for (int i = 0; i < steps.length; i++) {
      assertThat(lines.get(i)).startsWith("a2c Wander: " + steps[i] + " of 1,024 steps (");
    }
  }

  @Test
  void aLineIsPrintedEveryFewSeconds() {
    assertSteps(lines(2), "256", "512", "768", "1,024");
  }

  @Test
  void theLastUpdateIsAlwaysPrintedAndOnce() {
    assertSteps(lines(3), "384", "768", "1,024");
    assertSteps(lines(1e300), "1,024");
    assertSteps(lines(Double.POSITIVE_INFINITY), "1,024");
  }

  @Test
  void everyUpdateMayBePrinted() {
    assertSteps(lines(0), "128", "256", "384", "512", "640", "768", "896", "1,024");
  }

  private static TrainingProgress progress(long steps, double meanReturn, double seconds) {
    return new TrainingProgress(
        steps, 200_000, 1, 1, meanReturn, 1, 1, 40_000, seconds, Map::of, 0, 0, List.of());
  }

  /** 40,000 steps in 2 seconds leave 150,000 for 7.5. */
  @Test
  void aLineSaysHowFarHowGoodAndHowFast() {
    assertThat(ProgressCallback.text(progress(50_000, 187.34, 2)))
        .isEqualTo("50,000 of 200,000 steps (25%), return 187.3, 20,000 steps/s, 8 s left");
  }

  @Test
  void nothingIsLeftAtTheEndOrBeyondIt() {
    assertThat(ProgressCallback.text(progress(200_100, -1, 2)))
        .isEqualTo("200,100 of 200,000 steps (100%), return -1.0, 20,000 steps/s");
  }

  @Test
  void whatIsNotKnownYetIsNotGuessed() {
    assertThat(ProgressCallback.text(progress(100, Double.NaN, 0)))
        .isEqualTo("100 of 200,000 steps (0%), return NaN, 0 steps/s");
  }

  @Test
  void timesBelowZeroAreRefused() {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), false, UTF_8);
    for (double seconds : new double[] {-1, Double.NaN}) {
      assertThatThrownBy(() -> new ProgressCallback(seconds, out))
          .hasMessageContaining("seconds " + seconds + " must be at least 0");
    }
  }
}
