package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PolicyBatchTest {
  /** Two whole blocks and a part of one. */
  private static final int ROWS = 37;

  static List<SavedAgent> agents() {
    return Agents.withoutMemory();
  }

  private static float[] row(float[] rows, int row) {
    int size = rows.length / ROWS;
    return Arrays.copyOfRange(rows, row * size, (row + 1) * size);
  }

  @ParameterizedTest
  @MethodSource("agents")
  void aRowGetsTheBitsThatItGetsAlone(SavedAgent agent) {
    Policy policy = new Policy(agent);
    Asked asked = new Asked(agent, ROWS, 1);
    float[] action = new float[policy.description().distribution().actionSize()];
    float[] chosen = policy.act(asked.batch());
    assertThat(policy.act(asked.apart())).containsExactly(chosen);
    float[] logProbabilities = policy.logProbabilities(asked.batch(), chosen);
    assertThat(policy.logProbabilities(asked.apart(), chosen)).containsExactly(logProbabilities);
    for (int i = 0; i < ROWS; i++) {
      policy.act(asked.numbers(i), asked.images(i), asked.mask(i), action);
      assertThat(action).containsExactly(row(chosen, i));
      assertThat(policy.logProbability(asked.numbers(i), asked.images(i), asked.mask(i), action))
          .isEqualTo(logProbabilities[i]);
    }
    if (agent.description().network().hasCritic()) {
      float[] values = policy.values(asked.batch());
      assertThat(policy.values(asked.apart())).containsExactly(values);
      for (int i = 0; i < ROWS; i++) {
        assertThat(policy.value(asked.observation(i))).isEqualTo(values[i]);
      }
    }
    if (policy.description().distribution().maskSize() > 0) {
      float[] probabilities = policy.probabilities(asked.batch());
      assertThat(policy.probabilities(asked.apart())).containsExactly(probabilities);
      float[] found = new float[policy.description().distribution().maskSize()];
      for (int i = 0; i < ROWS; i++) {
        policy.probabilities(asked.observation(i), asked.mask(i), found);
        assertThat(found).containsExactly(row(probabilities, i));
        policy.probabilities(asked.numbers(i), asked.images(i), asked.mask(i), found);
        assertThat(found).containsExactly(row(probabilities, i));
      }
    }
  }

  /** One after the other from one generator; noise that is held is a session's. */
  @ParameterizedTest
  @MethodSource("agents")
  void rowsDrawInTheirOrder(SavedAgent agent) {
    Policy policy = new Policy(agent);
    Asked asked = new Asked(agent, ROWS, 2);
    int size = policy.description().distribution().actionSize();
    float[] drawn = new float[ROWS * size];
    float[] logProbabilities = new float[ROWS];
    if (agent.description().network().head().exploration() != null) {
      assertThatThrownBy(() -> policy.sample(asked.batch(), new Random(3), drawn, logProbabilities))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("noise that is held over steps")
          .hasMessageEndingWith("policy.session()");
      return;
    }
    policy.sample(asked.batch(), new Random(3), drawn, logProbabilities);
    Random random = new Random(3);
    float[] action = new float[size];
    for (int i = 0; i < ROWS; i++) {
      float found = policy.sample(asked.numbers(i), asked.images(i), asked.mask(i), random, action);
      assertThat(action).containsExactly(row(drawn, i));
      assertThat(found).isEqualTo(logProbabilities[i]);
    }
  }

  /** What was drawn has the log-probability that it was drawn with, where nothing was cut off. */
  @ParameterizedTest
  @MethodSource("agents")
  void drawnActionsAreRecognised(SavedAgent agent) {
    Policy policy = new Policy(agent);
    if (agent.description().network().head().exploration() != null) {
      return;
    }
    Asked asked = new Asked(agent, ROWS, 4);
    int size = policy.description().distribution().actionSize();
    float[] drawn = new float[ROWS * size];
    float[] expected = new float[ROWS];
    policy.sample(asked.batch(), new Random(5), drawn, expected);
    float[] found = policy.logProbabilities(asked.batch(), drawn);
    int compared = 0;
    for (int i = 0; i < ROWS; i++) {
      if (inside(policy.description(), row(drawn, i))) {
        compared++;
        assertThat(found[i]).isCloseTo(expected[i], within(2e-3f));
      }
    }
    assertThat(compared).isGreaterThan(ROWS / 8);
  }

  /** Whether no number lies on its bounds or near them, where its digits end. */
  private static boolean inside(AgentDescription description, float[] action) {
    int at = 0;
    List<Space> parts =
        description.actionSpace() instanceof Tuple tuple
            ? tuple.parts()
            : List.of(description.actionSpace());
    for (Space part : parts) {
      if (part instanceof Box box) {
        for (int k = 0; k < box.flatSize(); k++) {
          double width = box.high(k) - box.low(k);
          double share = (action[at + k] - box.low(k)) / width;
          if (share < 0.005 || share > 0.995) {
            return false;
          }
        }
      }
      at += part.flatSize();
    }
    return true;
  }

  /** Choices by the softmax of their own logits; of forbidden ones exactly nothing. */
  @ParameterizedTest
  @MethodSource("agents")
  void probabilitiesAreThoseOfTheActions(SavedAgent agent) {
    Policy policy = new Policy(agent);
    AgentDescription description = agent.description();
    Distribution distribution = description.distribution();
    Asked asked = new Asked(agent, ROWS, 6);
    if (distribution.maskSize() == 0) {
      assertThatThrownBy(() -> policy.probabilities(asked.batch()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("are real numbers")
          .hasMessageEndingWith("use logProbability");
      assertThatThrownBy(() -> policy.probabilities(asked.observation(0)))
          .isInstanceOf(IllegalStateException.class);
      return;
    }
    float[] probabilities = policy.probabilities(asked.batch());
    for (int i = 0; i < ROWS; i++) {
      float[] found = row(probabilities, i);
      boolean[] mask = asked.mask(i);
      for (int k = 0; mask != null && k < mask.length; k++) {
        assertThat(found[k] > 0).isEqualTo(mask[k]);
      }
      double sum = 0;
      for (float p : found) {
        sum += p;
      }
      assertThat(sum).isCloseTo(choices(description), within(1e-5));
      if (description.actionSpace() instanceof Discrete discrete) {
        for (int k = 0; k < discrete.n(); k++) {
          float[] action = {k};
          float logProbability =
              mask == null
                  ? policy.logProbability(asked.observation(i), action)
                  : policy.logProbability(asked.observation(i), mask, action);
          assertThat((float) Math.exp(logProbability)).isCloseTo(found[k], within(1e-6f));
        }
      } else if (description.actionSpace() instanceof MultiBinary binary) {
        float[] ones = new float[binary.n()];
        Arrays.fill(ones, 1);
        double product = 1;
        for (int k = 0; k < binary.n(); k++) {
          product *= found[2 * k + 1];
        }
        float together =
            policy.logProbability(asked.observation(i), Objects.requireNonNull(mask), ones);
        assertThat(Math.exp(together)).isCloseTo(product, within(1e-6));
      }
    }
  }

  /** How many choices an action is made of. */
  private static int choices(AgentDescription description) {
    return switch (description.actionSpace().getClass().getSimpleName()) {
      case "Discrete" -> 1;
      case "MultiDiscrete" -> 2;
      case "MultiBinary" -> 4;
      default -> 3;
    };
  }

  @Test
  void forbiddenActionsHaveTheLogarithmOfNothing() {
    Policy policy = new Policy(Agents.masked());
    Asked asked = new Asked(Agents.masked(), 1, 3);
    boolean[] mask = {true, false, true, true};
    assertThat(policy.logProbability(asked.flat, mask, new float[] {1}))
        .isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(policy.logProbability(asked.flat, mask, new float[] {2})).isNegative().isFinite();
  }

  @Test
  void arraysMayHaveRoomForMoreRows() {
    SavedAgent agent = Agents.multiDiscrete(true);
    Policy policy = new Policy(agent);
    Asked asked = new Asked(agent, ROWS, 8);
    float[] chosen = new float[2 * ROWS];
    Arrays.fill(chosen, 7);
    policy.act(Observations.of(3, asked.flat).masked(Objects.requireNonNull(asked.masks)), chosen);
    assertThat(Arrays.copyOf(chosen, 6))
        .containsExactly(Arrays.copyOf(policy.act(asked.batch()), 6));
    assertThat(Arrays.copyOfRange(chosen, 6, 8)).containsOnly(7);
    assertThat(policy.act(Observations.of(0, new float[0]).masked(new boolean[0]))).isEmpty();
  }

  @Test
  void wrongRowsAreRefusedByName() {
    Policy policy = new Policy(Agents.continuous());
    assertThatThrownBy(() -> policy.act(Observations.of(2, new float[7])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an array of 7 for the observations of 2 rows; give 6, 3 for each, or room for more"
                + " whole rows");
    assertThatThrownBy(() -> policy.act(Observations.of(1 << 30, new float[6])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give 3221225472");
    assertThatThrownBy(() -> policy.values(Observations.of(2, new float[6], new byte[2])))
        .hasMessageContaining("an array of 2 for the bytes of images of 2 rows; give 0");
    assertThatThrownBy(() -> policy.act(Observations.of(2, new float[6]), new float[3]))
        .hasMessageContaining("an array of 3 for the actions of 2 rows");
    assertThatThrownBy(() -> Observations.of(-1, new float[0]))
        .hasMessage("-1 observations; give 0 or more");
    float[] rows = new float[3 * ROWS];
    rows[3 * 20 + 1] = Float.NaN;
    assertThatThrownBy(() -> policy.act(Observations.of(ROWS, rows)))
        .hasMessage("observation[1] of row 20 is NaN; every value must be finite");
    assertThatThrownBy(() -> policy.act(Observations.of(2, new float[6]).masked(new boolean[2])))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("give none");
    float[] taken = new float[4];
    taken[3] = 5.5f;
    assertThatThrownBy(() -> policy.logProbabilities(Observations.of(2, new float[6]), taken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("action[1] of row 1 is 5.5; give one from 0.0 to 5.0");
  }

  @Test
  void masksAndChoicesOfRowsAreRefusedByName() {
    SavedAgent agent = Agents.multiDiscrete(true);
    Policy policy = new Policy(agent);
    boolean[] masks = new boolean[5 * ROWS];
    Arrays.fill(masks, true);
    masks[5 * 18 + 3] = false;
    masks[5 * 18 + 4] = false;
    Observations rows = Observations.of(ROWS, new float[3 * ROWS]).masked(masks);
    assertThatThrownBy(() -> policy.act(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("row 18: every one of the 2 choices from flag 3 on is masked");
    assertThatThrownBy(
            () -> policy.act(Observations.of(ROWS, new float[3 * ROWS]).masked(new boolean[9])))
        .hasMessageContaining("an array of 9 for the masks of 37 rows; give 185");
    boolean[] all = new boolean[5];
    Arrays.fill(all, true);
    assertThatThrownBy(() -> policy.logProbability(new float[3], all, new float[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the action has [1.0, 2.0], which is none of MultiDiscrete");
    for (float wrong : new float[] {-1, 4, 0.5f, Float.NaN}) {
      assertThatThrownBy(
              () ->
                  new Policy(Agents.discrete(3)).logProbability(new float[8], new float[] {wrong}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("none of Discrete");
    }
    assertThatThrownBy(
            () -> new Policy(Agents.beta()).logProbability(new float[3], new float[] {0, 3}))
        .hasMessage("action[1] is 3.0; give one from 0.0 to 2.5");
  }

  @Test
  void overflowInARowIsReported() {
    float[] parameters = Agents.discrete(4).parameters();
    Arrays.fill(parameters, Float.MAX_VALUE);
    Policy huge =
        new Policy(new SavedAgent(Agents.discrete(4).description(), parameters, null, Map.of()));
    float[] rows = new float[8 * 3];
    Arrays.fill(rows, 1);
    assertThatThrownBy(() -> huge.act(Observations.of(3, rows)))
        .hasMessageContaining("policy output for the observation of row 0 is");
  }

  /** Gaussians around 0 of deviation 1 in the units of what is scaled to the bounds. */
  @Test
  void aDensityIsThatOfTheRawAction() {
    SavedAgent agent = Agents.joint(false);
    float[] parameters = new float[agent.parameters().length];
    SavedAgent plain = new SavedAgent(agent.description(), parameters, null, Map.of());
    assertThat(agent.description().actionMapping()).isEqualTo(ActionMapping.CLIP_SCALED);
    // Two numbers in the middle of [-3, 0.1] and [0, 2.5], a choice of 3, two bits, and 2.75 in
    // [-1, 4], which is 0.5 raw; all deviations 1.
    float[] action = {-1.45f, 1.25f, 2, 1, 0, 2.75f};
    double normal = -0.5 * Math.log(2 * Math.PI);
    double expected = 3 * normal - 0.125 - Math.log(3) - 2 * Math.log(2);
    assertThat((double) new Policy(plain).logProbability(new float[3], action))
        .isCloseTo(expected, within(1e-5));
  }
}
