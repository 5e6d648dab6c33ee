package io.github.ascent4j.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.schedule.Schedule.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
  private static double byPart(String text, double done) {
    Schedule schedule = Schedule.parse(text);
    return schedule.at(new Progress(1 - done, 7), schedule.start());
  }

  private static double bySteps(String text, long steps) {
    Schedule schedule = Schedule.parse(text);
    return schedule.at(new Progress(0.3, steps), schedule.start());
  }

  @Test
  void aConstantStays() {
    Schedule schedule = Schedule.constant(0.2);
    assertThat(schedule.at(1)).isEqualTo(0.2);
    assertThat(schedule.at(new Progress(0.5, 12), 99)).isEqualTo(0.2);
    assertThat(schedule.at(0)).isEqualTo(0.2);
  }

  @Test
  void aLineFallsFromItsStartToItsEnd() {
    Schedule schedule = new Schedule.Linear(8, 4);
    assertThat(schedule.at(1)).isEqualTo(8);
    assertThat(schedule.at(0.25)).isEqualTo(5);
    assertThat(schedule.at(new Progress(0.25, 0), 99)).isEqualTo(5);
    assertThat(schedule.at(0)).isEqualTo(4);
  }

  @Test
  void schedulesStayAtTheirEndsBeyondTheTraining() {
    Schedule schedule = Schedule.linear(8);
    assertThat(schedule.at(-0.5)).isZero();
    assertThat(schedule.at(1.5)).isEqualTo(8);
    assertThat(Progress.of(6000, 5000)).isEqualTo(new Progress(1 - 1.2, 6000));
    assertThat(schedule.at(Progress.of(6000, 5000), 99)).isZero();
    assertThat(Progress.of(0, 5000)).isEqualTo(Progress.START);
    assertThatThrownBy(() -> new Progress(Double.NaN, 0)).hasMessageContaining("remaining NaN");
    assertThatThrownBy(() -> new Progress(1, -1)).hasMessageContaining("steps -1");
  }

  @Test
  void aLineOverAPartStaysBeforeAndBehindIt() {
    String text = "linear(8,4,0.25,0.75)";
    assertThat(byPart(text, 0)).isEqualTo(8);
    assertThat(byPart(text, 0.25)).isEqualTo(8);
    assertThat(byPart(text, 0.375)).isEqualTo(7);
    assertThat(byPart(text, 0.75)).isEqualTo(4);
    assertThat(byPart(text, 1)).isEqualTo(4);
    assertThat(bySteps("linear(8,4,100,200) by steps", 50)).isEqualTo(8);
    assertThat(bySteps("linear(8,4,100,200) by steps", 125)).isEqualTo(7);
    assertThat(bySteps("linear(8,4,100,200) by steps", 999)).isEqualTo(4);
  }

  /** exp(-ln 2) is 1/2. */
  @Test
  void anExponentialNearsItsEnd() {
    String text = "exponential(9,1," + StrictMath.log(2);
    assertThat(byPart(text + ")", 0)).isEqualTo(9);
    assertThat(byPart(text + ")", 1)).isEqualTo(5);
    assertThat(bySteps(text + ") by steps", 2)).isEqualTo(3);
    assertThat(bySteps(text + ") by steps", Long.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void piecesHoldOutsideTheirIntervals() {
    Schedule schedule = Schedule.parse("piecewise(1,10:20:3,40:50:2) by steps");
    assertThat(schedule.start()).isEqualTo(1);
    assertThat(schedule.at(new Progress(1, 5), 1)).isEqualTo(1);
    assertThat(schedule.at(new Progress(1, 15), 1)).isEqualTo(2);
    assertThat(schedule.at(new Progress(1, 30), 2)).isEqualTo(2);
    assertThat(schedule.at(new Progress(1, 45), 2)).isEqualTo(2.5);
    assertThat(schedule.at(new Progress(1, 99), 2.5)).isEqualTo(2.5);
    assertThat(byPart("piecewise(1,0:0.5:3,0.5:1:0)", 0.5)).isEqualTo(3);
    assertThat(byPart("piecewise(1,0:0.5:3,0.5:1:0)", 0.75)).isEqualTo(1.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.2",
        "3.0E-4",
        "Infinity",
        "linear(0.001,1.0E-5)",
        "linear(2.5E-4,0.0)",
        "linear(0.001,1.0E-4,0.0,0.5)",
        "linear(0.001,1.0E-4,100.0,2.0E7) by steps",
        "exponential(1.0,0.05,3.0)",
        "exponential(1.0,0.05,1.0E-4) by steps",
        "piecewise(1.0,0.0:0.1:0.1,0.15:0.2:0.01)",
        "piecewise(1.0,0.0:10.0:0.1,15.0:20.0:0.01) by steps"
      })
  void whatIsPrintedCanBeRead(String text) {
    Schedule schedule = Schedule.parse(text);
    assertThat(schedule).hasToString(text);
    assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
  }

  @Test
  void spacesAndRlZoosFormAreRead() {
    assertThat(Schedule.parse(" linear( 1e-3 , 0 ) ")).isEqualTo(Schedule.linear(0.001));
    assertThat(Schedule.parse("lin_0.001")).isEqualTo(Schedule.linear(0.001));
    assertThat(Schedule.parse(" piecewise (1, 0 : 10 : 0.1, 15:20:0.01)  by  steps "))
        .hasToString("piecewise(1.0,0.0:10.0:0.1,15.0:20.0:0.01) by steps");
    assertThat(Schedule.parse("linear(1,0,0,1)")).isEqualTo(Schedule.linear(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fast",
        "linear(1)",
        "linear(1,2,3)",
        "linear(1,2,0,1,5)",
        "linear(a,b)",
        "linear(1,0) by steps",
        "linear(1,0) by epochs",
        "linear(1,(0))",
        "lin_",
        "lin_x",
        "lin_1 by steps",
        "0.1 by steps",
        "exponential(1,0)",
        "piecewise()",
        "piecewise(1,0:1)",
        "piecewise(1,0:1:2:3)",
        "piecewise(1,)",
        "cosine(1,0)"
      })
  void otherTextIsRefusedWithWhatCanBeWritten(String text) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + text
                + "' is no schedule; write a number, lin_start, linear(start,end),"
                + " linear(start,end,from,to), exponential(start,end,rate) or"
                + " piecewise(start,from:to:end,...); the last three may end in ' by steps'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "linear(1,Infinity); linear: start 1.0 and end Infinity must be finite",
        "linear(1,0,0.5,0.5); linear: from 0.5 must be below to 0.5 and both in 0 to 1",
        "linear(1,0,0,1000); write ' by steps' behind the schedule to give steps",
        "linear(1,0,-1,10) by steps; from -1.0 must be below to 10.0, finite and not negative",
        "linear(1,0,0,NaN) by steps; linear: from 0.0 must be below to NaN",
        "linear(1,0,0,Infinity) by steps; linear: from 0.0 must be below to Infinity",
        "exponential(1,0,-1); exponential: rate -1.0 must be finite and not negative",
        "exponential(1,NaN,1); exponential: start 1.0 and end NaN must be finite",
        "piecewise(1); piecewise: give at least one interval from:to:end",
        "piecewise(NaN,0:1:0); piecewise: start NaN",
        "piecewise(1,0:1:NaN); end NaN must be finite",
        "piecewise(1,0:10:0); piecewise: from 0.0 must be below to 10.0 and both in 0 to 1",
        "piecewise(1,0:10:0,9:20:1) by steps; 0.0:10.0:0.0 and 9.0:20.0:1.0 overlap",
        "piecewise(1,5:6:0,0:10:1) by steps; 5.0:6.0:0.0 and 0.0:10.0:1.0 overlap"
      })
  void numbersThatMakeNoScheduleAreNamed(String text, String message) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.25",
        "linear(0.25,1)",
        "linear(1,0.25,5,9) by steps",
        "exponential(0.25,1,2)",
        "piecewise(0.5,0:0.1:1,0.2:0.3:0.25,0.5:1:0.5)"
      })
  void allValuesCountForABound(String text) {
    Schedule schedule = Schedule.parse(text);
    assertThat(schedule.within(0.25, 1)).isTrue();
    assertThat(schedule.within(0.26, 1)).isFalse();
    assertThat(schedule.within(Double.NaN, 1)).isFalse();
    assertThat(schedule.within(0.25, 0.99)).isEqualTo(text.equals("0.25"));
  }

  /** In doubles 0.04 + (0.11 - 0.04) is above 0.11, and 0.01 + 49 (0.18 - 0.01) / 49 above 0.18. */
  @Test
  void roundingDoesNotLeaveTheBounds() {
    assertThat(new Schedule.Linear(0.11, 0.04).at(1)).isEqualTo(0.11);
    for (long x = 0; x <= 49; x++) {
      assertThat(bySteps("piecewise(0.01,0:49:0.18) by steps", x)).isBetween(0.01, 0.18);
      assertThat(bySteps("exponential(0.11,0.04,0.001) by steps", x)).isBetween(0.04, 0.11);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear(1.0,0.0,0.0,9.0) by steps",
        "exponential(1.0,0.0,1.0) by steps",
        "piecewise(1.0,0.0:1.0:0.0)"
      })
  void whatRemainsAloneDoesNotDecideStepsAndPieces(String text) {
    assertThatThrownBy(() -> Schedule.parse(text).at(0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text + " depends on more than the part that remains; ask at(Progress, held)");
  }

  @Test
  void whatRemainsDecidesTheOthers() {
    assertThat(Schedule.parse("exponential(1,0,0)").at(0.5)).isEqualTo(1);
    assertThat(new Schedule.Linear(1, 0, 0, 0.5, Unit.PROGRESS).at(0.75)).isEqualTo(0.5);
  }
}
