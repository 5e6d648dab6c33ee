package io.github.ascent4j.core.reinforce;

import io.github.ascent4j.core.advantage.ReturnNormalization;
import io.github.ascent4j.core.loss.PolicyGradientLoss;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.Estimates;
import io.github.ascent4j.core.update.LastMinibatch;
import io.github.ascent4j.core.update.Learner;
import io.github.ascent4j.core.update.LossMetrics;
import io.github.ascent4j.core.update.PolicyGradientPass;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Passes over a batch weighted by returns. An episode that was cut, or that still goes on, is
 * continued with the mean return of the batches before: 0 unless returns are normalised.
 */
final class ReinforceLearner implements Learner {
  private final ReinforceConfig config;
  private final PolicyGradientPass pass;
  private final TrainingRandom shuffling;
  private final ReturnNormalization returns = new ReturnNormalization();
  private final ScheduledSettings settings = new ScheduledSettings();
  private final Setting gamma;
  private final Setting learningRate;
  private final Setting maxGradientNorm;
  private int[] order = new int[0];

  ReinforceLearner(
      ReinforceConfig config,
      ActorCriticPolicy policy,
      int environments,
      TrainingRandom shuffling) {
    this.config = config;
    this.shuffling = shuffling;
    pass = new PolicyGradientPass(policy);
    gamma = settings.add(config.gamma());
    learningRate = settings.add(config.learningRate());
    maxGradientNorm = settings.add(config.maxGradientNorm());
  }

  @Override
  public AlgorithmMetrics learn(RolloutBuffer rollout, Progress progress) {
    settings.update(progress);
    int size = rollout.size();
    float later = config.normalizeReturns() ? (float) returns.mean() : 0;
    Arrays.fill(rollout.finalValues, 0, size, later);
    Arrays.fill(rollout.bootstrapValues, later);
    Estimates.rewardsToGo(rollout, gamma.value());
    if (config.normalizeReturns()) {
      returns.normalize(rollout.returns, size);
    }
    System.arraycopy(rollout.returns, 0, rollout.advantages, 0, size);
    Reduction reduction =
        config.sumActionDimensions() ? Reduction.MEAN : Reduction.MEAN_PER_DIMENSION;
    PolicyGradientLoss loss = new PolicyGradientLoss(reduction, 0, null);
    pass.clear();
    pass.samples.load(rollout);
    for (int repeat = 0; repeat < config.repeats(); repeat++) {
      repeat(rollout, loss);
    }
    return LossMetrics.of(pass, Double.NaN, Double.NaN, learningRate.value(), Double.NaN);
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

  @Override
  public void save(DataOutput out) throws IOException {
    settings.save(out);
    returns.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    settings.restore(in);
    returns.restore(in);
  }
}
