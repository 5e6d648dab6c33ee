package io.github.ascent4j.core.a2c;

import io.github.ascent4j.core.advantage.ReturnScaling;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.loss.PolicyGradientLoss;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.Estimates;
import io.github.ascent4j.core.update.Learner;
import io.github.ascent4j.core.update.LossMetrics;
import io.github.ascent4j.core.update.PolicyGradientPass;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One step with all samples of a rollout. */
final class A2cLearner implements Learner {
  private final A2cConfig config;
  private final PolicyGradientPass pass;
  private final ReturnScaling scaling = new ReturnScaling();
  private final ScheduledSettings settings = new ScheduledSettings();
  private final Setting gamma;
  private final Setting gaeLambda;
  private final Setting learningRate;
  private final Setting valueCoefficient;
  private final Setting entropyCoefficient;
  private final Setting maxGradientNorm;

  A2cLearner(
      A2cConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
    this.config = config;
    pass = new PolicyGradientPass(policy);
    gamma = settings.add(config.gamma());
    gaeLambda = settings.add(config.gaeLambda());
    learningRate = settings.add(config.learningRate());
    valueCoefficient = settings.add(config.valueCoefficient());
    entropyCoefficient = settings.add(config.entropyCoefficient());
    maxGradientNorm = settings.add(config.maxGradientNorm());
  }

  @Override
  public AlgorithmMetrics learn(RolloutBuffer rollout, Progress progress) {
    settings.update(progress);
    Estimates.generalizedAdvantages(
        rollout, gamma.value(), gaeLambda.value(), config.scaleReturns() ? scaling : null);
    double explainedVariance = Estimates.explainedVariance(rollout);
    if (config.normalizeAdvantages()) {
      config
          .advantageStandardization()
          .apply(
              rollout.advantages,
              rollout.size(),
              rollout.validOrNull(),
              Standardization.Single.KEPT);
    }
    ValueLoss value =
        ValueLoss.unclipped(valueCoefficient.value(), config.halfValueLoss() ? 0.5 : 1);
    PolicyGradientLoss loss =
        new PolicyGradientLoss(Reduction.MEAN, entropyCoefficient.value(), value);
    pass.clear();
    pass.samples.load(rollout);
    pass.samples.gatherAll(rollout);
    pass.step(loss, learningRate.value(), maxGradientNorm.value());
    return LossMetrics.of(
        pass, pass.sums().valueLoss(), explainedVariance, learningRate.value(), Double.NaN);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    settings.save(out);
    scaling.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    settings.restore(in);
    scaling.restore(in);
  }
}
