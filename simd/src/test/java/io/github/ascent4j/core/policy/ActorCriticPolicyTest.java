package io.github.ascent4j.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.ExplorationNoise;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import io.github.ascent4j.simd.SimdEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ActorCriticPolicyTest {
  private static final int COUNT = 70;
  private static final Box OBSERVATIONS = Box.uniform(-1, 1, 3);
  private static final Box BOX = Box.of(new float[] {-3, 0}, new float[] {1, 2});

  private final SimdEngine engine = SimdEngine.create(1);

  @AfterEach
  void close() {
    engine.close();
  }

  static List<AgentDescription> agents() {
    PolicyConfig config = PolicyConfig.DEFAULT.withHiddenSizes(List.of(5)).withPolicyGain(2);
    return List.of(
        description(config, new Discrete(4), false),
        description(config, new Discrete(4), true),
        description(config, MultiDiscrete.of(3, 2), true),
        description(config, new MultiBinary(3), false),
        description(config, new MultiBinary(3), true),
        description(config, BOX, false),
        description(config.withContinuousActions(ContinuousDistribution.TANH_GAUSSIAN), BOX, false),
        description(config.withContinuousActions(ContinuousDistribution.BETA), BOX, false),
        description(config, TUPLE, false),
        description(config, TUPLE, true));
  }

  private static final Tuple TUPLE = new Tuple(List.of(new Discrete(3), BOX, new MultiBinary(2)));

  private static AgentDescription exploring() {
    PolicyConfig config =
        PolicyConfig.DEFAULT
            .withHiddenSizes(List.of(5))
            .withExploration(ExplorationConfig.DEFAULT.withEnabled(true));
    return description(config, BOX, false);
  }

  private static AgentDescription description(PolicyConfig config, Space actions, boolean masks) {
    return new AgentDescription(
        OBSERVATIONS,
        actions,
        config.network(OBSERVATIONS, actions),
        config.actionMapping(actions),
        masks);
  }

  private ActorCriticPolicy policy(AgentDescription description) {
    return ActorCriticPolicy.initialize(
        description,
        engine,
        Optimization.of(Optimizer.Adam.withEpsilon(1e-5)),
        null,
        new TrainingRandom(1, 0));
  }

  private static float[] inputs() {
    Random random = new Random(5);
    float[] inputs = new float[3 * COUNT];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    return inputs;
  }

  private ActorCriticPolicy criticApart(AgentDescription description) {
    return ActorCriticPolicy.initialize(
        description,
        engine,
        Optimization.of(Optimizer.Adam.withEpsilon(1e-5)),
        true,
        null,
        new TrainingRandom(1, 0));
  }

  /** Two networks act and value as one, with parameters in the order of the description. */
  @Test
  void aCriticApartChangesNoBit() {
    for (MemoryConfig memory :
        List.of(
            MemoryConfig.NONE,
            MemoryConfig.NONE.withLstmSize(4).withCriticLstm(true).withPreviousReward(true))) {
      PolicyConfig config = PolicyConfig.DEFAULT.withHiddenSizes(List.of(5)).withMemory(memory);
      AgentDescription description = description(config, BOX, false);
      ActorCriticPolicy together = policy(description);
      ActorCriticPolicy apart = criticApart(description);
      assertThat(apart.networks()).hasSize(2);
      assertThat(apart.parameters()).isEqualTo(together.parameters());
      InputRows[] rows = {new InputRows(description, COUNT), new InputRows(description, COUNT)};
      float[][] actions = new float[2][COUNT * together.distribution().actionSize()];
      float[][] values = new float[2][COUNT];
      float[][] valuesAlone = new float[2][COUNT];
      for (int step = 0; step < 3; step++) {
        for (int k = 0; k < 2; k++) {
          ActorCriticPolicy policy = k == 0 ? together : apart;
          rows[k].load(inputs(), new byte[0], 0, null);
          policy.values(rows[k].network, valuesAlone[k]);
          policy.mode(rows[k].network, null, actions[k], values[k]);
        }
        assertThat(actions[1]).isEqualTo(actions[0]);
        assertThat(values[1]).isEqualTo(values[0]).isEqualTo(valuesAlone[1]);
        assertThat(valuesAlone[1]).isEqualTo(valuesAlone[0]);
        assertThat(rows[1].memory.states).isEqualTo(rows[0].memory.states);
      }
      float[] changed = together.parameters();
      for (int p = 0; p < changed.length; p++) {
        changed[p] += p;
      }
      apart.setParameters(changed);
      assertThat(apart.parameters()).isEqualTo(changed);
    }
  }

  @Test
  void aCriticApartNeedsParametersOfItsOwn() {
    AgentDescription shared = description(PolicyConfig.DEFAULT.withSharedTrunk(true), BOX, false);
    assertThatThrownBy(() -> criticApart(shared))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("actor and critic share trunk.0.weight")
        .hasMessageContaining("give each layers of its own");
    AgentDescription actor =
        new AgentDescription(
            OBSERVATIONS,
            BOX,
            PolicyConfig.DEFAULT.network(OBSERVATIONS, BOX, false),
            PolicyConfig.DEFAULT.actionMapping(BOX),
            false);
    assertThatThrownBy(() -> criticApart(actor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the network has none");
  }

  /** Of every three choices side by side, one or two are allowed; of two, one or both. */
  private static boolean @Nullable [] masks(AgentDescription description) {
    if (!description.actionMasks()) {
      return null;
    }
    boolean[] masks = new boolean[COUNT * description.distribution().maskSize()];
    for (int k = 0; k < masks.length; k++) {
      masks[k] = k % 2 == 0 || k % 5 == 1;
    }
    return masks;
  }

  @ParameterizedTest
  @MethodSource("agents")
  void servedPolicyHasTheBitsOfTraining(AgentDescription description) {
    ActorCriticPolicy policy = policy(description);
    Policy served = new Policy(new SavedAgent(description, policy.parameters(), null, Map.of()));
    int size = policy.distribution().actionSize();
    int maskSize = policy.distribution().maskSize();
    float[] raw = new float[COUNT * size];
    float[] actions = new float[COUNT * size];
    float[] values = new float[COUNT];
    boolean[] masks = masks(description);
    policy.mode(new NetworkInput().of(inputs(), COUNT), masks, raw, values);
    policy.map(raw, 0, actions, 0, COUNT);
    for (int i = 0; i < COUNT; i++) {
      float[] observation = Arrays.copyOfRange(inputs(), 3 * i, 3 * i + 3);
      float[] action = Arrays.copyOfRange(actions, i * size, (i + 1) * size);
      float[] drawn = new float[size];
      float[] one = new float[size];
      float[] mapped = new float[size];
      TrainingRandom random = new TrainingRandom(i, 1);
      if (masks == null) {
        assertThat(served.act(observation)).isEqualTo(action);
        served.sample(observation, new TrainingRandom(i, 1), drawn);
        policy.sample(
            new NetworkInput().of(observation, 1),
            null,
            new SampledRows(one, new float[1], new float[1], null),
            random);
      } else {
        boolean[] mask = Arrays.copyOfRange(masks, i * maskSize, (i + 1) * maskSize);
        assertThat(served.act(observation, mask)).isEqualTo(action);
        served.sample(observation, mask, new TrainingRandom(i, 1), drawn);
        policy.sample(
            new NetworkInput().of(observation, 1),
            mask,
            new SampledRows(one, new float[1], new float[1], null),
            random);
      }
      policy.map(one, 0, mapped, 0, 1);
      assertThat(drawn).isEqualTo(mapped);
      assertThat(description.actionSpace().contains(mapped)).isTrue();
      assertThat(served.value(observation)).isEqualTo(values[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("agents")
  void outputsOfTheNetworkCanBeKept(AgentDescription description) {
    ActorCriticPolicy policy = policy(description);
    Distribution distribution = policy.distribution();
    int width = distribution.parameterCount();
    float[] expected = new float[COUNT * width];
    Batches.forward(policy.network(), inputs(), COUNT, expected, new float[COUNT]);
    int rows = COUNT + 2;
    float[] outputs = new float[rows * width];
    float[] actions = new float[rows * distribution.actionSize()];
    float[] logProbs = new float[rows];
    policy.sample(
        new NetworkInput().of(inputs(), COUNT),
        masks(description),
        new SampledRows(actions, logProbs, new float[rows], outputs),
        2,
        null,
        0,
        new TrainingRandom(1, 1));
    assertThat(Arrays.copyOf(outputs, 2 * width)).containsOnly(0f);
    assertThat(Arrays.copyOf(logProbs, 2)).containsOnly(0f);
    assertThat(Arrays.copyOfRange(outputs, 2 * width, outputs.length)).isEqualTo(expected);

    SampledRows again = SampledRows.of(distribution, COUNT);
    policy.sample(
        new NetworkInput().of(inputs(), COUNT),
        masks(description),
        again,
        new TrainingRandom(1, 1));
    assertThat(again.actions())
        .isEqualTo(Arrays.copyOfRange(actions, 2 * distribution.actionSize(), actions.length));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void masksAreGivenExactlyWhereTheAgentActsWithThem(AgentDescription description) {
    ActorCriticPolicy policy = policy(description);
    int maskSize = policy.distribution().maskSize();
    float[] raw = new float[2 * policy.distribution().actionSize()];
    if (description.actionMasks()) {
      assertThatThrownBy(
              () -> policy.mode(new NetworkInput().of(new float[6], 2), null, raw, new float[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("give 2 of " + maskSize + " flags");
      boolean[] few = new boolean[2 * maskSize - 1];
      assertThatThrownBy(
              () -> policy.mode(new NetworkInput().of(new float[6], 2), few, raw, new float[2]))
          .hasMessageEndingWith("give " + 2 * maskSize);
      boolean[] none = new boolean[2 * maskSize];
      Arrays.fill(none, 0, maskSize, true);
      assertThatThrownBy(
              () -> policy.mode(new NetworkInput().of(new float[6], 2), none, raw, new float[2]))
          .hasMessageStartingWith("row 1: every one of the ");
    } else {
      boolean[] masks = new boolean[2 * maskSize];
      assertThatThrownBy(
              () -> policy.mode(new NetworkInput().of(new float[6], 2), masks, raw, new float[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("give none");
    }
  }

  private static float[] sample(
      ActorCriticPolicy policy,
      int from,
      int count,
      @Nullable ExplorationNoise noise,
      TrainingRandom random) {
    float[] actions = new float[2 * count];
    float[] observations = Arrays.copyOfRange(inputs(), 3 * from, 3 * (from + count));
    policy.sample(
        new NetworkInput().of(observations, count),
        null,
        new SampledRows(actions, new float[count], new float[count], null),
        0,
        noise,
        from,
        random);
    return actions;
  }

  /** Each copy of the environment has noise of its own, which two halves of them keep. */
  @Test
  void explorationHoldsTheNoiseOfEachCopy() {
    ActorCriticPolicy policy = policy(exploring());
    ExplorationNoise noise = policy.explorationNoise(COUNT, 3);
    ExplorationNoise halves = policy.explorationNoise(COUNT, 3);
    policy.startRollout(noise);
    policy.startRollout(halves);
    TrainingRandom a = new TrainingRandom(3, 0);
    TrainingRandom b = new TrainingRandom(3, 0);
    float[] before = new float[0];
    for (int t = 0; t < 7; t++) {
      float[] actions = sample(policy, 0, COUNT, noise, a);
      assertThat(sample(policy, 0, 20, halves, b)).isEqualTo(Arrays.copyOf(actions, 40));
      assertThat(sample(policy, 20, COUNT - 20, halves, b))
          .isEqualTo(Arrays.copyOfRange(actions, 40, 2 * COUNT));
      if (t % 3 == 0) {
        assertThat(actions).isNotEqualTo(before);
      } else {
        assertThat(actions).isEqualTo(before);
      }
      before = actions;
    }
    policy.startRollout(noise);
    assertThat(sample(policy, 0, COUNT, noise, a)).isNotEqualTo(before);
    // Without it, every row is drawn by itself, and nothing of the noise is used up.
    float[] free = sample(policy, 0, COUNT, null, new TrainingRandom(4, 0));
    assertThat(sample(policy, 0, COUNT, null, new TrainingRandom(5, 0))).isNotEqualTo(free);
  }

  @Test
  void onlyAnAgentThatExploresByFeaturesHasNoiseToHold() {
    for (AgentDescription description : agents()) {
      ActorCriticPolicy policy = policy(description);
      assertThat(policy.explorationNoise(2, 0)).isNull();
      policy.startRollout(null);
    }
  }

  @Test
  void maskedChoicesAreNeverDrawn() {
    AgentDescription description =
        description(PolicyConfig.DEFAULT.withPolicyGain(5), new Discrete(4), true);
    ActorCriticPolicy policy = policy(description);
    float[] actions = new float[COUNT];
    float[] logProbs = new float[COUNT];
    TrainingRandom random = new TrainingRandom(2, 2);
    boolean[] masks = masks(description);
    for (int round = 0; round < 50; round++) {
      policy.sample(
          new NetworkInput().of(inputs(), COUNT),
          masks,
          new SampledRows(actions, logProbs, new float[COUNT], null),
          random);
      for (int i = 0; i < COUNT; i++) {
        assertThat(masks[4 * i + (int) actions[i]]).isTrue();
        assertThat(logProbs[i]).isFinite();
      }
    }
  }
}
