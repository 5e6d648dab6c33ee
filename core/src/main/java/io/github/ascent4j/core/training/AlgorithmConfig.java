package io.github.ascent4j.core.training;

import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.rollout.SamplingConfig;
import io.github.ascent4j.core.schedule.Annealing;
import java.util.Set;

/** What the training loop reads of an algorithm's config. */
public interface AlgorithmConfig {
  /** The default network and action mapping. */
  PolicyConfig policy();

  /** What is normalised, and how. */
  NormalizationConfig normalization();

  /** Whether a truncated episode's final observation is valued; else truncation terminates. */
  boolean bootstrapTruncated();

  /** Which progress the schedules follow. */
  Annealing annealing();

  /** How a network's parameters are optimised. */
  Optimization optimization();

  /** Whether the critic is a network of its own, with an optimiser of its own. */
  default boolean criticApart() {
    return false;
  }

  /** How much is collected for an update. */
  RolloutLength rolloutLength(int environments);

  /** Discount of the returns that rewards are scaled by. */
  double rewardScalingDiscount();

  /** How rollouts are sampled. */
  default SamplingConfig sampling() {
    return SamplingConfig.DEFAULT;
  }

  /** Whether it learns from sequences, as networks that remember need. */
  default boolean supportsMemory() {
    return false;
  }

  /** Whether evaluations in training take the most probable actions. */
  default boolean deterministicEvaluation() {
    return true;
  }

  /** Whether the network has a critic. */
  default boolean hasCritic() {
    return true;
  }

  /** Whether rollouts keep the policy's outputs. */
  default boolean keepsPolicyOutputs() {
    return false;
  }

  /** Whether rollouts keep the observations whose values stand in for what was not seen. */
  default boolean keepsFinalObservations() {
    return false;
  }

  /**
   * Names of settings that say where something starts which then moves by itself, so that another
   * value means nothing to a training that has begun.
   */
  default Set<String> startingPoints() {
    return Set.of();
  }
}
