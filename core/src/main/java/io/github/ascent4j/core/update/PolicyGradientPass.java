package io.github.ascent4j.core.update;

import io.github.ascent4j.core.loss.LossSums;
import io.github.ascent4j.core.loss.PolicyGradientLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;

/** Steps on a policy gradient loss over gathered samples, and what they add up to. */
public final class PolicyGradientPass {
  /** The samples to step on. */
  public final MinibatchPass<LossSums> samples;

  private final LossSums sums = new LossSums();
  private double loss;
  private int steps;

  public PolicyGradientPass(ActorCriticPolicy policy) {
    samples = new MinibatchPass<>(policy, policy.network(), LossSums::new);
  }

  /** Forgets the figures of the last update. */
  public void clear() {
    sums.clear();
    loss = 0;
    steps = 0;
  }

  /** Takes a step on the gathered samples. */
  public void step(PolicyGradientLoss objective, double learningRate, double maxGradientNorm) {
    LossSums stepSums = new LossSums();
    samples.backward(objective).forEach(stepSums::add);
    sums.add(stepSums);
    loss += objective.loss(stepSums);
    samples.step(learningRate, maxGradientNorm);
    steps++;
  }

  /** Sums over all samples stepped on. */
  public LossSums sums() {
    return sums;
  }

  /** Steps taken in this update. */
  public int steps() {
    return steps;
  }

  /** Mean over the steps of the whole loss, each before it was taken. */
  public double loss() {
    return loss / steps;
  }

  /** Mean over the steps of the gradient's norm before clipping; asked for once per update. */
  public double takeGradientNorm() {
    return samples.takeStepFigures().meanNorm();
  }
}
