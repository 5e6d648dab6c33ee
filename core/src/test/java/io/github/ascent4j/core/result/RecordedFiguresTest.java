package io.github.ascent4j.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.StateBytes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedFiguresTest {
  private final RecordedFigures recorded = new RecordedFigures();

  private static Map<String, Double> row(RecordedFigures.Rows rows) {
    Map<String, Double> row = new LinkedHashMap<>();
    rows.addTo(row);
    return row;
  }

  @Test
  void everyWriterHasTheLastValueInItsNextRowAndOnce() {
    recorded.record("my/early", 1);
    RecordedFigures.Rows often = recorded.rows();
    RecordedFigures.Rows seldom = recorded.rows();
    recorded.record("b", 2);
    recorded.record("a", 3);
    recorded.record("b", 4);
    assertThat(row(often))
        .containsExactly(Map.entry("my/early", 1.0), Map.entry("b", 4.0), Map.entry("a", 3.0));
    assertThat(row(often)).isEmpty();
    recorded.record("a", 5);
    assertThat(row(often)).containsExactly(Map.entry("a", 5.0));
    assertThat(row(seldom))
        .containsExactly(Map.entry("my/early", 1.0), Map.entry("b", 4.0), Map.entry("a", 5.0));
    assertThat(row(seldom)).isEmpty();
    recorded.record("a", Double.NaN);
    assertThat(row(seldom)).containsExactly(Map.entry("a", Double.NaN));
  }

  @Test
  void whatIsOnItsWayIsSavedForEachWriter() throws IOException {
    RecordedFigures.Rows often = recorded.rows();
    recorded.rows();
    recorded.record("a", 1);
    row(often);
    recorded.record("b", 2);
    RecordedFigures restored = new RecordedFigures();
    StateBytes.read(StateBytes.of(recorded::save), restored::restore);
    // Saved again before anybody has asked for rows.
    RecordedFigures again = new RecordedFigures();
    StateBytes.read(StateBytes.of(restored::save), again::restore);
    assertThat(row(again.rows())).containsExactly(Map.entry("b", 2.0));
    assertThat(row(again.rows())).containsExactly(Map.entry("a", 1.0), Map.entry("b", 2.0));
    assertThat(row(again.rows())).as("a writer that is new").isEmpty();
    assertThat(StateBytes.of(again::save)).isNotEqualTo(StateBytes.of(recorded::save));
  }

  @ParameterizedTest
  @ValueSource(strings = {"time/fps", "rollout/x", "train/loss", "info/x", "Diagnostics/x"})
  void namesOfTheLibraryAreRefused(String name) {
    String rest = name.substring(name.indexOf('/') + 1);
    assertThatThrownBy(() -> recorded.record(name, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begin with " + name.substring(0, name.indexOf('/') + 1))
        .hasMessageEndingWith("such as my/" + rest);
    assertThat(recorded.any()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a,b", "a\"b", "a\nb", "a\u001b[0m", "a\u202eb"})
  void namesThatAreNoColumnAreRefused(String name) {
    assertThatThrownBy(() -> recorded.record(name, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 100 letters, digits and signs")
        .message()
        .doesNotContainPattern("\\p{Cntrl}|\u202e");
    assertThatThrownBy(() -> recorded.record("step", 1)).hasMessageContaining("'step'");
    assertThatThrownBy(() -> recorded.record("x".repeat(101), 1)).hasMessageContaining("1 to 100");
    recorded.record("Größe[0]/%+-~", 1);
  }

  @Test
  void aNameForEachStepIsNoName() {
    for (int i = 0; i < 1000; i++) {
      recorded.record("at" + i, i);
    }
    recorded.record("at0", 1);
    assertThatThrownBy(() -> recorded.record("at1000", 1))
        .hasMessage(
            "'at1000' cannot be recorded beside 1000 other names; use the same names each time");
  }

  @Test
  void aFigureOfTheTrainingIsNotWrittenOver() {
    recorded.record("mine", 1);
    Map<String, Double> row = new LinkedHashMap<>(Map.of("mine", 7.0));
    assertThatThrownBy(() -> recorded.rows().addTo(row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a callback has recorded 'mine'");
  }

  @Test
  void damagedStatesAreRefused() throws IOException {
    recorded.record("a", 1);
    byte[] saved = StateBytes.of(recorded::save);
    for (int at = 8; at < 14; at++) {
      byte[] damaged = saved.clone();
      damaged[at] ^= 0x55;
      assertThatThrownBy(() -> StateBytes.read(damaged, new RecordedFigures()::restore))
          .as("byte " + at)
          .isInstanceOf(IOException.class);
    }
  }
}
