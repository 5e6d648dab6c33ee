package io.github.ascent4j.environment.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentRequestTest {
  private static final EnvironmentRequest PLAIN = EnvironmentRequest.of("Sea-v0", 2);

  @Test
  void optionsLeftOutHaveTheirDefaults() {
    assertThat(PLAIN.flag("tide", true)).isTrue();
    assertThat(PLAIN.number("depth", 3.5, 0, 10)).isEqualTo(3.5);
    assertThat(PLAIN.count("fish", 4, 1, 9)).isEqualTo(4);
    assertThat(PLAIN.text("name", "Aral")).isEqualTo("Aral");
  }

  @Test
  void optionsThatAreGivenAreRead() {
    EnvironmentRequest request =
        PLAIN.with("tide", "False").with("depth", "1e1").with("fish", "9").with("name", "Baltic");
    assertThat(request.flag("tide", true)).isFalse();
    assertThat(request.number("depth", 3.5, 0, 10)).isEqualTo(10);
    assertThat(request.count("fish", 4, 1, 9)).isEqualTo(9);
    assertThat(request.text("name", "Aral")).isEqualTo("Baltic");
    assertThat(PLAIN.options()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "deep", "NaN", "-1", "10.01", "Infinity"})
  void numberThatIsNoneOrOutsideIsRefusedWithItsRange(String depth) {
    assertThatThrownBy(() -> PLAIN.with("depth", depth).number("depth", 1, 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sea-v0: depth \"" + depth + "\"; give a number from 0.0 to 10.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "2.0", "99999999999", "ten"})
  void countThatIsNoneOrOutsideIsRefusedWithItsRange(String fish) {
    assertThatThrownBy(() -> PLAIN.with("fish", fish).count("fish", 4, 1, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give a whole number from 1 to 9");
  }

  @Test
  void flagThatIsNoneIsRefused() {
    assertThatThrownBy(() -> PLAIN.with("tide", "yes").flag("tide", false))
        .hasMessage("Sea-v0: tide \"yes\"; give true or false");
  }

  @Test
  void unknownOptionIsAnsweredWithNearOnes() {
    List<EnvironmentOption> known =
        List.of(new EnvironmentOption("depth", "1", ""), new EnvironmentOption("tide", "", ""));
    PLAIN.with("tide", "true").allowOnly(known);
    assertThatThrownBy(() -> PLAIN.with("dept", "1").allowOnly(known))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sea-v0 has no option \"dept\"; the near ones are depth, tide");
    assertThatThrownBy(() -> PLAIN.with("dept", "1").allowOnly(List.of()))
        .hasMessage("Sea-v0 has no option \"dept\"; it has none");
  }

  @Test
  void copiesAndThreadsAreAtLeastOne() {
    assertThatThrownBy(() -> EnvironmentRequest.of("Sea-v0", 0)).hasMessageContaining("0 copies");
    assertThatThrownBy(() -> new EnvironmentRequest("Sea-v0", 1, 0, Map.of()))
        .hasMessageContaining("0 threads");
  }
}
