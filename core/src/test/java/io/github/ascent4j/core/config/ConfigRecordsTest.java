package io.github.ascent4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.environment.catalog.NearNames;
import io.github.ascent4j.policy.file.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigRecordsTest {
  /** A colour. */
  public enum Colour {
    RED,
    DARK_BLUE
  }

  /** Settings within settings. */
  public record Inner(List<Integer> sizes, Colour colour) {
    public Inner withSizes(List<Integer> value) {
      return new Inner(value, colour);
    }

    public Inner withColour(Colour value) {
      return new Inner(sizes, value);
    }
  }

  /** Settings of every type; {@code count} also sets {@code rate}. */
  public record Outer(int count, double rate, boolean loud, Schedule pace, Inner inner) {
    public Outer {
      if (count > 100) {
        throw new IllegalArgumentException("count " + count + " must be up to 100");
      }
    }

    public Outer withCount(int value) {
      return new Outer(value, value / 2.0, loud, pace, inner);
    }

    public Outer withRate(double value) {
      return new Outer(count, value, loud, pace, inner);
    }

    public Outer withLoud(boolean value) {
      return new Outer(count, rate, value, pace, inner);
    }

    public Outer withPace(Schedule value) {
      return new Outer(count, rate, loud, value, inner);
    }

    public Outer withInner(Inner value) {
      return new Outer(count, rate, loud, pace, value);
    }
  }

  private static final Outer START =
      new Outer(1, 0.5, false, Schedule.constant(2), new Inner(List.of(3, 4), Colour.RED));

  @Test
  void settingsAreListedByNameInOrder() {
    assertThat(ConfigRecords.settings(START).keySet())
        .containsExactly("count", "rate", "loud", "pace", "inner.sizes", "inner.colour");
    assertThat(ConfigRecords.settings(START)).containsEntry("inner.colour", Colour.RED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rate; 1e-3; 0.001",
        "rate; Infinity; Infinity",
        "rate; ' 7 '; 7.0",
        "loud; true; true",
        "pace; linear(1,0); 'linear(1.0,0.0)'",
        "pace; lin_3; 'linear(3.0,0.0)'",
        "pace; 'piecewise(1, 0:10:0.1) by steps'; 'piecewise(1.0,0.0:10.0:0.1) by steps'",
        "inner.sizes; 5,6,7; '[5, 6, 7]'",
        "inner.sizes; '[5, 6]'; '[5, 6]'",
        "inner.sizes; ''; '[]'",
        "inner.colour; dark_blue; DARK_BLUE"
      })
  void aSettingIsChangedByText(String key, String text, String expected) {
    Outer changed = ConfigRecords.with(START, key, text);
    assertThat(ConfigRecords.settings(changed).get(key)).hasToString(expected);
    assertThat(ConfigRecords.settings(changed)).hasSize(6);
  }

  /** A schedule is a value, although it is a record with parts. */
  @Test
  void aScheduleHasNoSettingsWithin() {
    Outer config = START.withPace(Schedule.parse("exponential(1,0.1,2)"));
    assertThat(ConfigRecords.settings(config)).containsEntry("pace", config.pace());
    assertThat(ConfigRecords.toJson(config).get("pace").asString())
        .isEqualTo("exponential(1.0,0.1,2.0)");
  }

  @Test
  void anInnerSettingMayBeNamedByItsLastPart() {
    assertThat(ConfigRecords.with(START, "colour", "dark_blue"))
        .isEqualTo(ConfigRecords.with(START, "inner.colour", "DARK_BLUE"));
  }

  @Test
  void aSettingIsChangedThroughTheRecordsOwnMethod() {
    assertThat(ConfigRecords.with(START, "count", "8").rate()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"cuont, count", "Rate, rate", "color, inner.colour", "inner.size, inner.sizes"})
  void anUnknownSettingIsAnsweredWithTheNearestFirst(String key, String nearest) {
    assertThatThrownBy(() -> ConfigRecords.with(START, key, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "unknown setting '" + key + "'; the near ones are " + nearest + ",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "count; 1.5; count=1.5: give whole numbers",
        "count; many; count=many: give whole numbers",
        "count; 3000000000; count=3000000000: give whole numbers",
        "rate; fast; rate=fast: give a number",
        "loud; yes; loud=yes: give true or false",
        "pace; soon; pace=soon: 'soon' is no schedule",
        "pace; 'linear(1,0,0,2)'; pace=linear(1,0,0,2): linear: from 0.0 must be below to 2.0",
        "inner.sizes; 1,x; sizes=1,x: give whole numbers",
        "inner.colour; green; colour=green: give one of [RED, DARK_BLUE]",
        "inner; 5; inner has parts; set them one by one",
        "count; 101; count 101 must be up to 100"
      })
  void aValueThatDoesNotFitIsRefused(String key, String text, String message) {
    assertThatThrownBy(() -> ConfigRecords.with(START, key, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  static Stream<Outer> records() {
    return Stream.of(
        START,
        START.withPace(Schedule.linear(0.1)).withLoud(true),
        START.withPace(new Schedule.Linear(1e-3, 1e-5, 0.25, 0.5, Schedule.Unit.PROGRESS)),
        START.withPace(new Schedule.Exponential(1, 0.05, 1e-4, Schedule.Unit.STEPS)),
        START.withPace(Schedule.parse("piecewise(1, 0:0.5:0.1, 0.6:0.9:0.01)")),
        START.withRate(Double.POSITIVE_INFINITY).withPace(Schedule.constant(1e-300)),
        START.withRate(0.1 + 0.2).withPace(Schedule.constant(Double.POSITIVE_INFINITY)),
        START.withInner(new Inner(List.of(), Colour.DARK_BLUE)));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordComesBackFromItsJson(Outer config) {
    Json json = Json.parse(ConfigRecords.toJson(config).toString());
    assertThat(ConfigRecords.fromJson(START.withCount(50), json)).isEqualTo(config);
  }

  @Test
  void whatJsonDoesNotNameKeepsItsDefault() {
    Outer config = ConfigRecords.fromJson(START, Json.parse("{\"inner\": {\"sizes\": [9]}}"));
    assertThat(config).isEqualTo(ConfigRecords.with(START, "sizes", "9"));
  }

  @Test
  void whatJsonNamesAndTheRecordLacksIsRefused() {
    assertThatThrownBy(() -> ConfigRecords.fromJson(START, Json.parse("{\"cuont\": 1}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown setting 'cuont'; the near ones are count,");
    assertThatThrownBy(() -> ConfigRecords.fromJson(START, Json.parse("{\"inner\": {\"hue\": 1}}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown setting 'hue'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"count\": 1.5}",
        "{\"count\": true}",
        "{\"rate\": \"x\"}",
        "{\"rate\": null}",
        "{\"loud\": 1}",
        "{\"inner\": 5}",
        "{\"inner\": {\"sizes\": {}}}",
        "[1]",
        "{\"count\": 101}"
      })
  void jsonOfTheWrongKindIsRefused(String text) {
    assertThatThrownBy(() -> ConfigRecords.fromJson(START, Json.parse(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nearNamesAreAtMostFive() {
    List<String> names = List.of("a", "ab", "abc", "abcd", "abcde", "abcdef", "xyzw");
    assertThat(NearNames.of("abc", names)).containsExactly("abc", "ab", "abcd", "a", "abcde");
  }
}
