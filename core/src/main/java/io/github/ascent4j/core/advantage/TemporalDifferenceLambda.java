package io.github.ascent4j.core.advantage;

/**
 * The lambda-return, which mixes n-step returns of all n with weights that fall as lambda^n (Sutton
 * 1988, "Learning to predict by the methods of temporal differences").
 *
 * <p>With {@code next[t]} the value of what follows step t (0 if terminated, the final
 * observation's value if truncated, {@code values[t+1]} otherwise, the bootstrap value behind the
 * last row):
 *
 * <pre>
 * return[t] = reward[t] + gamma next[t]                                          at an end
 * return[t] = reward[t] + gamma ((1 - lambda) next[t] + lambda return[t+1])      elsewhere
 * </pre>
 *
 * <p>It is the value plus the advantage of {@link GeneralizedAdvantageEstimation}; lambda 0 gives
 * the one-step return, lambda 1 the reward-to-go.
 */
public final class TemporalDifferenceLambda {
  private TemporalDifferenceLambda() {}

  /**
   * Fills {@code returns}.
   *
   * @param returns receives [T,B]
   */
  public static void compute(StepArrays steps, double gamma, double lambda, float[] returns) {
    int size = steps.size();
    StepArrays.check("returns", returns.length, size);
    float discount = (float) gamma;
    float trace = (float) lambda;
    for (int i = size - 1; i >= 0; i--) {
      int next = i + steps.environments();
      float later =
          steps.endsWith(i)
              ? steps.valueAfterEnd(i)
              : (1 - trace) * steps.values()[next] + trace * returns[next];
      returns[i] = steps.rewards()[i] + discount * later;
    }
  }
}
