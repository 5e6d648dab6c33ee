package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of the numbers and flags of a step, in whatever type NumPy wraps them. */
class GivenValuesTest {
  private static final int OBSERVATION = 0;
  private static final int REWARD = 1;
  private static final int TERMINATED = 2;
  private static final int TRUNCATED = 3;

  private VectorEnvironment environment;
  private StepBatch batch;

  /** One process for all expressions of a test, which its steps give one after another. */
  private void give(int part, String space, String... expressions) {
    Python.require();
    environment =
        Python.make(
            Python.named(
                "gym:" + Python.resource("given.py") + ":Given",
                1,
                "kwargs.part",
                Integer.toString(part),
                "kwargs.space",
                '"' + space + '"',
                "kwargs.expressions",
                Arrays.stream(expressions)
                    .map(expression -> '"' + expression + '"')
                    .collect(Collectors.joining(", ", "[", "]"))));
    batch = new StepBatch(environment);
    environment.reset(0, batch);
  }

  private void step() {
    environment.step(new float[1], batch);
  }

  /** Expressions and what they are refused with in turn. */
  private void refused(int part, String space, String... expressionsAndMessages) {
    String[] expressions = new String[expressionsAndMessages.length / 2];
    Arrays.setAll(expressions, i -> expressionsAndMessages[2 * i]);
    give(part, space, expressions);
    for (int i = 1; i < expressionsAndMessages.length; i += 2) {
      assertThatThrownBy(this::step)
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining(
              "copy 0: step 1 of the episode failed: " + expressionsAndMessages[i]);
      environment.reset(0, batch);
    }
  }

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void aRewardIsANumberOrAnArrayOfOne() {
    String[] expressions = {
      "2.5", "np.array([2.5])", "np.array(2.5)", "np.float32(2.5)", "np.array([2.5], np.float16)"
    };
    give(REWARD, "Discrete(3)", expressions);
    for (String expression : expressions) {
      step();
      assertThat(batch.rewards).as(expression).containsExactly(2.5);
      environment.reset(0, batch);
    }
  }

  @Test
  void anyOtherRewardIsNamed() {
    refused(
        REWARD,
        "Discrete(3)",
        "np.array([1.0, 2.0])",
        "the reward has the shape (2,); give a number",
        "np.array([[1.0]])",
        "the reward has the shape (1, 1); give a number",
        "np.array([])",
        "the reward has the shape (0,); give a number",
        "np.array(['a'])",
        "the reward is of type str_; give a number",
        "[1.0]",
        "the reward is of type list; give a number",
        "'1.0'",
        "the reward is of type str; give a number",
        "None",
        "the reward is of type NoneType; give a number",
        "1j",
        "the reward is of type complex; give a number");
  }

  @Test
  void anEndIsAFlagOrAnArrayOfOne() {
    String[] expressions = {"np.array([True])", "np.array(True)", "np.bool_(True)", "1", "1.0"};
    give(TERMINATED, "Discrete(3)", expressions);
    for (String expression : expressions) {
      step();
      assertThat(batch.terminated).as(expression).containsExactly(true);
      assertThat(batch.truncated).as(expression).containsExactly(false);
    }
  }

  @Test
  void anyOtherEndIsNamed() {
    refused(
        TRUNCATED,
        "Discrete(3)",
        "np.array([True, False])",
        "truncated has the shape (2,); give True or False",
        "np.array([])",
        "truncated has the shape (0,); give True or False",
        "'False'",
        "truncated is of type str; give True or False",
        "None",
        "truncated is of type NoneType; give True or False",
        "{}",
        "truncated is of type dict; give True or False",
        "0.5",
        "truncated is of type float; give True or False");
  }

  @Test
  void aChoiceMayBeOfAnyTypeThatSaysTheSame() {
    String[] expressions = {"2", "np.array(2)", "np.array([2])", "np.float32(2)", "np.int8(2)"};
    give(OBSERVATION, "Discrete(3)", expressions);
    for (String expression : expressions) {
      step();
      assertThat(batch.observations).as(expression).containsExactly(2);
      environment.reset(0, batch);
    }
  }

  @Test
  void anyOtherChoiceIsNamed() {
    refused(
        OBSERVATION,
        "Discrete(3)",
        "np.array([1, 2])",
        "observation has the shape (2,); give a whole number",
        "1.5",
        "observation is 1.5, which is not in 0 .. 2",
        "float('nan')",
        "observation is nan, which is not in 0 .. 2",
        "[1]",
        "observation is [1], which is not in 0 .. 2",
        "None",
        "observation is None, which is not in 0 .. 2");
  }

  @Test
  void numbersMayBeOfAnotherTypeButNotOfAnotherShape() {
    give(
        OBSERVATION,
        "Box(-9, 9, (1,))",
        "np.array([2])",
        "[np.float64(2)]",
        "np.array([2], np.float16)",
        "np.array(2)");
    for (int i = 0; i < 3; i++) {
      step();
      assertThat(batch.observations).containsExactly(2);
      environment.reset(0, batch);
    }
    assertThatThrownBy(this::step)
        .hasMessageContaining("observation has the shape (), but its space says (1,)");
  }
}
