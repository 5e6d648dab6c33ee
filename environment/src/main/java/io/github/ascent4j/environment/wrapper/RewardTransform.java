package io.github.ascent4j.environment.wrapper;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.function.DoubleUnaryOperator;

/** Pays a function of the environment's rewards, which returns are then made of, too. */
public final class RewardTransform extends VectorWrapper {
  private final DoubleUnaryOperator function;

  /**
   * @param environment closed with this
   * @param function of one reward, without a memory; finite for whatever the environment pays
   */
  public RewardTransform(VectorEnvironment environment, DoubleUnaryOperator function) {
    super(environment);
    this.function = function;
  }

  /** Multiplies rewards. */
  public static RewardTransform scale(VectorEnvironment environment, double factor) {
    if (!Double.isFinite(factor) || factor == 0) {
      throw new IllegalArgumentException(
          "reward scale " + factor + " must be a finite number other than 0");
    }
    return new RewardTransform(environment, reward -> factor * reward);
  }

  /** Cuts rewards at both ends. */
  public static RewardTransform clip(VectorEnvironment environment, double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "rewards clipped from " + low + " to " + high + ": the first must be less");
    }
    return new RewardTransform(environment, reward -> Math.max(low, Math.min(high, reward)));
  }

  /**
   * Pays -1, 0 or 1.
   *
   * <p>Mnih et al. 2015, so that one learning rate does for all games.
   */
  public static RewardTransform sign(VectorEnvironment environment) {
    return new RewardTransform(environment, Math::signum);
  }

  @Override
  protected void stepped(int copy, float[] actions, StepBatch out) {
    out.rewards[copy] = function.applyAsDouble(out.rewards[copy]);
  }
}
