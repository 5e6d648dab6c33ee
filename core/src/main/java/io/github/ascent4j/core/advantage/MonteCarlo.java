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
   * @param steps T
   * @param environments B
   * @param rewards [T,B]
   * @param terminated [T,B]; wins where both ends are set
   * @param truncated [T,B]
   * @param finalValues [T,B], read where truncated only
   * @param bootstrapValues [B], values behind the last row
   * @param returns receives [T,B]
   */
  public static void rewardToGo(
      int steps,
      int environments,
      float[] rewards,
      boolean[] terminated,
      boolean[] truncated,
      float[] finalValues,
      float[] bootstrapValues,
      double gamma,
      float[] returns) {
    int size =
        StepArrays.checkSteps(
            steps, environments, rewards, terminated, truncated, finalValues, bootstrapValues);
    StepArrays.check("returns", returns.length, size);
    float discount = (float) gamma;
    for (int i = size - 1; i >= 0; i--) {
      boolean ends = i >= size - environments || terminated[i] || truncated[i];
      float later =
          ends
              ? StepArrays.valueAfterEnd(i, terminated, truncated, finalValues, bootstrapValues)
              : returns[i + environments];
      returns[i] = rewards[i] + discount * later;
    }
  }

  /**
   * Fills {@code returns} with the total of the episode that a step belongs to, discounted from the
   * episode's first step, or from the first row for an episode that began before it. Parameters as
   * for {@link #rewardToGo}.
   */
  public static void total(
      int steps,
      int environments,
      float[] rewards,
      boolean[] terminated,
      boolean[] truncated,
      float[] finalValues,
      float[] bootstrapValues,
      double gamma,
      float[] returns) {
    rewardToGo(
        steps,
        environments,
        rewards,
        terminated,
        truncated,
        finalValues,
        bootstrapValues,
        gamma,
        returns);
    for (int i = environments; i < steps * environments; i++) {
      int before = i - environments;
      if (!terminated[before] && !truncated[before]) {
        returns[i] = returns[before];
      }
    }
  }
}
