package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.Samples;
import io.github.ascent4j.core.loss.Minibatch;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.SampledRows;
import java.util.random.RandomGenerator;

/** A minibatch as PPO meets it some steps into an update. */
final class SampledMinibatch {
  /** The policy has moved this far since the rollout, so that a few samples are clipped. */
  private static final double LOG_PROB_CHANGE = 0.1;

  final SampleBatch batch;
  final Minibatch samples;

  private SampledMinibatch(SampleBatch batch, Minibatch samples) {
    this.batch = batch;
    this.samples = samples;
  }

  /**
   * Standard normal observations, actions of the policy, normalised advantages, returns one
   * deviation around the values.
   */
  static SampledMinibatch draw(ActorCriticPolicy policy, int size, RandomGenerator random) {
    float[] observations = new float[size * policy.description().observationSpace().flatSize()];
    for (int i = 0; i < observations.length; i++) {
      observations[i] = (float) random.nextGaussian();
    }
    Minibatch samples = new Minibatch(size, policy.distribution().actionSize());
    policy.sample(
        new NetworkInput().of(observations, size),
        null,
        new SampledRows(samples.actions, samples.oldLogProbs, samples.oldValues, null),
        random);
    for (int i = 0; i < size; i++) {
      samples.oldLogProbs[i] += (float) (LOG_PROB_CHANGE * random.nextGaussian());
      samples.oldValues[i] += (float) (LOG_PROB_CHANGE * random.nextGaussian());
      samples.advantages[i] = (float) random.nextGaussian();
      samples.returns[i] = samples.oldValues[i] + (float) random.nextGaussian();
    }
    Standardization.UNBIASED_PLUS_EPSILON.apply(
        samples.advantages, size, Standardization.Single.KEPT);
    SampleBatch batch = policy.network().batch();
    batch.load(new Samples().of(observations, size));
    batch.selectAll();
    return new SampledMinibatch(batch, samples);
  }
}
