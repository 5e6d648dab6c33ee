package io.github.ascent4j.core.policy;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import java.util.Optional;

/**
 * Whether an untrained policy's actions lie where those of the space do. A Gaussian starts around 0
 * with a deviation of about 1, whatever the bounds are: far beyond [-1, 1] most of the space is
 * never tried, and where every action lies beyond a bound all are the same one and nothing can be
 * learnt.
 */
public final class ActionReach {
  /** Deviations from the middle of a range to its bounds that learning can still bridge. */
  private static final double MOST_DEVIATIONS = 10;

  /** Deviations beyond which hardly any action is drawn. */
  private static final double DRAWN_DEVIATIONS = 3;

  private ActionReach() {}

  /**
   * What is wrong with the first component that is out of reach, and the setting that mends it;
   * nothing where actions are scaled to the space, or are choices.
   */
  public static Optional<String> warning(PolicyConfig policy, Space actions) {
    if (policy.continuousActions() != ContinuousDistribution.GAUSSIAN || policy.actionScaling()) {
      return Optional.empty();
    }
    double deviation = policy.stateDependentStd() ? 1 : Math.exp(policy.logStdInit());
    int offset = 0;
    for (Space part : actions.spaces()) {
      if (part instanceof Box box) {
        for (int i = 0; i < box.flatSize(); i++) {
          if (outOfReach(box.low(i), box.high(i), deviation)) {
            return Optional.of(text(box, i, offset + i, deviation));
          }
        }
      }
      offset += part.flatSize();
    }
    return Optional.empty();
  }

  private static boolean outOfReach(double low, double high, double deviation) {
    double drawn = DRAWN_DEVIATIONS * deviation;
    if (low > drawn || high < -drawn) {
      return true;
    }
    double half = 0.5 * (high - low);
    return Double.isFinite(half)
        && half > 0
        && (half > MOST_DEVIATIONS * deviation || half * MOST_DEVIATIONS < deviation);
  }

  private static String text(Box box, int component, int index, double deviation) {
    return "action["
        + index
        + "] lies in ["
        + box.low(component)
        + ", "
        + box.high(component)
        + "], but a policy starts around 0 with a deviation of "
        + Math.rint(100 * deviation) / 100
        + " and will hardly learn what lies there; "
        + (box.isBounded()
            ? "stretch [-1, 1] to the bounds: policy.actionScaling=true"
            : "give it finite bounds, and policy.actionScaling=true stretches [-1, 1] to them");
  }
}
