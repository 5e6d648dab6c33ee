package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.distribution.ExplorationNoise;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.math.FloatMath;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.space.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyTest {
  /** The contract of the bits, word for word: one chain for each output, from the bias upwards. */
  private static float[] reference(
      SavedAgent agent, String prefix, List<Layer> layers, float[] input) {
    ParameterLayout layout = ParameterLayout.of(agent.description().network());
    float[] parameters = agent.parameters();
    float[] x = input;
    int k = 0;
    for (Layer layer : layers) {
      float[] y;
      if (layer instanceof Layer.Dense dense) {
        Parameter weight = layout.find(prefix + "." + k + ".weight").orElseThrow();
        Parameter bias = layout.find(prefix + "." + k + ".bias").orElseThrow();
        k++;
        y = new float[dense.outputs()];
        for (int j = 0; j < y.length; j++) {
          float acc = parameters[bias.offset() + j];
          for (int i = 0; i < x.length; i++) {
            acc = Math.fma(x[i], parameters[weight.offset() + j * x.length + i], acc);
          }
          y[j] = acc;
        }
      } else {
        y = x.clone();
        for (int j = 0; j < y.length; j++) {
          y[j] = ((Layer.Activation) layer).function().apply(x[j]);
        }
      }
      x = y;
    }
    return x;
  }

  private static float[] observation(int size, int seed) {
    Random random = new Random(seed);
    float[] observation = new float[size];
    for (int i = 0; i < size; i++) {
      observation[i] = (float) random.nextGaussian();
    }
    return observation;
  }

  @Test
  void actsWithTheBitsOfTheContract() {
    for (int hidden : new int[] {1, 3, 4, 17, 64}) {
      SavedAgent agent = Agents.discrete(hidden);
      Policy policy = new Policy(agent);
      for (int seed = 0; seed < 200; seed++) {
        float[] observation = observation(8, seed);
        float[] logits =
            reference(agent, "actor", agent.description().network().actorLayers(), observation);
        int best = 0;
        for (int k = 1; k < logits.length; k++) {
          best = logits[k] > logits[best] ? k : best;
        }
        float value =
            reference(agent, "critic", agent.description().network().criticLayers(), observation)[
                0];
        assertThat(policy.act(observation)).containsExactly((float) best);
        assertThat(policy.choose(observation)).isEqualTo(best);
        assertThat(policy.value(observation)).isEqualTo(value);
      }
    }
  }

  @Test
  void normalisesRunsTheTrunkAndMapsActions() {
    SavedAgent agent = Agents.continuous();
    AgentDescription description = agent.description();
    Policy policy = new Policy(agent);
    for (int seed = 0; seed < 50; seed++) {
      float[] observation = observation(3, seed);
      float[] input = observation.clone();
      Objects.requireNonNull(agent.normalizer()).normalize(input, 0, 1);
      float[] features = reference(agent, "trunk", description.network().trunk(), input);
      float[] mean = reference(agent, "actor", description.network().actorLayers(), features);
      float[] expected = new float[2];
      description.actionMapping().apply(description.actionSpace(), mean, 0, expected, 0);
      assertThat(policy.act(observation)).containsExactly(expected);
      assertThat(description.actionSpace().contains(expected)).isTrue();
      assertThat(policy.value(observation))
          .isEqualTo(reference(agent, "critic", description.network().criticLayers(), features)[0]);
    }
  }

  @Test
  void observationIsLeftAlone() {
    float[] observation = {0.3f, -1, 2};
    Policy policy = new Policy(Agents.continuous());
    policy.act(observation);
    policy.value(observation);
    assertThat(observation).containsExactly(0.3f, -1, 2);
  }

  @Test
  void samplesFollowTheDistribution() {
    Policy policy = new Policy(Agents.discrete(16));
    float[] observation = observation(8, 1);
    float[] logits =
        reference(
            Agents.discrete(16),
            "actor",
            policy.description().network().actorLayers(),
            observation);
    int[] counts = new int[4];
    float[] action = new float[1];
    Random random = new Random(2);
    for (int i = 0; i < 40_000; i++) {
      policy.sample(observation, random, action);
      counts[(int) action[0]]++;
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    for (int k = 0; k < 4; k++) {
      assertThat(counts[k] / 40_000.0).isCloseTo(Math.exp(logits[k]) / sum, within(0.01));
    }
  }

  @Test
  void continuousSamplesSpreadAroundTheMode() {
    SavedAgent agent = Agents.continuous();
    AgentDescription squashed = agent.description();
    SavedAgent raw =
        new SavedAgent(
            new AgentDescription(
                squashed.observationSpace(),
                Box.uniform(-100, 100, 2),
                squashed.network(),
                ActionMapping.NONE),
            agent.parameters(),
            agent.normalizer(),
            Map.of());
    Policy policy = new Policy(raw);
    float[] observation = observation(3, 1);
    float[] mode = policy.act(observation);
    float[] action = new float[2];
    double[] squares = new double[2];
    Random random = new Random(2);
    for (int i = 0; i < 40_000; i++) {
      policy.sample(observation, random, action);
      for (int d = 0; d < 2; d++) {
        squares[d] += (action[d] - mode[d]) * (action[d] - mode[d]);
      }
    }
    double deviation =
        FloatMath.exp(Objects.requireNonNull(squashed.network().head().freeLogStd()).start());
    for (double square : squares) {
      assertThat(Math.sqrt(square / 40_000)).isCloseTo(deviation, within(0.01));
    }
  }

  @Test
  void sameGeneratorGivesTheSameSamples() {
    Policy first = new Policy(Agents.continuous());
    Policy second = new Policy(Agents.continuous());
    float[] a = new float[2];
    float[] b = new float[2];
    Random randomA = new Random(6);
    Random randomB = new Random(6);
    for (int i = 0; i < 100; i++) {
      first.sample(observation(3, i), randomA, a);
      second.sample(observation(3, i), randomB, b);
      assertThat(a).containsExactly(b);
      assertThat(first.description().actionSpace().contains(a)).isTrue();
    }
  }

  @Test
  void policyKeepsNothingOfTheCallers() {
    SavedAgent agent = Agents.continuous();
    Policy policy = new Policy(agent);
    float before = policy.value(new float[] {1, 2, 3});
    Arrays.fill(agent.parameters(), 0);
    Objects.requireNonNull(agent.normalizer()).statistics().update(new float[] {9, 9, 9}, 0, 1);
    assertThat(policy.value(new float[] {1, 2, 3})).isEqualTo(before);
  }

  @Test
  void loadsFromAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("policy.safetensors");
    PolicyFile.save(file, Agents.continuous());
    Policy policy = Policy.load(file);
    assertThat(policy.description()).isEqualTo(Agents.continuous().description());
    assertThat(policy.provenance()).containsEntry("algorithm", "ppo");
    float[] observation = {0.1f, 0.2f, 0.3f};
    assertThat(policy.act(observation))
        .containsExactly(new Policy(Agents.continuous()).act(observation));
  }

  @Test
  void wrongObservationsAreRefusedByName() {
    Policy policy = new Policy(Agents.continuous());
    assertThatThrownBy(() -> policy.act(new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an observation of 4 values")
        .hasMessageEndingWith("has 3");
    assertThatThrownBy(() -> policy.act(new float[] {0, Float.NaN, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("observation[1] is NaN; every value must be finite");
    assertThatThrownBy(() -> policy.value(new float[] {0, 0, Float.POSITIVE_INFINITY}))
        .hasMessageContaining("observation[2] is Infinity");
    assertThatThrownBy(() -> policy.act(new float[3], new float[1]))
        .hasMessageContaining("an array of 1 for actions of 2");
  }

  @Test
  void overflowIsReportedAndNotActedUpon() {
    Policy policy = new Policy(Agents.discrete(4));
    float[] parameters = Agents.discrete(4).parameters();
    Arrays.fill(parameters, Float.MAX_VALUE);
    Policy huge = new Policy(new SavedAgent(policy.description(), parameters, null, Map.of()));
    assertThatThrownBy(() -> huge.act(observation(8, 1)))
        .hasMessageContaining("policy output for this observation");
    assertThatThrownBy(() -> huge.value(observation(8, 1)))
        .hasMessageContaining("the value for this observation");
  }

  @Test
  void chooseIsForDiscreteActionsOnly() {
    assertThatThrownBy(() -> new Policy(Agents.continuous()).choose(new float[3]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("use act");
  }

  static List<SavedAgent> everyHead() {
    List<SavedAgent> agents = new ArrayList<>(Agents.ofEveryHead());
    agents.add(Agents.joint(false));
    agents.add(Agents.joint(true));
    return agents;
  }

  private static boolean[] mask(Policy policy, int seed) {
    boolean[] mask = new boolean[policy.description().distribution().maskSize()];
    Random random = new Random(seed);
    do {
      for (int k = 0; k < mask.length; k++) {
        mask[k] = random.nextInt(3) > 0;
      }
      // Any that allows something will do.
    } while (!allows(policy, mask));
    return mask;
  }

  private static boolean allows(Policy policy, boolean[] mask) {
    try {
      policy.act(new float[3], mask);
      return true;
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("is masked; allow at least one");
      return false;
    }
  }

  /** What the policy does, from the contract's outputs by the pieces that training uses. */
  @ParameterizedTest
  @MethodSource("everyHead")
  void everyHeadActsAsItsDistributionSays(SavedAgent agent) {
    AgentDescription description = agent.description();
    Distribution distribution = description.distribution();
    PolicyHead head = description.network().head();
    Policy policy = new Policy(agent);
    for (int seed = 0; seed < 50; seed++) {
      float[] observation = observation(3, seed);
      float[] outputs = reference(agent, "actor", description.network().actorLayers(), observation);
      float[] parameters = Arrays.copyOf(outputs, distribution.parameterCount());
      for (int k = 0; k < outputs.length; k++) {
        parameters[k] *= 1 / head.temperature();
      }
      ParameterLayout layout = ParameterLayout.of(description.network());
      int next = outputs.length;
      for (Parameter p : layout.parameters()) {
        if (p.name().startsWith("log_std") && head.freeParameterCount() > 0) {
          System.arraycopy(agent.parameters(), p.offset(), parameters, next, p.size());
          next += p.size();
        }
      }
      if (head instanceof PolicyHead.Gaussian gaussian && gaussian.meanActivation() != null) {
        for (int d = 0; d < distribution.actionSize(); d++) {
          parameters[d] = gaussian.meanActivation().apply(parameters[d]);
        }
      }
      boolean[] mask = description.actionMasks() ? mask(policy, seed) : null;
      int size = distribution.actionSize();
      float[] raw = new float[size];
      float[] expected = new float[size];
      float[] drawn = new float[size];

      DistributionBatch batch = new DistributionBatch(distribution, 1);
      batch.of(parameters, 0, parameters.length, raw, 0, 1).masked(mask, 0);
      distribution.mode(batch);
      description.actionMapping().apply(description.actionSpace(), raw, 0, expected, 0);
      assertThat(mask == null ? policy.act(observation) : policy.act(observation, mask))
          .containsExactly(expected);
      assertThat(description.actionSpace().contains(expected)).isTrue();
      if (head.exploration() != null) {
        // Draws with noise that it holds; see below.
        continue;
      }

      distribution.sample(batch, new Random(seed), ArrayMath.SCALAR);
      description.actionMapping().apply(description.actionSpace(), raw, 0, expected, 0);
      if (mask == null) {
        policy.sample(observation, new Random(seed), drawn);
      } else {
        policy.sample(observation, mask, new Random(seed), drawn);
      }
      assertThat(drawn).containsExactly(expected);
      assertThat(description.actionSpace().contains(drawn)).isTrue();
    }
  }

  /** Mean and deviation from features, and the noise of one matrix until it is drawn anew. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anExploringAgentHoldsItsNoiseUntilItIsDrawnAnew(boolean fullStd) {
    SavedAgent agent = Agents.exploring(fullStd);
    AgentDescription description = agent.description();
    ActorCritic network = description.network();
    float[] stds = Program.of(network).exploration().orElseThrow().stds(agent.parameters());
    ExplorationNoise noise = new ExplorationNoise(1, 6, 2, 0);
    noise.start(stds);
    PolicySession policy = new Policy(agent).session();
    Random a = new Random(3);
    Random b = new Random(3);
    Distribution distribution = description.distribution();
    DistributionBatch batch = new DistributionBatch(distribution, 1);
    for (int seed = 0; seed < 20; seed++) {
      if (seed == 7) {
        policy.redrawExploration(a);
        noise.redraw(b);
      }
      float[] observation = observation(3, seed);
      float[] x = reference(agent, "actor", network.actor(), observation);
      float[] mean = reference(agent, "actor", network.actorLayers(), observation);
      float[] row = Arrays.copyOf(mean, 2 + 2 + 6);
      for (int d = 0; d < 2; d++) {
        row[d] = fullStd ? mean[d] : FloatMath.tanh(mean[d]);
        float variance = 1e-6f;
        for (int f = 0; f < 6; f++) {
          float std = stds[2 * f + d];
          variance = Math.fma(x[f] * x[f], std * std, variance);
        }
        row[2 + d] = 0.5f * FloatMath.log(variance);
      }
      System.arraycopy(x, 0, row, 4, 6);
      float[] raw = new float[2];
      batch.of(row, 0, row.length, raw, 0, 1).exploring(noise, 0);
      distribution.sample(batch, b, ArrayMath.SCALAR);
      float[] expected = new float[2];
      description.actionMapping().apply(description.actionSpace(), raw, 0, expected, 0);
      float[] drawn = new float[2];
      policy.sample(observation, a, drawn);
      assertThat(drawn).containsExactly(expected);
    }
    float[] first = new float[2];
    float[] second = new float[2];
    policy.sample(observation(3, 1), a, first);
    policy.sample(observation(3, 1), a, second);
    assertThat(second).containsExactly(first);
    policy.redrawExploration(a);
    policy.sample(observation(3, 1), a, second);
    assertThat(second).isNotEqualTo(first);
    assertThatThrownBy(() -> new Policy(Agents.continuous()).session().redrawExploration(a))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("draws the noise of every action by itself");
  }

  @ParameterizedTest
  @MethodSource("everyHead")
  void masksAreGivenExactlyWhereTheAgentActsWithThem(SavedAgent agent) {
    Policy policy = new Policy(agent);
    float[] observation = new float[3];
    float[] action = new float[policy.description().distribution().actionSize()];
    int size = policy.description().distribution().maskSize();
    boolean[] mask = new boolean[size];
    Arrays.fill(mask, true);
    if (agent.description().actionMasks()) {
      String message = "give one of " + size + " flags with the observation";
      assertThatThrownBy(() -> policy.act(observation))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(message);
      assertThatThrownBy(() -> policy.sample(observation, new Random(1), action))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(message);
      assertThatThrownBy(() -> policy.act(observation, new boolean[size + 1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a mask of " + (size + 1) + " flags")
          .hasMessageEndingWith("give " + size);
      assertThatThrownBy(() -> policy.act(observation, new boolean[size]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is masked; allow at least one");
    } else {
      assertThatThrownBy(() -> policy.act(observation, mask))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageEndingWith("give none");
      assertThatThrownBy(() -> policy.sample(observation, mask, new Random(1), action))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageEndingWith("give none");
    }
  }

  @Test
  void chooseObeysTheMask() {
    Policy policy = new Policy(Agents.ofEveryHead().get(0));
    for (int only = 0; only < 4; only++) {
      boolean[] mask = new boolean[4];
      mask[only] = true;
      assertThat(policy.choose(new float[3], mask)).isEqualTo(only);
    }
    assertThatThrownBy(() -> policy.choose(new float[3])).hasMessageContaining("4 flags");
  }

  @ParameterizedTest
  @MethodSource("everyHead")
  void agentsWithoutACriticSaySo(SavedAgent agent) {
    Policy policy = new Policy(agent);
    if (agent.description().network().hasCritic()) {
      assertThat(policy.value(new float[3])).isFinite();
    } else {
      assertThatThrownBy(() -> policy.value(new float[3]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("this agent has no critic");
    }
  }
}
