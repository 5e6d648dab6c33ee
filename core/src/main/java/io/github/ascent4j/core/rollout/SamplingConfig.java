package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.environment.VectorEnvironment;

/**
 * How rollouts are sampled. The same seed gives the same rollouts, bit for bit, whatever the
 * sampler and the number of threads, as long as observations are not normalised as they come:
 * halves of the environments then add to the statistics one after the other.
 *
 * @param sampler in which order environments step and the policy acts
 * @param midBatchReset whether an environment whose episode has ended starts the next one at once;
 *     otherwise it waits for the next rollout, and the steps it missed are left out of learning
 * @param decorrelationSteps most random actions that each environment takes at the start of a
 *     training, so that their episodes do not end together: each takes from 1 to that many, as in
 *     rlpyt; 0 for none
 */
public record SamplingConfig(Sampler sampler, boolean midBatchReset, int decorrelationSteps) {
  /** All at once, with restarts at once, from the first step on. */
  public static final SamplingConfig DEFAULT = new SamplingConfig(Sampler.SERIAL, true, 0);

  public SamplingConfig {
    if (decorrelationSteps < 0 || decorrelationSteps > 1_000_000) {
      throw new IllegalArgumentException(
          "decorrelationSteps "
              + decorrelationSteps
              + " must be from 0 to 1000000; rlpyt's default is 100");
    }
  }

  public SamplingConfig withSampler(Sampler value) {
    return ConfigRecords.replace(this, "sampler", value);
  }

  public SamplingConfig withMidBatchReset(boolean value) {
    return ConfigRecords.replace(this, "midBatchReset", value);
  }

  public SamplingConfig withDecorrelationSteps(int value) {
    return ConfigRecords.replace(this, "decorrelationSteps", value);
  }

  /** Refuses an environment that cannot be sampled this way. */
  void check(VectorEnvironment environment) {
    boolean parts = sampler != Sampler.SERIAL || !midBatchReset || decorrelationSteps > 0;
    if (parts && !environment.stepsInParts()) {
      throw new IllegalArgumentException(
          environment.name()
              + " steps all of its copies at once, but sampling.sampler "
              + sampler
              + " with midBatchReset "
              + midBatchReset
              + " and decorrelationSteps "
              + decorrelationSteps
              + " needs some of them stepped alone; use SERIAL, true and 0");
    }
    if (environment.copies() < sampler.groups()) {
      throw new IllegalArgumentException(
          "sampling.sampler "
              + sampler
              + " takes turns with halves of the copies, but "
              + environment.name()
              + " has only "
              + environment.copies()
              + "; use SERIAL or at least 2 copies");
    }
  }
}
