package io.github.ascent4j.core.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoggingFrequencyTest {
  private static List<Long> logged(LoggingFrequency frequency, long... steps) {
    List<Long> logged = new ArrayList<>();
    for (long step : steps) {
      if (frequency.shouldLog(step)) {
        logged.add(step);
      }
    }
    return logged;
  }

  /** Counted from 0, step 9 is the tenth. */
  @Test
  void theStepThatCompletesAnIntervalIsLogged() {
    assertThat(logged(new LoggingFrequency(10), 0, 8, 9, 10, 18, 19, 20)).containsExactly(9L, 19L);
    assertThat(logged(new LoggingFrequency(1), 0, 1, 2)).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aStrideOverSeveralIntervalsIsLoggedOnce() {
    assertThat(logged(new LoggingFrequency(10), 7, 35, 36, 39, 39)).containsExactly(35L, 39L);
  }

  @Test
  void aResumedFrequencyGoesOnAsIfNeverInterrupted() {
    long[] late = {1500, 2047, 2100, 3001};
    LoggingFrequency whole = new LoggingFrequency(1000);
    logged(whole, 500, 1400);
    List<Long> expected = logged(whole, late);
    assertThat(logged(LoggingFrequency.resumeAt(1000, 1400), late)).isEqualTo(expected);
    assertThat(expected).containsExactly(2047L, 3001L);
  }

  @Test
  void aFrequencyIsPositive() {
    assertThatThrownBy(() -> new LoggingFrequency(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logging frequency 0 must be at least 1; 1 logs every step");
  }
}
