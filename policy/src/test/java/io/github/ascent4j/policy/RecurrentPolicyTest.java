package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.inference.NaiveNetwork;
import io.github.ascent4j.policy.space.ActionEncoding;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecurrentPolicyTest {
  private static float[] observation(int seed) {
    Random random = new Random(seed);
    return new float[] {random.nextFloat(), 3 * random.nextFloat(), -random.nextFloat()};
  }

  /** Actions of {@code steps} steps; every action earns a reward that no other one does. */
  private static float[][] run(PolicySession policy, int from, int steps) {
    float[][] actions = new float[steps][];
    for (int t = 0; t < steps; t++) {
      actions[t] = policy.act(observation(from + t));
      policy.reward(from + t + 0.5f);
    }
    return actions;
  }

  /** With parameters whose actions reach the bounds. */
  private static SavedAgent larger(SavedAgent agent) {
    float[] parameters = agent.parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= -9;
    }
    return new SavedAgent(agent.description(), parameters, agent.normalizer(), agent.provenance());
  }

  /** Previous action as the environment received it, clipped; previous reward; zeros at first. */
  @Test
  void readsTheLastActionAndReward() {
    SavedAgent agent = larger(Agents.recurrent());
    AgentDescription description = agent.description();
    PolicySession policy = new Policy(agent).session();
    NaiveNetwork naive = new NaiveNetwork(description.network(), agent.parameters());
    Distribution distribution = description.distribution();
    DistributionBatch rows = new DistributionBatch(distribution, 1);
    float[] numbers = new float[6];
    float[] raw = new float[2];
    boolean clipped = false;
    for (int t = 0; t < 10; t++) {
      float[] observed = observation(t);
      Objects.requireNonNull(agent.normalizer()).normalize(observed, 0, 1);
      System.arraycopy(observed, 0, numbers, 0, 3);
      NaiveNetwork.Outputs outputs = naive.step(numbers, new byte[0]);
      float[] parameters = outputs.policy();
      distribution.mode(rows.of(parameters, 0, parameters.length, raw, 0, 1));
      float[] action = new float[2];
      description.actionMapping().apply(description.actionSpace(), raw, 0, action, 0);
      clipped |= !Arrays.equals(raw, action);

      assertThat(policy.value(observation(t))).isEqualTo(outputs.value()[0]);
      assertThat(policy.act(observation(t))).containsExactly(action);
      policy.reward(t - 4.5f);

      ActionEncoding.of(description.actionSpace()).encode(action, 0, numbers, 3);
      numbers[5] = t - 4.5f;
    }
    assertThat(clipped).isTrue();
  }

  static List<SavedAgent> recurrentAgents() {
    return List.of(Agents.recurrent(), Agents.recurrentBranches());
  }

  @ParameterizedTest
  @MethodSource("recurrentAgents")
  void resetStartsAnEpisode(SavedAgent agent) {
    PolicySession policy = new Policy(agent).session();
    assertThat(new Policy(agent).recurrent()).isTrue();
    float[] fresh = policy.state();
    assertThat(fresh).isNotEmpty().containsOnly(0);
    float[][] first = run(policy, 0, 5);
    assertThat(policy.state()).isNotEqualTo(fresh);
    policy.reset();
    assertThat(policy.state()).containsExactly(fresh);
    assertThat(run(policy, 0, 5)).isDeepEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("recurrentAgents")
  void whatWasBeforeMatters(SavedAgent agent) {
    PolicySession policy = new Policy(agent).session();
    float before = policy.value(observation(9));
    run(policy, 0, 3);
    assertThat(policy.value(observation(9))).isNotEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("recurrentAgents")
  void oneSessionServesTwoEpisodesByTheirStates(SavedAgent agent) {
    float[][] alone = run(new Policy(agent).session(), 0, 8);
    PolicySession shared = new Policy(agent).session();
    float[] mine = shared.state();
    float[] other = shared.state();
    for (int t = 0; t < 8; t++) {
      shared.setState(mine);
      assertThat(shared.act(observation(t))).containsExactly(alone[t]);
      shared.reward(t + 0.5f);
      mine = shared.state();
      shared.setState(other);
      shared.act(observation(100 + t));
      shared.reward(-t);
      other = shared.state();
    }
  }

  @ParameterizedTest
  @MethodSource("recurrentAgents")
  void sessionsGoTheirOwnWays(SavedAgent agent) {
    Policy shared = new Policy(agent);
    PolicySession policy = shared.session();
    float[][] alone = run(policy, 0, 3);
    PolicySession copy = shared.session();
    float[] state = policy.state();
    assertThat(copy.state()).containsOnly(0);
    assertThat(run(copy, 0, 3)).isDeepEqualTo(alone);
    assertThat(policy.state()).containsExactly(state);
  }

  @ParameterizedTest
  @MethodSource("recurrentAgents")
  void valueAndRefusedObservationsTakeNoStep(SavedAgent agent) {
    PolicySession policy = new Policy(agent).session();
    run(policy, 0, 2);
    float[] state = policy.state();
    float value = policy.value(observation(5));
    assertThat(policy.value(observation(5))).isEqualTo(value);
    assertThatThrownBy(() -> policy.act(new float[] {0, Float.NaN, 0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(policy.state()).containsExactly(state);
    PolicySession undisturbed = new Policy(agent).session();
    run(undisturbed, 0, 2);
    assertThat(policy.act(observation(5))).containsExactly(undisturbed.act(observation(5)));
  }

  @Test
  void rewardThatTheNetworkReadsMustBeTold() {
    PolicySession policy = new Policy(Agents.recurrent()).session();
    policy.act(observation(0));
    assertThatThrownBy(() -> policy.act(observation(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call reward after every action, or reset");
    assertThatThrownBy(() -> policy.value(observation(1)))
        .isInstanceOf(IllegalStateException.class);
    float[] waiting = policy.state();
    assertThat(waiting[waiting.length - 1]).isNaN();
    PolicySession later = new Policy(Agents.recurrent()).session();
    later.setState(waiting);
    assertThatThrownBy(() -> later.act(observation(1))).isInstanceOf(IllegalStateException.class);
    later.reward(1);
    policy.reward(1);
    assertThat(later.act(observation(1))).containsExactly(policy.act(observation(1)));
    policy.reset();
    assertThat(policy.act(observation(0))).hasSize(2);
    assertThatThrownBy(() -> policy.reward(Float.NaN))
        .hasMessage("a reward of NaN; give a finite one");
  }

  @Test
  void agentsThatReadNoRewardDoNotMind() {
    PolicySession policy = new Policy(Agents.recurrentBranches()).session();
    policy.act(observation(0));
    policy.act(observation(1));
    policy.reward(7);
    policy.act(observation(2));
    PolicySession silent = new Policy(Agents.recurrentBranches()).session();
    silent.act(observation(0));
    silent.act(observation(1));
    silent.act(observation(2));
    assertThat(policy.state()).containsExactly(silent.state());
  }

  @Test
  void statesOfOthersAreRefused() {
    PolicySession policy = new Policy(Agents.recurrent()).session();
    run(policy, 0, 1);
    float[] state = policy.state();
    // Hidden and cell state of 4, an action of 2, a reward.
    assertThat(state).hasSize(11);
    assertThatThrownBy(() -> policy.setState(new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a state of 3 floats; this agent's has 11");
    state[2] = Float.NaN;
    assertThatThrownBy(() -> policy.setState(state)).hasMessageContaining("state[2] is NaN");
    state[2] = 0;
    state[10] = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> policy.setState(state)).hasMessageContaining("state[10] is Infinity");
  }

  @Test
  void agentWithoutAMemoryHasAnEmptyState() {
    Policy agent = new Policy(Agents.discrete(4));
    assertThat(agent.recurrent()).isFalse();
    PolicySession policy = agent.session();
    assertThat(policy.state()).isEmpty();
    policy.setState(policy.state());
    policy.reward(1);
    policy.reset();
    assertThat(policy.choose(new float[8])).isBetween(0, 3);
  }

  @Test
  void sampledActionsAreRememberedToo() {
    PolicySession policy = new Policy(Agents.recurrent()).session();
    float[] action = new float[2];
    policy.sample(observation(0), new Random(1), action);
    assertThat(Arrays.copyOfRange(policy.state(), 8, 10)).containsExactly(action);
  }
}
