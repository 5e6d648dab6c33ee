package io.github.ascent4j.core.update;

import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.loss.LossSums;
import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;

/** Epochs of minibatch steps of a critic that has an optimiser of its own. */
public final class CriticEpochs {
  private static final ValueLoss LOSS = ValueLoss.unclipped(1, 1);

  private final int epochs;
  private final int minibatchSize;
  private final TrainingRandom shuffling;
  private int[] order = new int[0];

  /**
   * @param minibatchSize samples of a step, the last ones of an epoch may be fewer; 0 for all
   */
  public CriticEpochs(int epochs, int minibatchSize, TrainingRandom shuffling) {
    this.epochs = epochs;
    this.minibatchSize = minibatchSize;
    this.shuffling = shuffling;
  }

  /**
   * Steps on the squared value error of a rollout's samples.
   *
   * @param pass has the rollout loaded; gathers its samples, in place of what it held
   * @return the mean value error over the steps, each before it was taken
   */
  public <S extends LossSums> double run(
      TrainableNetwork network,
      MinibatchPass<S> pass,
      RolloutBuffer rollout,
      double learningRate,
      double maxGradientNorm) {
    int batch = rollout.size();
    if (minibatchSize == 0 || minibatchSize >= batch) {
      pass.gatherAll(rollout);
      return CriticSteps.run(network, pass, LOSS, epochs, learningRate, maxGradientNorm);
    }
    if (order.length != batch) {
      order = new int[batch];
    }
    // From the same order in each update, so that there is none to be saved.
    for (int i = 0; i < batch; i++) {
      order[i] = i;
    }
    double sum = 0;
    int steps = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffling.shuffle(order, batch);
      for (int from = 0; from < batch; from += minibatchSize) {
        pass.gather(rollout, order, from, Math.min(minibatchSize, batch - from));
        sum += CriticSteps.run(network, pass, LOSS, 1, learningRate, maxGradientNorm);
        steps++;
      }
    }
    return sum / steps;
  }
}
