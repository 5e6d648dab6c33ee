package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.update.NaturalGradient;
import io.github.ascent4j.core.update.NaturalGradient.KlDirection;
import io.github.ascent4j.core.update.NaturalGradient.Reached;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.simd.SimdEngine;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of a step whatever its direction; NaturalStepTest has the directions. */
final class NaturalGradientTest {
  private static final int COUNT = 150;

  private static ActorCriticPolicy policy(Engine engine, ActorCritic network) {
    return ActorCriticPolicy.initialize(
        new AgentDescription(
            Box.uniform(-1, 1, 2), new Discrete(3), network, ActionMapping.NONE, false),
        engine,
        OptimizerConfig.ADAM.optimization(),
        true,
        null,
        new TrainingRandom(1, 0));
  }

  private static ActorCritic network() {
    return Networks.separate(
        2, Networks.hidden(ActivationFunction.TANH, 5), Networks.categorical(3));
  }

  private static NaturalGradient gathered(ActorCriticPolicy policy) {
    Random random = new Random(3);
    RolloutBuffer rollout = new RolloutBuffer(COUNT, 1, 2, 1);
    for (int i = 0; i < COUNT; i++) {
      rollout.observations[2 * i] = random.nextFloat();
      rollout.observations[2 * i + 1] = random.nextFloat();
      rollout.advantages[i] = (float) random.nextGaussian();
    }
    policy.sample(
        new NetworkInput().of(rollout.observations, COUNT), null, rollout.sampled(), random);
    NaturalGradient gradient = new NaturalGradient(policy, KlDirection.OLD_NEW, 20, 0.01);
    gradient.samples.load(rollout);
    gradient.samples.gatherAll(rollout);
    return gradient;
  }

  @Test
  void aStepAndItsReturnChangeNothing() {
    try (SimdEngine engine = SimdEngine.create(1)) {
      ActorCriticPolicy policy = policy(engine, network());
      NaturalGradient gradient = gathered(policy);
      float[] before = policy.parameters();
      Reached start = gradient.solve();
      assertThat(policy.parameters()).isEqualTo(before);
      assertThat(start.divergence()).isZero();
      Reached there = gradient.step(gradient.sizeFor(0.01));
      assertThat(policy.parameters()).isNotEqualTo(before);
      assertThat(there.divergence()).isPositive();
      assertThat(there.objective()).isGreaterThan(start.objective());
      assertThat(gradient.restore()).isEqualTo(start);
      assertThat(policy.parameters()).isEqualTo(before);
    }
  }

  /** Steps start where the direction was found, not where the last one ended. */
  @Test
  void stepsDoNotAddUp() {
    try (SimdEngine engine = SimdEngine.create(1)) {
      ActorCriticPolicy policy = policy(engine, network());
      NaturalGradient gradient = gathered(policy);
      gradient.solve();
      gradient.step(0.25);
      float[] once = policy.parameters();
      gradient.step(1);
      assertThat(policy.parameters()).isNotEqualTo(once);
      gradient.step(0.25);
      assertThat(policy.parameters()).isEqualTo(once);
    }
  }

  @Test
  void withoutAdvantagesThereIsNoDirection() {
    try (SimdEngine engine = SimdEngine.create(1)) {
      ActorCriticPolicy policy = policy(engine, network());
      NaturalGradient gradient = gathered(policy);
      Arrays.fill(gradient.samples.minibatch().advantages, 0);
      float[] before = policy.parameters();
      gradient.solve();
      assertThat(gradient.gradientNorm()).isZero();
      assertThat(gradient.sizeFor(0.01)).isZero();
      gradient.step(1);
      assertThat(policy.parameters()).isEqualTo(before);
    }
  }

  @Test
  void aGradientThatIsNotFiniteIsNamedAndNoStepTaken() {
    try (SimdEngine engine = SimdEngine.create(1)) {
      ActorCriticPolicy policy = policy(engine, network());
      NaturalGradient gradient = gathered(policy);
      gradient.samples.minibatch().advantages[140] = Float.NaN;
      float[] before = policy.parameters();
      assertThatThrownBy(gradient::solve)
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("the gradient of actor.0.weight[0] is NaN");
      assertThat(policy.parameters()).isEqualTo(before);
    }
  }

  /** An engine whose networks can only be described. */
  private record Describing() implements Engine {
    @Override
    public String name() {
      return "describing";
    }

    @Override
    public TrainableNetwork create(Program program, Optimization optimization) {
      return (TrainableNetwork)
          Proxy.newProxyInstance(
              TrainableNetwork.class.getClassLoader(),
              new Class<?>[] {TrainableNetwork.class},
              (proxy, method, arguments) -> method.getName().equals("program") ? program : null);
    }

    @Override
    public void close() {}
  }

  @Test
  void aNetworkThatRemembersIsRefused() {
    ActorCritic network =
        Networks.separate(2, List.of(Layer.Lstm.torch(4)), Networks.categorical(3));
    ActorCriticPolicy policy = policy(new Describing(), network);
    assertThatThrownBy(() -> new NaturalGradient(policy, KlDirection.OLD_NEW, 10, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a network that remembers does not give; leave its LSTM out");
  }
}
