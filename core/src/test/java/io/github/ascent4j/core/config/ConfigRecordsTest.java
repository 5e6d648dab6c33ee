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
  @CsvSource({"cuont, count", "rat, rate", "color, inner.colour", "inner.size, inner.sizes"})
  void anUnknownSettingIsAnsweredWithTheNearestFirst(String key, String nearest) {
    assertThatThrownBy(() -> ConfigRecords.with(START, key, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "unknown setting '" + key + "'; the near ones are " + nearest + ",");
  }

  @Test
  void anUnknownSettingThatIsOneInOtherLettersIsAnsweredWithThatOne() {
    assertThatThrownBy(() -> ConfigRecords.with(START, "Rate", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown setting 'Rate'; it is rate here");
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

  /** Settings that stand in a record of their own. */
  public record Speed(Schedule pace, Inner inner) implements SettingGroup {}

  /** More of them, one of which has the name of another. */
  public record Rest(Schedule pace, int breaks) implements SettingGroup {
    public Rest {
      if (breaks < 0) {
        throw new IllegalArgumentException("breaks " + breaks + " must not be negative");
      }
    }
  }

  /** A record with two groups and a method for a setting within one. */
  public record Grouped(double rate, Speed speed, Rest rest) implements SettingRecord<Grouped> {
    public Grouped withBreaks(int value) {
      return new Grouped(value, speed, new Rest(rest.pace(), value));
    }
  }

  private static final Grouped GROUPED =
      new Grouped(
          0.5,
          new Speed(Schedule.constant(2), new Inner(List.of(3), Colour.RED)),
          new Rest(Schedule.linear(1), 4));

  @Test
  void settingsOfAGroupAreNamedAsIfThereWereNone() {
    assertThat(ConfigRecords.settings(GROUPED).keySet())
        .containsExactly(
            "rate", "speed.pace", "inner.sizes", "inner.colour", "rest.pace", "breaks");
  }

  @ParameterizedTest
  @CsvSource({
    "inner.sizes, 7",
    "sizes, 7",
    "speed.inner.sizes, 7",
    "speed.pace, 7",
    "rest.pace, 7",
    "rate, 7",
    "rest.breaks, 7",
    "breaks, 7"
  })
  void aSettingOfAGroupIsFoundByAnyOfItsNames(String key, String text) {
    Grouped changed = ConfigRecords.with(GROUPED, key, text);
    String name = key.substring(key.lastIndexOf('.') + 1);
    assertThat(ConfigRecords.settings(changed).entrySet())
        .filteredOn(e -> !e.getValue().equals(ConfigRecords.settings(GROUPED).get(e.getKey())))
        .first()
        .satisfies(e -> assertThat(e.getKey()).endsWith(name.equals("breaks") ? "rate" : name));
  }

  /** As for a setting of the record itself. */
  @Test
  void aSettingOfAGroupIsChangedThroughTheOuterRecordsMethod() {
    assertThat(ConfigRecords.with(GROUPED, "breaks", "8").rate()).isEqualTo(8);
    assertThat(ConfigRecords.with(GROUPED, "rest.breaks", "8").rate()).isEqualTo(8);
  }

  @Test
  void aNameOfSeveralSettingsIsRefusedWithTheFullOnes() {
    assertThatThrownBy(() -> ConfigRecords.with(GROUPED, "pace", "1"))
        .hasMessage("there are several settings 'pace'; give speed.pace or rest.pace");
    assertThatThrownBy(() -> ConfigRecords.fromJson(GROUPED, Json.parse("{\"pace\": 1}")))
        .hasMessage("there are several settings 'pace'; give speed.pace or rest.pace");
    assertThatThrownBy(() -> ConfigRecords.with(GROUPED, "speed", "1"))
        .hasMessageContaining("speed has parts; set them one by one");
    assertThatThrownBy(() -> ConfigRecords.with(GROUPED, "inner", "1"))
        .hasMessageContaining("inner has parts; set them one by one");
  }

  @Test
  void jsonHasTheSettingsOfAGroupBesideTheOthers() {
    Json json = ConfigRecords.toJson(GROUPED);
    assertThat(json)
        .isEqualTo(
            Json.parse(
                "{\"rate\": 0.5, \"inner\": {\"sizes\": [3], \"colour\": \"RED\"},"
                    + " \"speed\": {\"pace\": 2.0}, \"breaks\": 4,"
                    + " \"rest\": {\"pace\": \"linear(1.0,0.0)\"}}"));
    assertThat(ConfigRecords.fromJson(GROUPED.withBreaks(1), json)).isEqualTo(GROUPED);
  }

  @Test
  void jsonMayHaveAGroupAsAnObject() {
    Json json = Json.parse("{\"rest\": {\"breaks\": 6}, \"speed\": {\"inner\": {\"sizes\": [1]}}}");
    Grouped config = ConfigRecords.fromJson(GROUPED, json);
    assertThat(config.rest().breaks()).isEqualTo(6);
    assertThat(config.speed().inner().sizes()).containsExactly(1);
    assertThat(config.rate()).isEqualTo(0.5);
  }

  @Test
  void aCopyDiffersInTheNamedSettingAlone() {
    assertThat(GROUPED.with("rate", 0.25))
        .isEqualTo(new Grouped(0.25, GROUPED.speed(), GROUPED.rest()));
    assertThat(GROUPED.with("breaks", 9).rest()).isEqualTo(new Rest(GROUPED.rest().pace(), 9));
    assertThat(GROUPED.with("rest.pace", 3).rest().pace()).isEqualTo(Schedule.constant(3));
    assertThatThrownBy(() -> GROUPED.with("breaks", -1)).hasMessageContaining("breaks -1");
    assertThatThrownBy(() -> GROUPED.with("braeks", 1))
        .hasMessageContaining("near ones are breaks");
  }
}
