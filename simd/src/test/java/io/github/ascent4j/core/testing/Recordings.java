package io.github.ascent4j.core.testing;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.EncoderConfig;
import io.github.ascent4j.core.policy.MemoryConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.ObservationNormalization;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.rollout.RolloutCollector;
import io.github.ascent4j.core.rollout.SamplingConfig;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.space.ObservationLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small agents that remember, and rollouts in which everything is kept. */
public final class Recordings {
  private Recordings() {}

  public static PolicyConfig config(MemoryConfig memory) {
    EncoderConfig encoder =
        EncoderConfig.NATURE
            .withConvolutions(List.of(3), List.of(3), List.of(1), List.of(0))
            .withImageFeatures(5);
    return PolicyConfig.DEFAULT
        .withHiddenSizes(List.of(6))
        .withPolicyGain(1)
        .withEncoder(encoder)
        .withMemory(memory);
  }

  public static ActorCriticPolicy policy(
      VectorEnvironment environment,
      PolicyConfig config,
      @Nullable ObservationNormalizer normalizer,
      Engine engine) {
    AgentDescription description =
        new AgentDescription(
            environment.observationSpace(),
            environment.actionSpace(),
            config.network(environment.observationSpace(), environment.actionSpace()),
            config.actionMapping(environment.actionSpace()),
            environment.actionMaskSize() > 0);
    return ActorCriticPolicy.initialize(
        description,
        engine,
        Optimization.of(Optimizer.Adam.withEpsilon(1e-5)),
        normalizer,
        new TrainingRandom(1, 0));
  }

  public static RolloutCollector collector(
      VectorEnvironment environment, ActorCriticPolicy policy, SamplingConfig sampling) {
    RolloutCollector.Options options =
        new RolloutCollector.Options(sampling, true, ObservationNormalization.NONE);
    return new RolloutCollector(environment, policy, null, options, new TrainingRandom(1, 1));
  }

  /** A buffer that keeps everything, with a state before each sequence. */
  public static RolloutBuffer buffer(
      VectorEnvironment environment,
      ActorCriticPolicy policy,
      SamplingConfig sampling,
      int steps,
      int sequenceSteps) {
    ActorCritic network = policy.description().network();
    ObservationLayout layout = ObservationLayout.of(environment.observationSpace());
    return new RolloutBuffer(
        steps,
        environment.copies(),
        new RolloutBuffer.Shape(
            layout.numbers(),
            network.numbers() - layout.numbers(),
            layout.bytes(),
            environment.actionSpace().flatSize(),
            environment.actionMaskSize(),
            policy.distribution().parameterCount(),
            true,
            network.stateSize(),
            sequenceSteps,
            !sampling.midBatchReset()));
  }
}
