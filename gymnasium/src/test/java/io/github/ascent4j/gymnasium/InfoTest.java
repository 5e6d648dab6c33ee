package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of the info dictionary, for loggers. */
class InfoTest {
  private static final double NONE = Double.NaN;

  private static VectorEnvironment make(int copies, String... options) {
    return Python.make("Telling", copies, options);
  }

  @Test
  void chosenNumbersAreThoseOfTheStepTakenAlsoAtAnEnd() {
    List<String> names = List.of("step", "odd", "deep/er/step", "missing", "a/b", "flag", "one");
    try (VectorEnvironment environment =
        make(3, "info", String.join(",", names), "processes", "2")) {
      assertThat(environment.infoNames()).isEqualTo(names);
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      assertThat(batch.infos).hasSize(21).containsOnly(NONE);
      float[] first = batch.observations.clone();
      float[] actions = new float[3];
      for (int t = 1; t <= 2; t++) {
        environment.step(actions, batch);
        double odd = t % 2 == 1 ? t : NONE;
        for (int b = 0; b < 3; b++) {
          assertThat(Arrays.copyOfRange(batch.infos, 7 * b, 7 * b + 7))
              .containsExactly(t, odd, 10 * t, NONE, 5, odd == t ? 1 : 0, t / 2.0);
        }
      }
      // The third step ends the episode, and the next one has begun.
      environment.step(actions, batch);
      assertThat(batch.truncated).containsOnly(true);
      assertThat(batch.infos[7]).isEqualTo(3);
      assertThat(batch.observations[0]).isEqualTo(first[0]).isZero();
      environment.step(actions, batch, 1, 1);
      assertThat(batch.infos[0]).isEqualTo(3);
      assertThat(batch.infos[7]).isEqualTo(1);
      environment.reset(0, batch);
      assertThat(batch.infos).containsOnly(NONE);
      StepBatch without = new StepBatch(3, environment.observationSpace());
      environment.reset(0, without);
      environment.step(actions, without);
      assertThat(without.rewards).containsOnly(1.1);
    }
  }

  @Test
  void whatIsNotAskedForIsNotRead() {
    try (VectorEnvironment environment = make(1)) {
      assertThat(environment.infoNames()).isEmpty();
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(new float[1], batch);
      assertThat(batch.infos).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text | info['text'] is of type str; give a number, or nothing",
        "pair | info['pair'] has the shape (2,); give a number, or nothing",
        "deep | info['deep'] is of type dict; give a number, or nothing",
        "imaginary | info['imaginary'] is of type complex; give a number, or nothing"
      })
  void whatIsNoNumberIsNamed(String name, String message) {
    try (VectorEnvironment environment = make(1, "info", "step," + name)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      assertThatThrownBy(() -> environment.step(new float[1], batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("copy 0: step 1 of the episode failed: " + message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x,,y | a name has 0 characters",
        "x,x | the name 'x' is there twice",
        "x, y | character 0 of the name ' y' is U+0020",
        "x,x_final | what loggers call its last number"
      })
  void namesThatAreNoColumnsAreRefused(String names, String message) {
    assertThatThrownBy(() -> make(1, "info", names).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(": info: ")
        .hasMessageContaining(message);
  }

  /** A file that comes from elsewhere may choose it: it is words alone. */
  @Test
  void optionLeadsToNothing() {
    assertThat(new GymnasiumProvider().options("gym:x"))
        .filteredOn(option -> option.name().equals("info"))
        .singleElement()
        .returns(EnvironmentOption.Reach.NONE, EnvironmentOption::reach)
        .returns("none", EnvironmentOption::defaultValue);
  }
}
