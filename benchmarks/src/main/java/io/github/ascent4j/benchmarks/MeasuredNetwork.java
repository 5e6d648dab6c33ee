package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;

/** The agents whose networks are measured: default networks for spaces of usual sizes. */
public enum MeasuredNetwork {
  /** As for LunarLander. */
  DISCRETE("8-64-64-4 categorical", 8),
  /** As for HalfCheetah. */
  GAUSSIAN("17-64-64-6 Gaussian", 17);

  private static final long SEED = 1;

  private final String label;
  private final int inputs;

  MeasuredNetwork(String label, int inputs) {
    this.label = label;
    this.inputs = inputs;
  }

  String label() {
    return label;
  }

  int inputs() {
    return inputs;
  }

  AgentDescription description() {
    Space observations =
        Box.uniform(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Integer.valueOf(inputs));
    Space actions =
        switch (this) {
          case DISCRETE -> new Discrete(4);
          case GAUSSIAN -> Box.uniform(-1, 1, 6);
        };
    PolicyConfig shape = PolicyConfig.DEFAULT;
    return new AgentDescription(
        observations,
        actions,
        shape.network(observations, actions, true),
        shape.actionMapping(actions),
        false);
  }

  ActorCritic network() {
    return description().network();
  }

  ActorCriticPolicy policy(Engine engine) {
    Optimization optimizer = PpoConfig.cleanrl().optimization();
    return ActorCriticPolicy.initialize(
        description(), engine, optimizer, null, new TrainingRandom(SEED, 0));
  }

  /** Standard normal observations, [count,I]. */
  float[] observations(int count) {
    TrainingRandom random = new TrainingRandom(SEED, 1);
    float[] observations = new float[count * inputs];
    for (int i = 0; i < observations.length; i++) {
      observations[i] = (float) random.nextGaussian();
    }
    return observations;
  }
}
