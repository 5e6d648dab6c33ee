package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.npg.NpgAgent;
import io.github.ascent4j.core.npg.NpgConfig;
import io.github.ascent4j.core.policy.AgentMemory;
import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.policygradient.PolicyGradientPolicy;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.reinforce.ReinforceAgent;
import io.github.ascent4j.core.reinforce.ReinforceConfig;
import io.github.ascent4j.core.reinforce.ReinforcePolicy;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.trpo.TrpoAgent;
import io.github.ascent4j.core.trpo.TrpoConfig;
import io.github.ascent4j.core.vpg.VpgAgent;
import io.github.ascent4j.core.vpg.VpgConfig;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.policy.PolicySession;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AgentPolicyTest {
  private static final int COUNT = 70;

  /** Every algorithm with every kind of action, and with networks apart and shared. */
  static List<TrainingCase<?>> policies() {
    List<TrainingCase<?>> cases = new ArrayList<>();
    for (TrainingCase<?> algorithm : TrainingCases.algorithms()) {
      cases.addAll(
          TrainingCases.inEveryEnvironment(algorithm.with("normalization.observations=SB3")));
    }
    cases.addAll(
        TrainingCases.inEveryEnvironment(
            TrainingCases.PPO.with("policy.sharedTrunk=true", "policy.activation=SILU")));
    TrainingCase<?> box = TrainingCases.A2C.in("a box", () -> Wander.continuous(4));
    cases.add(box.with("policy.sharedTrunk=true", "policy.actionBound=TANH"));
    cases.add(box.with("policy.continuousActions=TANH_GAUSSIAN"));
    cases.add(box.with("policy.continuousActions=BETA"));
    cases.add(box.with("policy.stateDependentStd=true"));
    cases.add(TrainingCases.PG.with("baseline=true"));
    return cases;
  }

  private static Agent<?> trained(TrainingCase<?> training) {
    Agent<?> agent = training.agent(SimdEngine.create(1));
    agent.train(training.newEnvironment(), 200);
    return agent;
  }

  /** Observations of an environment with the masks that go with them. */
  @SuppressWarnings("ArrayRecordComponent") // To be read, not compared.
  private record Seen(int count, float[] observations, boolean @Nullable [] masks) {
    Seen only(int i) {
      int size = observations.length / count;
      float[] one = Arrays.copyOfRange(observations, i * size, (i + 1) * size);
      int maskSize = masks == null ? 0 : masks.length / count;
      boolean[] mask =
          masks == null ? null : Arrays.copyOfRange(masks, i * maskSize, (i + 1) * maskSize);
      return new Seen(1, one, mask);
    }
  }

  /** First observations of many episodes. */
  private static Seen seen(VectorEnvironment environment) {
    int copies = environment.copies();
    StepBatch batch = new StepBatch(environment);
    float[] observations = new float[COUNT * batch.observations.length / copies];
    boolean[] masks = new boolean[COUNT * batch.actionMasks.length / copies];
    for (int i = 0; i < COUNT; i++) {
      environment.reset(i, batch);
      int size = observations.length / COUNT;
      System.arraycopy(batch.observations, 0, observations, i * size, size);
      int maskSize = masks.length / COUNT;
      System.arraycopy(batch.actionMasks, 0, masks, i * maskSize, maskSize);
    }
    return new Seen(COUNT, observations, masks.length == 0 ? null : masks);
  }

  private static AgentPolicy.Decision act(
      Agent<?> agent, Seen seen, boolean deterministic, long seed) {
    return agent
        .policy()
        .act(seen.observations(), seen.masks(), deterministic, new TrainingRandom(seed, 1));
  }

  /** So that a ratio is exactly 1 before the first step of an update. */
  @ParameterizedTest
  @MethodSource("policies")
  void evaluatingAnActionGivesTheBitsItWasTakenWith(TrainingCase<?> training) {
    try (Agent<?> agent = trained(training)) {
      Seen seen = seen(training.newEnvironment());
      AgentPolicy policy = agent.policy();
      AgentPolicy.Decision decision = act(agent, seen, false, 1);
      AgentPolicy.ActionEvaluation evaluation =
          policy.evaluateActions(seen.observations(), seen.masks(), decision.rawActions());
      assertThat(evaluation.logProbs()).isEqualTo(decision.logProbs());
      assertThat(evaluation.values()).isEqualTo(decision.values());
      assertThat(evaluation.entropies()).doesNotContain(Float.NaN).hasSize(COUNT);
      if (training.config().hasCritic()) {
        assertThat(policy.values(seen.observations())).isEqualTo(decision.values());
      } else {
        assertThat(decision.values()).containsOnly(0);
        assertThatThrownBy(() -> policy.values(seen.observations()))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining(training.algorithm().name() + " has no critic");
      }
    }
  }

  /** What prt_rl's metadata() is for. */
  @Test
  void notesAreKeptInThePolicyFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("policy.safetensors");
    try (Agent<?> agent = TrainingCases.PPO.agent(SimdEngine.create(1))) {
      agent.policy().save(file, Map.of("purpose", "lifts", "owner", "Ada"));
    }
    assertThat(Policy.load(file).provenance())
        .isEqualTo(Map.of("purpose", "lifts", "owner", "Ada", "algorithm", "ppo"));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void theServedPolicyHasTheBitsOfTraining(TrainingCase<?> training) throws IOException {
    try (Agent<?> agent = trained(training)) {
      Policy served = new Policy(agent.policy().saved(Map.of()));
      Seen seen = seen(training.newEnvironment());
      AgentPolicy.Decision modes = act(agent, seen, true, 1);
      int size = modes.actions().length / COUNT;
      float[] action = new float[size];
      for (int i = 0; i < COUNT; i++) {
        Seen one = seen.only(i);
        boolean[] mask = one.masks();
        if (mask == null) {
          served.act(one.observations(), action);
        } else {
          served.act(one.observations(), mask, action);
        }
        assertThat(action).isEqualTo(Arrays.copyOfRange(modes.actions(), i * size, (i + 1) * size));
        TrainingRandom random = new TrainingRandom(i, 1);
        if (mask == null) {
          served.sample(one.observations(), random, action);
        } else {
          served.sample(one.observations(), mask, random, action);
        }
        assertThat(action).isEqualTo(act(agent, one, false, i).actions());
        if (training.config().hasCritic()) {
          assertThat(served.value(one.observations())).isEqualTo(modes.values()[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void actingManyAtATimeIsActingOneByOne(TrainingCase<?> training) {
    try (Agent<?> agent = trained(training)) {
      Seen seen = seen(training.newEnvironment());
      AgentPolicy.Decision together = act(agent, seen, true, 1);
      int size = together.actions().length / COUNT;
      for (int i = 0; i < COUNT; i++) {
        AgentPolicy.Decision alone = act(agent, seen.only(i), true, 1);
        assertThat(alone.rawActions())
            .isEqualTo(Arrays.copyOfRange(together.rawActions(), i * size, (i + 1) * size));
        assertThat(alone.values()[0]).isEqualTo(together.values()[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void whatIsGivenIsLeftAlone(TrainingCase<?> training) {
    try (Agent<?> agent = trained(training)) {
      Seen seen = seen(training.newEnvironment());
      float[] observations = seen.observations().clone();
      boolean[] masks = seen.masks() == null ? null : seen.masks().clone();
      float[] parameters = agent.policy().parameters();
      AgentPolicy.Decision decision = act(agent, seen, false, 1);
      float[] actions = decision.rawActions().clone();
      agent.policy().evaluateActions(seen.observations(), seen.masks(), decision.rawActions());
      act(agent, seen, true, 1);
      agent.act(seen.only(0).observations(), seen.only(0).masks(), false);
      assertThat(seen.observations()).isEqualTo(observations);
      assertThat(seen.masks()).isEqualTo(masks);
      assertThat(decision.rawActions()).isEqualTo(actions);
      assertThat(agent.policy().parameters()).isEqualTo(parameters);
    }
  }

  /** Loads a policy and makes an agent of it as a user of that algorithm does. */
  private static Agent<?> of(Path file, Record config, Engine engine) throws IOException {
    return switch (config) {
      case PpoConfig c -> PpoAgent.of(PpoPolicy.load(file, c, engine), c, 3, engine);
      case A2cConfig c ->
          A2cAgent.of(AgentPolicy.load(A2cAgent.ALGORITHM, file, c, engine), c, 3, engine);
      case PolicyGradientConfig c ->
          PolicyGradientAgent.of(PolicyGradientPolicy.load(file, c, engine), c, 3, engine);
      case ReinforceConfig c ->
          ReinforceAgent.of(ReinforcePolicy.load(file, c, engine), c, 3, engine);
      case VpgConfig c ->
          VpgAgent.of(AgentPolicy.load(VpgAgent.ALGORITHM, file, c, engine), c, 3, engine);
      case TrpoConfig c ->
          TrpoAgent.of(AgentPolicy.load(TrpoAgent.ALGORITHM, file, c, engine), c, 3, engine);
      case NpgConfig c ->
          NpgAgent.of(AgentPolicy.load(NpgAgent.ALGORITHM, file, c, engine), c, 3, engine);
      default -> throw new IllegalArgumentException(config.toString());
    };
  }

  static List<TrainingCase<?>> algorithms() {
    return TrainingCases.algorithms();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aPolicyFileCanBeTrainedOn(TrainingCase<?> base, @TempDir Path folder) throws IOException {
    TrainingCase<?> training = base.with("normalization.observations=SB3");
    Path file = folder.resolve("policy");
    try (Agent<?> agent = trained(training)) {
      agent.policy().save(file);
      try (Agent<?> second = of(file, training.config(), SimdEngine.create(1))) {
        assertThat(second.policy().parameters()).isEqualTo(agent.policy().parameters());
        assertThat(second.policy().actorCritic().normalizer())
            .isEqualTo(agent.policy().actorCritic().normalizer());
        second.train(training.newEnvironment(), 200);
        assertThat(second.policy().parameters()).isNotEqualTo(agent.policy().parameters());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void creatingOneInOnesOwnWayIsCreatingTheDefault(TrainingCase<?> training) {
    VectorEnvironment environment = training.newEnvironment();
    long seed = TrainingCase.SEED;
    try (Agent<?> common = training.agent(SimdEngine.create(1));
        Agent<?> own =
            switch (training.config()) {
              case PpoConfig c -> PpoAgent.create(environment, c, seed);
              case A2cConfig c -> A2cAgent.create(environment, c, seed);
              case PolicyGradientConfig c -> PolicyGradientAgent.create(environment, c, seed);
              case ReinforceConfig c -> ReinforceAgent.create(environment, c, seed);
              case VpgConfig c -> VpgAgent.create(environment, c, seed);
              case TrpoConfig c -> TrpoAgent.create(environment, c, seed);
              case NpgConfig c -> NpgAgent.create(environment, c, seed);
              default -> throw new IllegalArgumentException(training.name());
            }) {
      assertThat(own.policy().parameters()).isEqualTo(common.policy().parameters());
      assertThat(own.algorithm()).isEqualTo(common.algorithm());
      assertThat(own.policy().saved(Map.of())).isEqualTo(common.policy().saved(Map.of()));
    }
  }

  @Test
  void whatIsNotWholeIsRefused() {
    try (Agent<?> agent = TrainingCases.PPO.agent(SimdEngine.create(1))) {
      assertThatThrownBy(() -> agent.act(new float[4], true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("4 floats are no whole number of observations of 3 floats");
      assertThatThrownBy(() -> agent.act(new float[0], true))
          .hasMessageContaining("0 floats are no whole number of observations of 3 floats");
      assertThatThrownBy(() -> agent.policy().evaluateActions(new float[6], new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("3 action floats for 2 observations; give 2");
      assertThatThrownBy(() -> agent.act(new float[3], new boolean[4], true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("without action masks; give none");
    }
  }

  /** Without one it would act at every step as at the first one of an episode. */
  @Test
  void anAgentThatRemembersIsGivenItsMemory() {
    TrainingCase<?> remembering =
        TrainingCases.A2C.with(
            "policy.memory.lstmSize=5",
            "policy.memory.previousAction=true",
            "policy.memory.previousReward=true");
    try (Agent<?> agent = remembering.agent(SimdEngine.create(1))) {
      AgentPolicy policy = agent.policy();
      float[] observation = {0.3f, -0.2f, 2};
      List<Runnable> forgetting =
          List.of(
              () -> agent.act(observation, true),
              () -> agent.act(observation, null, false),
              () -> policy.act(observation, true, new TrainingRandom(1, 1)),
              () -> policy.values(observation),
              () -> policy.evaluateActions(observation, new float[1]));
      for (Runnable call : forgetting) {
        assertThatThrownBy(call::run)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("goes by the steps before, and would forget them")
            .hasMessageContaining("policy().memory(n)");
      }
      PolicySession served = new Policy(policy.saved(Map.of())).session();
      AgentMemory memory = policy.memory(1);
      AgentMemory same = policy.memory(1);
      for (int t = 0; t < 5; t++) {
        observation[0] = t;
        assertThat(policy.values(observation, memory)[0]).isEqualTo(served.value(observation));
        float[] action = agent.act(observation, null, memory, true);
        assertThat(action).isEqualTo(served.act(observation));
        assertThat(policy.evaluateActions(observation, null, same, action).logProbs()).hasSize(1);
        assertThat(same.states).isEqualTo(memory.states);
        served.reward(-t);
        memory.remember(0, action, 0, -t);
        same.remember(0, action, 0, -t);
      }
      assertThatThrownBy(() -> agent.act(observation, null, policy.memory(2), true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a memory of 2 episodes for 1 observations; give one each");
    }
  }

  @Test
  void masksAreNeededWhereThereAreSome() {
    TrainingCase<?> masked = TrainingCases.A2C.in("masks", () -> Plank.copies(2));
    try (Agent<?> agent = masked.agent(SimdEngine.create(1))) {
      assertThatThrownBy(() -> agent.act(new float[1], true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("this policy acts with action masks; give 1 of 3 flags");
      assertThatThrownBy(() -> agent.act(new float[1], new boolean[2], true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 mask flags for 1 observations")
          .hasMessageContaining("take 3 each");
      boolean[] last = {false, false, true};
      for (boolean deterministic : new boolean[] {true, false}) {
        assertThat(agent.act(new float[1], last, deterministic)).containsExactly(2);
      }
    }
  }
}
