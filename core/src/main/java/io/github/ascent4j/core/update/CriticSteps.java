package io.github.ascent4j.core.update;

import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.loss.LossSums;
import io.github.ascent4j.core.loss.ValueLoss;

/** Steps of a critic that has an optimiser of its own, over the samples of a pass. */
public final class CriticSteps {
  private CriticSteps() {}

  /**
   * Takes {@code steps} steps on the value error of all gathered samples.
   *
   * @return the mean value error over the steps, each before it was taken
   */
  public static <S extends LossSums> double run(
      TrainableNetwork network,
      MinibatchPass<S> pass,
      ValueLoss loss,
      int steps,
      double learningRate,
      double maxGradientNorm) {
    double mean = 0;
    for (int step = 0; step < steps; step++) {
      LossSums sums = new LossSums();
      pass.backward(Part.CRITIC, loss).forEach(sums::add);
      mean += sums.valueLoss() / steps;
      network.step(Part.CRITIC, learningRate, maxGradientNorm);
    }
    return mean;
  }
}
