package io.github.ascent4j.core.update;

import io.github.ascent4j.core.loss.LossSums;
import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.rollout.RolloutBuffer;

/** Steps of a critic that is a network of its own. */
public final class CriticSteps {
  /** The samples to step on. */
  public final MinibatchPass<LossSums> samples;

  private final LossSums sums = new LossSums();

  public CriticSteps(ActorCriticPolicy policy) {
    samples = new MinibatchPass<>(policy, policy.critic(), LossSums::new);
  }

  /**
   * Takes {@code steps} steps on the value error of all gathered samples.
   *
   * @return the mean value error over the steps, each before it was taken
   */
  public double run(ValueLoss loss, int steps, double learningRate, double maxGradientNorm) {
    double mean = 0;
    for (int step = 0; step < steps; step++) {
      sums.clear();
      samples.backward(loss).forEach(sums::add);
      mean += sums.valueLoss() / steps;
      samples.step(learningRate, maxGradientNorm);
    }
    return mean;
  }

  /** Takes {@code steps} steps on the squared value error of everything in a rollout. */
  public double runAll(
      RolloutBuffer rollout, int steps, double learningRate, double maxGradientNorm) {
    samples.load(rollout);
    samples.gatherAll(rollout);
    double mean = run(ValueLoss.unclipped(1, 1), steps, learningRate, maxGradientNorm);
    samples.takeStepFigures();
    return mean;
  }
}
