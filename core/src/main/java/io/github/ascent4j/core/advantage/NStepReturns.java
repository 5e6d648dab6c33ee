package io.github.ascent4j.core.advantage;

/**
 * Sums of up to n discounted rewards and the value of what follows them (Sutton and Barto 2018,
 * "Reinforcement learning: an introduction", chapter 7):
 *
 * <pre>
 * return[t] = reward[t] + gamma reward[t+1] + ... + gamma^(m-1) reward[t+m-1] + gamma^m next
 * </pre>
 *
 * <p>m is n, or less where the episode or the batch ends before; {@code next} is the value of what
 * follows step t+m-1: 0 if terminated, the final observation's value if truncated, {@code
 * values[t+m]} otherwise, the bootstrap value behind the last row.
 */
public final class NStepReturns {
  private NStepReturns() {}

  /**
   * Fills {@code returns}.
   *
   * @param n the most rewards to sum, at least 1; may exceed T
   * @param returns receives [T,B]
   */
  public static void compute(StepArrays steps, int n, double gamma, float[] returns) {
    int size = steps.size();
    StepArrays.check("returns", returns.length, size);
    checkPositive(n);
    float discount = (float) gamma;
    int environments = steps.environments();
    for (int i = 0; i < size; i++) {
      int last = i;
      for (int k = 1; k < n && !steps.endsWith(last); k++) {
        last += environments;
      }
      float sum =
          steps.endsWith(last) ? steps.valueAfterEnd(last) : steps.values()[last + environments];
      for (int j = last; j >= i; j -= environments) {
        sum = steps.rewards()[j] + discount * sum;
      }
      returns[i] = sum;
    }
  }

  /**
   * The sums without what follows them, for the first T-n+1 rows, which have n steps in the batch:
   * rlpyt's discount_return_n_step. Rewards behind an end are not added.
   *
   * @param steps T
   * @param environments B
   * @param n number of rewards, 1 to T
   * @param rewards [T,B]
   * @param dones [T,B], whether an episode ends with the step
   * @param returns receives [T-n+1,B]
   * @param doneWithin receives [T-n+1,B], whether an episode ends within the n steps: a value of
   *     what follows must not be added there
   */
  public static void withoutBootstrap(
      int steps,
      int environments,
      int n,
      float[] rewards,
      boolean[] dones,
      double gamma,
      float[] returns,
      boolean[] doneWithin) {
    int size = StepArrays.size(steps, environments);
    StepArrays.check("rewards", rewards.length, size);
    StepArrays.check("dones", dones.length, size);
    checkPositive(n);
    if (n > steps) {
      throw new IllegalArgumentException(
          "n " + n + " must be up to the number of steps, " + steps + "; collect more steps");
    }
    int rows = size - (n - 1) * environments;
    checkRows("returns", returns.length, rows);
    checkRows("doneWithin", doneWithin.length, rows);
    float discount = (float) gamma;
    for (int i = 0; i < rows; i++) {
      int last = i;
      for (int k = 1; k < n && !dones[last]; k++) {
        last += environments;
      }
      float sum = 0;
      for (int j = last; j >= i; j -= environments) {
        sum = rewards[j] + discount * sum;
      }
      returns[i] = sum;
      doneWithin[i] = dones[last];
    }
  }

  private static void checkPositive(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n " + n + " must be at least 1");
    }
  }

  private static void checkRows(String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + " has " + length + " elements; T-n+1 times B needs " + expected);
    }
  }
}
