package io.github.ascent4j.core.advantage;

import io.github.ascent4j.policy.math.FloatMath;

/**
 * Value targets and advantages for steps that another policy took (Espeholt et al. 2018, "IMPALA:
 * scalable distributed deep-RL with importance weighted actor-learner architectures").
 *
 * <p>With {@code next[t]} the value of what follows step t (0 if terminated, the final
 * observation's value if truncated, {@code values[t+1]} otherwise, the bootstrap value behind the
 * last row) and {@code end} either kind of end:
 *
 * <pre>
 * rho[t]       = exp(targetLogProb[t] - behaviourLogProb[t])
 * delta[t]     = min(rhoLimit, rho[t]) (reward[t] + gamma next[t] - value[t])
 * c[t]         = lambda min(traceLimit, rho[t])
 * target[t]    = value[t] + delta[t] + gamma (1 - end[t]) c[t] (target[t+1] - value[t+1])
 * advantage[t] = min(policyRhoLimit, rho[t]) (reward[t] + gamma follow[t] - value[t])
 * </pre>
 *
 * <p>{@code follow[t]} is {@code next[t]} at an end and behind the last row and {@code target[t+1]}
 * elsewhere; or, if {@code mixed}, {@code lambda target[t+1] + (1 - lambda) value[t+1]}, which is
 * rlax's. Both are the same for lambda 1.
 *
 * @param gamma discount, 0 to 1
 * @param lambda decay of the trace, 0 to 1; the paper has 1
 * @param rhoLimit the paper's rho-bar: decides whose values are learnt, near 0 the behaviour's, at
 *     Infinity the target policy's
 * @param traceLimit the paper's c-bar: how far one step's surprise reaches back
 * @param policyRhoLimit limit of the ratio that weighs an advantage
 * @param mixed whether advantages follow rlax instead of the paper
 */
public record VTrace(
    double gamma,
    double lambda,
    double rhoLimit,
    double traceLimit,
    double policyRhoLimit,
    boolean mixed) {

  public VTrace {
    fraction("gamma", gamma);
    fraction("lambda", lambda);
    limit("rhoLimit", rhoLimit);
    limit("traceLimit", traceLimit);
    limit("policyRhoLimit", policyRhoLimit);
  }

  /** The paper's settings: every limit 1, lambda 1. */
  public VTrace(double gamma) {
    this(gamma, 1, 1, 1, 1, false);
  }

  private static void fraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " " + value + " must be from 0.0 to 1.0");
    }
  }

  private static void limit(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          name + " " + value + " must not be negative; Infinity sets no limit");
    }
  }

  /**
   * Fills the last four arrays.
   *
   * @param behaviourLogProbs [T,B], of the policy that acted
   * @param targetLogProbs [T,B], of the policy that learns
   * @param ratios receives rho before any limit, [T,B]
   * @param errors receives delta, [T,B]
   * @param targets receives the value targets, [T,B]
   * @param advantages receives the weighted advantages, [T,B]
   */
  public void compute(
      StepArrays steps,
      float[] behaviourLogProbs,
      float[] targetLogProbs,
      float[] ratios,
      float[] errors,
      float[] targets,
      float[] advantages) {
    int size = steps.size();
    StepArrays.check("behaviourLogProbs", behaviourLogProbs.length, size);
    StepArrays.check("targetLogProbs", targetLogProbs.length, size);
    StepArrays.check("ratios", ratios.length, size);
    StepArrays.check("errors", errors.length, size);
    StepArrays.check("targets", targets.length, size);
    StepArrays.check("advantages", advantages.length, size);
    float discount = (float) gamma;
    float trace = (float) lambda;
    float share = mixed ? trace : 1;
    float[] rewards = steps.rewards();
    float[] values = steps.values();
    for (int i = size - 1; i >= 0; i--) {
      int later = i + steps.environments();
      float ratio = FloatMath.exp(targetLogProbs[i] - behaviourLogProbs[i]);
      float next;
      float follow;
      float surprise;
      if (steps.endsWith(i)) {
        next = steps.valueAfterEnd(i);
        follow = next;
        surprise = 0;
      } else {
        next = values[later];
        surprise = targets[later] - next;
        follow = next + share * surprise;
      }
      float error = Math.min((float) rhoLimit, ratio) * (rewards[i] + discount * next - values[i]);
      float reach = discount * trace * Math.min((float) traceLimit, ratio);
      ratios[i] = ratio;
      errors[i] = error;
      targets[i] = values[i] + (error + reach * surprise);
      advantages[i] =
          Math.min((float) policyRhoLimit, ratio) * (rewards[i] + discount * follow - values[i]);
    }
  }
}
