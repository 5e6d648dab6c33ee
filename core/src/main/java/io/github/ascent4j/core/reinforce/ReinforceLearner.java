package io.github.ascent4j.core.reinforce;

import io.github.ascent4j.core.loss.PolicyGradientLoss;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.AdvantageLearner;
import io.github.ascent4j.core.update.AdvantageStep;
import io.github.ascent4j.core.update.LastMinibatch;
import io.github.ascent4j.core.update.LossMetrics;
import io.github.ascent4j.core.update.PolicyGradientPass;

/** Passes over a batch weighted by returns. */
final class ReinforceLearner extends AdvantageLearner {
  private final ReinforceConfig config;
  private final PolicyGradientPass pass;
  private final TrainingRandom shuffling;
  private final Setting learningRate;
  private final Setting maxGradientNorm;
  private int[] order = new int[0];

  ReinforceLearner(
      ReinforceConfig config,
      ActorCriticPolicy policy,
      int environments,
      TrainingRandom shuffling) {
    super(
        settings ->
            AdvantageStep.continuedReturns(settings, config.gamma(), config.normalizeReturns()));
    this.config = config;
    this.shuffling = shuffling;
    pass = new PolicyGradientPass(policy);
    learningRate = settings.add(config.common().learningRate());
    maxGradientNorm = settings.add(config.common().maxGradientNorm());
  }

  @Override
  protected AlgorithmMetrics update(RolloutBuffer rollout, double explainedVariance) {
    Reduction reduction =
        config.sumActionDimensions() ? Reduction.MEAN : Reduction.MEAN_PER_DIMENSION;
    PolicyGradientLoss loss = new PolicyGradientLoss(reduction, 0, null);
    pass.clear();
    pass.samples.load(rollout);
    for (int repeat = 0; repeat < config.repeats(); repeat++) {
      repeat(rollout, loss);
    }
    return LossMetrics.of(pass, Double.NaN, explainedVariance, learningRate.value(), Double.NaN);
  }

  private void repeat(RolloutBuffer rollout, PolicyGradientLoss loss) {
    int size = rollout.size();
    if (order.length < size) {
      order = new int[Math.max(size, 2 * order.length)];
    }
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    shuffling.shuffle(order, size);
    int minibatchSize = config.minibatchSize() > 0 ? config.minibatchSize() : size;
    for (int from = 0; from < size; from += pass.samples.count()) {
      int count = LastMinibatch.MERGED.take(size - from, minibatchSize);
      pass.samples.gather(rollout, order, from, count);
      pass.step(loss, learningRate.value(), maxGradientNorm.value());
    }
  }
}
