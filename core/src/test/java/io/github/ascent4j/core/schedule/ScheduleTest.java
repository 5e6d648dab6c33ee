package io.github.ascent4j.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
  @Test
  void aConstantStays() {
    Schedule schedule = Schedule.constant(0.2);
    assertThat(schedule.at(1)).isEqualTo(0.2);
    assertThat(schedule.at(0)).isEqualTo(0.2);
  }

  @Test
  void aLineFallsFromItsStartToItsEnd() {
    Schedule schedule = new Schedule.Linear(8, 4);
    assertThat(schedule.at(1)).isEqualTo(8);
    assertThat(schedule.at(0.25)).isEqualTo(5);
    assertThat(schedule.at(0)).isEqualTo(4);
  }

  @Test
  void progressIsCutToItsRange() {
    Schedule schedule = Schedule.linear(8);
    assertThat(schedule.at(-0.5)).isZero();
    assertThat(schedule.at(1.5)).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.2", "3.0E-4", "Infinity", "linear(0.001,1.0E-5)", "linear(2.5E-4,0.0)"})
  void whatIsPrintedCanBeRead(String text) {
    Schedule schedule = Schedule.parse(text);
    assertThat(schedule).hasToString(text);
    assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
  }

  @Test
  void spacesAndRlZoosFormAreRead() {
    assertThat(Schedule.parse(" linear( 1e-3 , 0 ) ")).isEqualTo(Schedule.linear(0.001));
    assertThat(Schedule.parse("lin_0.001")).isEqualTo(Schedule.linear(0.001));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "linear(1)", "linear(1,2,3)", "linear(a,b)", "lin_", "lin_x"})
  void otherTextIsRefusedWithWhatCanBeWritten(String text) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'" + text + "' is no schedule; write a number, linear(start,end) or lin_start");
  }
}
