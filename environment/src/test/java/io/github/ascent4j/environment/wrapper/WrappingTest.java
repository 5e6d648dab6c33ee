package io.github.ascent4j.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrappingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "time-limit=3",
        "frame-stack=2",
        "frame-stack=2,zeros",
        "reward-scale=0.1",
        "reward-clip=-1,1e3",
        "reward-sign",
        "observation-scale=-2",
        "observation-clip=-1,1",
        "flatten"
      })
  void everyNameWrapsAndIsWrittenAsItWasRead(String text) {
    Wrapping wrapping = Wrapping.parse(text);
    assertThat(wrapping).hasToString(text);
    VectorEnvironment around = wrapping.around(Count.copies(Count.PAIR, 3, 2));
    assertThat(around).isInstanceOf(VectorWrapper.class);
    assertThat(around.copies()).isEqualTo(2);
  }

  @Test
  void theFirstFrameStandsForThoseBeforeItUnlessZerosAreWanted() {
    VectorEnvironment first =
        Wrapping.parse("frame-stack=2").around(Count.copies(Count.PAIR, 3, 1));
    assertThat(first.observationSpace()).isEqualTo(Box.uniform(1, 9, 4));
    VectorEnvironment zeros =
        Wrapping.parse("frame-stack=2,zeros").around(Count.copies(Count.PAIR, 3, 1));
    assertThat(((Box) zeros.observationSpace()).low(0)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time-limits=3 | there is no wrapper \"time-limits\"; the near ones are time-limit",
        "time-limits=3 | there are time-limit=N, frame-stack=N[,zeros], reward-scale=X",
        "time-limit | \"time-limit\": write it as time-limit=N",
        "time-limit= | give a whole number from 1 to 2147483646",
        "time-limit=0 | \"time-limit=0\": give a whole number from 1 to 2147483646",
        "time-limit=5.5 | give a whole number",
        "frame-stack=1001 | give a whole number from 1 to 1000",
        "frame-stack=4,zero | give a whole number from 1 to 1000",
        "reward-scale=0 | \"reward-scale=0\": give a number other than 0",
        "reward-scale=1e-60 | give a number other than 0",
        "reward-scale=NaN | give a number other than 0",
        "reward-clip=1 | give two numbers, the lesser one first, such as -1,1",
        "reward-clip=1,-1 | give two numbers",
        "observation-clip=0,Infinity | give two numbers",
        "'reward-clip=-1, 1' | give two numbers",
        "flatten=1 | \"flatten=1\": write it as flatten"
      })
  void wrongValuesAreNamedWithTheirRange(String text, String message) {
    assertThatThrownBy(() -> Wrapping.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aWrapperThatDoesNotFitIsNamed() {
    assertThatThrownBy(
            () -> Wrapping.parse("frame-stack=2").around(Count.copies(new Discrete(9), 3, 1)))
        .hasMessageStartingWith("wrapper \"frame-stack=2\": Count-v7 has observations");
  }
}
