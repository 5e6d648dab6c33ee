package io.github.ascent4j.core.advantage;

/**
 * Generalised advantage estimation (Schulman et al. 2016, "High-dimensional continuous control
 * using generalized advantage estimation") with exact truncation.
 *
 * <p>With {@code next[t]} the value of what follows step t (0 if terminated, the final
 * observation's value if truncated, {@code values[t+1]} otherwise, the bootstrap value behind the
 * last row) and {@code end} either kind of end:
 *
 * <pre>
 * delta[t]      = reward[t] + gamma next[t] - value[t]
 * advantage[t]  = delta[t] + gamma lambda (1 - end[t]) advantage[t+1]
 * return[t]     = advantage[t] + value[t]
 * </pre>
 */
public final class GeneralizedAdvantageEstimation {
  private GeneralizedAdvantageEstimation() {}

  /**
   * Fills {@code advantages} and {@code returns}.
   *
   * @param advantages receives [T,B]
   * @param returns receives [T,B]
   */
  public static void compute(
      StepArrays steps, double gamma, double lambda, float[] advantages, float[] returns) {
    int size = steps.size();
    StepArrays.check("advantages", advantages.length, size);
    StepArrays.check("returns", returns.length, size);
    float discount = (float) gamma;
    float trace = (float) (gamma * lambda);
    int environments = steps.environments();
    float[] rewards = steps.rewards();
    float[] values = steps.values();
    boolean[] terminated = steps.terminated();
    boolean[] truncated = steps.truncated();
    for (int t = steps.steps() - 1; t >= 0; t--) {
      boolean last = t == steps.steps() - 1;
      int row = t * environments;
      for (int b = 0; b < environments; b++) {
        int i = row + b;
        boolean goesOn = !terminated[i] && !truncated[i];
        float next = last ? steps.bootstrapValues()[b] : values[i + environments];
        next = truncated[i] ? steps.finalValues()[i] : next;
        next = terminated[i] ? 0 : next;
        float delta = rewards[i] + discount * next - values[i];
        float later = last || !goesOn ? 0 : advantages[i + environments];
        advantages[i] = delta + trace * later;
        returns[i] = advantages[i] + values[i];
      }
    }
  }

  /**
   * The same over one flat sequence of n steps, episodes one after another, in which what follows
   * each step has a value of its own: how tianshou estimates from stored transitions.
   *
   * @param rewards [n]
   * @param values [n]
   * @param nextValues [n], 0 where nothing follows
   * @param ends [n], where the recursion is cut: at either kind of end, and where the sequence goes
   *     on with another environment
   * @param advantages receives [n]
   * @param returns receives [n]
   */
  public static void ofTransitions(
      float[] rewards,
      float[] values,
      float[] nextValues,
      boolean[] ends,
      double gamma,
      double lambda,
      float[] advantages,
      float[] returns) {
    int size = rewards.length;
    StepArrays.check("values", values.length, size);
    StepArrays.check("nextValues", nextValues.length, size);
    StepArrays.check("ends", ends.length, size);
    StepArrays.check("advantages", advantages.length, size);
    StepArrays.check("returns", returns.length, size);
    float discount = (float) gamma;
    float trace = (float) (gamma * lambda);
    float later = 0;
    for (int i = size - 1; i >= 0; i--) {
      float delta = rewards[i] + discount * nextValues[i] - values[i];
      later = delta + trace * (ends[i] ? 0 : later);
      advantages[i] = later;
      returns[i] = later + values[i];
    }
  }
}
