package io.github.ascent4j.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @Test
  void readsEveryKindOfValue() {
    Json json =
        Json.parse(
            " { \"a\" : [ 1 , -2.5e3 , true , false , null ] , \"b\" : { } ,"
                + " \"c\" : \"x\\n\\u00e9\\\"\\/\\ud83d\\ude00\" } ");
    assertThat(json.get("a").elements().get(0).asInt()).isEqualTo(1);
    assertThat(json.get("a").elements().get(1).asDouble()).isEqualTo(-2500);
    assertThat(json.get("a").elements().get(2).asBoolean()).isTrue();
    assertThat(json.get("a").elements().get(4).kind()).isEqualTo(Json.Kind.NULL);
    assertThat(json.get("b").members()).isEmpty();
    assertThat(json.get("c").asString()).isEqualTo("x\né\"/😀");
    assertThat(json.find("d")).isEmpty();
  }

  @Test
  void writesMembersInTheirOrderAndWithoutSpace() {
    Json json =
        Json.object()
            .put("z", 1)
            .put("a", Json.array(List.of(Json.of(1.5f), Json.of("\u0001\t\\"))))
            .put("m", true)
            .build();
    assertThat(json).hasToString("{\"z\":1,\"a\":[1.5,\"\\u0001\\t\\\\\"],\"m\":true}");
    assertThat(Json.parse(json.toString())).isEqualTo(json);
  }

  @Test
  void floatsAndDoublesKeepTheirBits() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      float f = Float.intBitsToFloat(random.nextInt());
      if (!Float.isNaN(f)) {
        float back = Json.parse(Json.of(f).toString()).asFloat();
        assertThat(Float.floatToRawIntBits(back)).isEqualTo(Float.floatToRawIntBits(f));
      }
    }
    for (int i = 0; i < 5_000; i++) {
      double d = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(d)) {
        double back = Json.parse(Json.of(d).toString()).asDouble();
        assertThat(Double.doubleToRawLongBits(back)).isEqualTo(Double.doubleToRawLongBits(d));
      }
    }
  }

  @Test
  void infinitiesZerosAndExtremesKeepTheirBits() {
    for (double d :
        new double[] {
          0,
          -0.0,
          1,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          -Double.MAX_VALUE,
          Double.MIN_NORMAL,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          1e23,
          2e-3
        }) {
      double back = Json.parse(Json.of(d).toString()).asDouble();
      assertThat(Double.doubleToRawLongBits(back)).isEqualTo(Double.doubleToRawLongBits(d));
      float f = (float) d;
      float floatBack = Json.parse(Json.of(f).toString()).asFloat();
      assertThat(Float.floatToRawIntBits(floatBack)).isEqualTo(Float.floatToRawIntBits(f));
    }
    assertThat(Json.of(Float.NaN).asFloat()).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "0.1, 0.1",
    "-2.5, -2.5",
    "1e-8, 1e-8",
    "1.5e20, 1.5e20",
    "100000, 100000.0",
    "2.0E-3, 0.002",
    "1.0E23, 1e23",
    "0, 0.0",
    "-0.0, -0.0"
  })
  void numbersAreShort(double value, String text) {
    assertThat(Json.of(value)).hasToString(text);
  }

  @Test
  void floatsAreAsShortAsFloatsCanBe() {
    assertThat(Json.of(0.1f)).hasToString("0.1");
    assertThat(Json.of(1.4142135f)).hasToString("1.4142135");
    assertThat(Json.of(Float.NEGATIVE_INFINITY)).hasToString("\"-Infinity\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | line 1, column 1: expected a value, but found the end",
        "`{\"a\":1,}` | line 1, column 8: expected a key in quotes, but found '}'",
        "`{\"a\" 1}` | line 1, column 6: expected ':', but found '1'",
        "`{a:1}` | line 1, column 2: expected a key in quotes, but found 'a'",
        "`[1,2` | line 1, column 5: expected ']', but found the end",
        "`[1,]` | line 1, column 4: expected a value, but found ']'",
        "`[1] x` | line 1, column 5: expected the end, but found 'x'",
        "`{\"a\":1,\"a\":2}` | line 1, column 8: key \"a\" is there twice",
        "`01` | line 1, column 2: expected the end, but found '1'",
        "`+1` | line 1, column 1: expected a value, but found '+'",
        "`-` | line 1, column 2: expected a value, but found the end",
        "`1.` | line 1, column 3: expected a digit, but found the end",
        "`.5` | line 1, column 1: expected a value, but found '.'",
        "`1e` | line 1, column 3: expected a digit, but found the end",
        "`NaN` | line 1, column 1: expected a value, but found 'N'",
        "`Infinity` | line 1, column 1: expected a value, but found 'I'",
        "`tru` | line 1, column 1: expected a value, but found 't'",
        "`\"abc` | line 1, column 1: string without an end",
        "`\"\\x\"` | line 1, column 3: unknown escape 'x'",
        "`\"\\u12g4\"` | line 1, column 6: expected four hexadecimal digits, but found 'g'",
        "`\"\\ud800\"` | half of a surrogate pair in a string",
        "`\"\\udc00\"` | half of a surrogate pair in a string",
        "`\"\\ud800x\"` | half of a surrogate pair in a string",
        "`// x` | line 1, column 1: expected a value, but found '/'",
        "`'a'` | expected a value, but found '''",
      })
  void strayTextIsRefusedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(JsonException.class)
        .hasMessageEndingWith(message);
  }

  @Test
  void placesCountLines() {
    assertThatThrownBy(() -> Json.parse("{\n  \"a\": 1,\n  b\n}"))
        .hasMessage("JSON line 3, column 3: expected a key in quotes, but found 'b'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\nb\"", "\"a\u0000b\"", "\u0000", "\uFEFF1", "1\u00a0"})
  void strayCharactersAreRefused(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void depthLengthAndNumberOfValuesAreLimited() {
    assertThat(Json.parse("[".repeat(64) + "]".repeat(64)).elements()).hasSize(1);
    assertThatThrownBy(() -> Json.parse("[".repeat(66) + "]".repeat(66)))
        .hasMessageEndingWith("nested deeper than 64");
    assertThatThrownBy(() -> Json.parse("[".repeat(5_000_000))).hasMessageContaining("deeper");
    assertThatThrownBy(() -> Json.parse("{\"a\":".repeat(1_000_000)))
        .hasMessageContaining("deeper");
    assertThatThrownBy(() -> Json.parse("[0" + ",0".repeat(Json.MAX_VALUES) + "]"))
        .hasMessageEndingWith("more than 500000 values");
    assertThatThrownBy(() -> Json.parse(" ".repeat(Json.MAX_LENGTH + 1)))
        .hasMessageContaining("at most 16777216");
    assertThatThrownBy(() -> Json.parse("1".repeat(2000)))
        .hasMessageEndingWith("number of more than 1100 characters");
  }

  @Test
  void wrongKindsAreReportedWithTheirPath() {
    Json json = Json.parse("{\"net\":{\"layers\":[{\"n\":\"x\"},{\"n\":1.5},{\"n\":3000000000}]}}");
    List<Json> layers = json.get("net").get("layers").elements();
    assertThatThrownBy(() -> layers.get(0).get("n").asInt())
        .isInstanceOf(JsonException.class)
        .hasMessage("net.layers[0].n is \"x\"; expected an integer");
    assertThatThrownBy(() -> layers.get(1).get("n").asInt())
        .hasMessage("net.layers[1].n is 1.5; expected an integer of 64 bits");
    assertThatThrownBy(() -> layers.get(2).get("n").asInt())
        .hasMessage("net.layers[2].n is 3000000000; expected an integer of 32 bits");
    assertThatThrownBy(() -> layers.get(2).get("m")).hasMessage("net.layers[2] has no \"m\"");
    assertThatThrownBy(() -> layers.get(2).allowOnly("m", "k"))
        .hasMessage("net.layers[2] has unknown member \"n\"; known are m, k");
    assertThatThrownBy(json::asString).hasMessage("the value is an object; expected a string");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Json.parse("1e39").asFloat()).hasMessageContaining("range of float");
    assertThatThrownBy(() -> Json.parse("1e309").asDouble())
        .hasMessageContaining("range of double");
    assertThatThrownBy(() -> Json.parse("9223372036854775808").asLong())
        .hasMessageContaining("64 bits");
    assertThat(Json.parse("-9223372036854775808").asLong()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void halfASurrogatePairCannotBeWritten() {
    assertThatThrownBy(() -> Json.of("a\ud800")).hasMessageContaining("character 1");
    assertThatThrownBy(() -> Json.of("\udc00\ud800")).hasMessageContaining("character 0");
    assertThat(Json.of("\ud83d\ude00").asString()).hasSize(2);
  }

  @Test
  void keysArePutOnce() {
    assertThatThrownBy(() -> Json.object().put("a", 1).put("a", 2)).hasMessageContaining("\"a\"");
  }
}
