package io.github.ascent4j.policy.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class GoldenReadingTest {
  private static JsonNode json(String text) throws IOException {
    return JsonMapper.builder().nodeFactory(new StrictJson()).build().readTree(text);
  }

  @Test
  void aMissingKeyOrElementIsAnError() throws IOException {
    JsonNode json = json("{\"raw\": [1, 2], \"none\": null}");
    assertThatThrownBy(() -> json.get("row"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("no key row among [raw, none]");
    assertThatThrownBy(() -> json.path("row")).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> json.get("raw").get(2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("no element 2 among 2");
    assertThatThrownBy(() -> json.get("raw").path(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(json.has("row")).isFalse();
    assertThat(json.has("none")).isTrue();
    assertThat(json.hasNonNull("none")).isFalse();
  }

  @Test
  void whatNobodyReadIsNamedWithItsPlace() throws IOException {
    JsonNode json =
        json("{\"name\": \"n\", \"inputs\": {\"a\": 1, \"b\": 2}, \"rows\": [[1, 2], [3, 4]]}");
    json.get("inputs").get("a");
    json.get("rows").get(1).forEach(JsonNode::asInt);
    assertThat(GoldenReading.problems(Map.of(json, "f.json kind"), List.of()))
        .containsExactly("never read: f.json kind inputs.b", "never read: f.json kind rows[]");
    json.get("inputs").get("b");
    json.get("rows").get(0).get(1);
    assertThat(GoldenReading.problems(Map.of(json, "f.json kind"), List.of()))
        .containsExactly("never read: f.json kind rows[][]");
  }

  @Test
  void whatIsLeftToOthersMustBeThere() throws IOException {
    JsonNode json = json("{\"inputs\": {\"a\": 1}}");
    List<String> leaves = List.of("f.json * inputs", "f.json kind expected*");
    assertThat(GoldenReading.problems(Map.of(json, "f.json kind"), leaves))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("leaves nothing to others: ")
        .contains("kind expected");
  }

  @Test
  void filesAreReadByAnnotatedTestsOnly() {
    assertThatThrownBy(() -> GoldenFile.read("init.json"))
        .hasMessage("annotate the test class with @ReadsGolden");
  }
}
