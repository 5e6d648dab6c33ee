package io.github.ascent4j.core.update;

import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;

/** Epochs of minibatch steps of a critic that is a network of its own. */
public final class CriticEpochs {
  private static final ValueLoss LOSS = ValueLoss.unclipped(1, 1);

  private final CriticSteps steps;
  private final int epochs;
  private final int minibatchSize;
  private final TrainingRandom shuffling;
  private int[] order = new int[0];

  /**
   * @param minibatchSize samples of a step, the last ones of an epoch may be fewer; 0 for all
   */
  public CriticEpochs(
      ActorCriticPolicy policy, int epochs, int minibatchSize, TrainingRandom shuffling) {
    steps = new CriticSteps(policy);
    this.epochs = epochs;
    this.minibatchSize = minibatchSize;
    this.shuffling = shuffling;
  }

  /**
   * Steps on the squared value error of a rollout's samples.
   *
   * @return the mean value error over the steps, each before it was taken
   */
  public double run(RolloutBuffer rollout, double learningRate, double maxGradientNorm) {
    int batch = rollout.size();
    if (minibatchSize == 0 || minibatchSize >= batch) {
      return steps.runAll(rollout, epochs, learningRate, maxGradientNorm);
    }
    steps.samples.load(rollout);
    if (order.length != batch) {
      order = new int[batch];
    }
    // From the same order in each update, so that there is none to be saved.
    for (int i = 0; i < batch; i++) {
      order[i] = i;
    }
    double sum = 0;
    int minibatches = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffling.shuffle(order, batch);
      for (int from = 0; from < batch; from += minibatchSize) {
        steps.samples.gather(rollout, order, from, Math.min(minibatchSize, batch - from));
        sum += steps.run(LOSS, 1, learningRate, maxGradientNorm);
        minibatches++;
      }
    }
    steps.samples.takeStepFigures();
    return sum / minibatches;
  }
}
