package io.github.ascent4j.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.result.TrainingProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressBarTest {
  private static final TrainingProgress HALF =
      new TrainingProgress(
          50_000, 100_000, 10, 300, 123.45, 123.45, 2, 50_000, 2, Map::of, 0, 0, List.of());

  /** Of which nothing is asked. */
  private static final TrainingView TRAINING =
      (TrainingView)
          Proxy.newProxyInstance(
              ProgressBarTest.class.getClassLoader(),
              new Class<?>[] {TrainingView.class},
              (proxy, method, arguments) -> {
                throw new AssertionError(method);
              });

  @Test
  void saysHowFarHowGoodAndHowFast() {
    assertThat(ProgressBar.text(HALF, 90))
        .isEqualTo(
            "[==============              ] 50%  50,000 steps  return 123.5  25k steps/s  2.0 s"
                + " left");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 40, 80, 200})
  void neverFillsTheLastColumn(int width) {
    assertThat(ProgressBar.text(HALF, width)).hasSizeLessThan(Math.max(1, width));
  }

  @Test
  void leavesNothingBehind() {
    StringWriter out = new StringWriter();
    try (ProgressBar bar = new ProgressBar(new PrintWriter(out), 80)) {
      TrainingCallback callback = bar.callback();
      callback.onStart(TRAINING);
      callback.onUpdate(TRAINING, HALF);
      // Too soon to be drawn again.
      callback.onUpdate(TRAINING, HALF);
    }
    String[] parts = out.toString().split("\r", -1);
    assertThat(parts).hasSize(4);
    assertThat(parts[2]).isBlank().hasSameSizeAs(parts[1]);
  }
}
