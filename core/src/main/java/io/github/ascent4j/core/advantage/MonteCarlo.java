package io.github.ascent4j.core.advantage;

/**
 * Discounted sums of the rewards to an episode's end, the returns of REINFORCE (Williams 1992,
 * "Simple statistical gradient-following algorithms for connectionist reinforcement learning").
 *
 * <p>With {@code after} the value of what follows an end (0 if terminated, the final observation's
 * value if truncated, the bootstrap value behind the last row), an episode from step s to step e
 * has
 *
 * <pre>
 * rewardToGo[t] = reward[t] + gamma reward[t+1] + ... + gamma^(e-t) (reward[e] + gamma after)
 * total[t]      = rewardToGo[s]
 * </pre>
 *
 * <p>Values of 0 make the sums end where the batch or the episode does, as in prt_rl's policy
 * gradient; values of final observations and behind the last row make them bootstrap.
 */
public final class MonteCarlo {
  private MonteCarlo() {}

  /**
   * Fills {@code returns} with what was still to come at each step.
   *
   * @param returns receives [T,B]
   */
  public static void rewardToGo(StepArrays steps, double gamma, float[] returns) {
    int size = steps.size();
    StepArrays.check("returns", returns.length, size);
    float discount = (float) gamma;
    for (int i = size - 1; i >= 0; i--) {
      float later = steps.endsWith(i) ? steps.valueAfterEnd(i) : returns[i + steps.environments()];
      returns[i] = steps.rewards()[i] + discount * later;
    }
  }

  /**
   * Fills {@code returns} with the total of the episode that a step belongs to, discounted from the
   * episode's first step, or from the first row for an episode that began before it. Parameters as
   * for {@link #rewardToGo}.
   */
  public static void total(StepArrays steps, double gamma, float[] returns) {
    rewardToGo(steps, gamma, returns);
    for (int i = steps.environments(); i < steps.size(); i++) {
      int before = i - steps.environments();
      if (!steps.endsWith(before)) {
        returns[i] = returns[before];
      }
    }
  }
}
