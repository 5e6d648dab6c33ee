package io.github.ascent4j.core.rollout;

import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer.Divisor;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import org.jspecify.annotations.Nullable;

/**
 * By whose rules observations are brought to mean 0 and deviation 1, if at all. All cut at 10
 * unless told otherwise.
 *
 * <p>An agent has one normaliser, whatever the number of environments it learnt in, so that it can
 * be saved and served: see {@link #GYMNASIUM} for what that changes.
 */
public enum ObservationNormalization {
  /** As the environment gives them. */
  NONE,
  /** Stable-Baselines3's VecNormalize: {@code sqrt(var + 1e-8)}, count from 1e-4. */
  SB3,
  /** tianshou's VectorEnvNormObs: {@code sqrt(var + 2^-23)}, count from 0. */
  TIANSHOU,
  /**
   * Gymnasium's NormalizeObservation and CleanRL: {@code sqrt(var + 1e-8)}, count from 1e-4. These
   * wrap each environment, which makes a statistic for each; here one is over all environments, for
   * an agent that normalised the same observation differently in each copy could not be served. The
   * numbers are Gymnasium's for one environment.
   */
  GYMNASIUM,
  /**
   * rlpyt's models: {@code sqrt(max(var, 1e-6))}, count from 0, added to once per batch before it
   * is learnt from: see {@link #perBatch}.
   */
  RLPYT;

  private static final double LIMIT = 10;
  private static final double INITIAL_COUNT = 1e-4;

  /**
   * Whether observations are stored as they are and added to the statistics once per batch, before
   * training normalises them anew; otherwise they are added as they come and stored normalised.
   */
  public boolean perBatch() {
    return this == RLPYT;
  }

  /**
   * Whether the last observation of an episode is added to the statistics, too. A wrapper around
   * one environment sees it; one around environments that restart by themselves sees the first of
   * the next episode in its place.
   */
  boolean countsFinalObservations() {
    return this == GYMNASIUM;
  }

  /** What these rules keep a division finite by; 0 for {@link #NONE}. */
  public double epsilon() {
    return switch (this) {
      case NONE -> 0;
      case SB3, GYMNASIUM -> 1e-8;
      case TIANSHOU -> 0x1p-23;
      case RLPYT -> 1e-6;
    };
  }

  /** The normaliser at the start of a training, with the rules' epsilon, cutting at 10. */
  public @Nullable ObservationNormalizer create(int size) {
    return create(size, epsilon(), LIMIT);
  }

  /**
   * The normaliser at the start of a training; null for {@link #NONE}.
   *
   * @param epsilon added to the variance; the least it counts as for {@link #RLPYT}
   * @param limit largest magnitude of a normalised number; may be infinite
   */
  public @Nullable ObservationNormalizer create(int size, double epsilon, double limit) {
    return switch (this) {
      case NONE -> null;
      case SB3, GYMNASIUM -> normalizer(size, INITIAL_COUNT, Divisor.PLUS_EPSILON, epsilon, limit);
      case TIANSHOU -> normalizer(size, 0, Divisor.PLUS_EPSILON, epsilon, limit);
      case RLPYT -> normalizer(size, 0, Divisor.AT_LEAST_EPSILON, epsilon, limit);
    };
  }

  private static ObservationNormalizer normalizer(
      int size, double initialCount, Divisor divisor, double epsilon, double limit) {
    RunningMeanVariance statistics = new RunningMeanVariance(size, initialCount);
    return new ObservationNormalizer(statistics, divisor, epsilon, limit);
  }
}
