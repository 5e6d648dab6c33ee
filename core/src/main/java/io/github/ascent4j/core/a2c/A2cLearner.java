package io.github.ascent4j.core.a2c;

import io.github.ascent4j.core.loss.PolicyGradientLoss;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.AdvantageLearner;
import io.github.ascent4j.core.update.AdvantageStep;
import io.github.ascent4j.core.update.CriticTarget;
import io.github.ascent4j.core.update.LossMetrics;
import io.github.ascent4j.core.update.PolicyGradientPass;
import io.github.ascent4j.core.update.ValueTarget;

/** One step with all samples of a rollout. */
final class A2cLearner extends AdvantageLearner {
  private final A2cConfig config;
  private final PolicyGradientPass pass;
  private final Setting learningRate;
  private final Setting valueCoefficient;
  private final Setting entropyCoefficient;
  private final Setting maxGradientNorm;

  A2cLearner(
      A2cConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
    super(
        settings ->
            AdvantageStep.generalized(
                    settings,
                    config.advantages(),
                    new CriticTarget(ValueTarget.LAMBDA_RETURN, config.scaleReturns()))
                .normalized(config.normalizeAdvantages()));
    this.config = config;
    pass = new PolicyGradientPass(policy);
    learningRate = settings.add(config.common().learningRate());
    valueCoefficient = settings.add(config.loss().valueCoefficient());
    entropyCoefficient = settings.add(config.loss().entropyCoefficient());
    maxGradientNorm = settings.add(config.common().maxGradientNorm());
  }

  @Override
  protected AlgorithmMetrics update(RolloutBuffer rollout, double explainedVariance) {
    ValueLoss value = ValueLoss.unclipped(valueCoefficient.value(), config.loss().valueFactor());
    PolicyGradientLoss loss =
        new PolicyGradientLoss(Reduction.MEAN, entropyCoefficient.value(), value);
    pass.clear();
    pass.samples.load(rollout);
    pass.samples.gatherAll(rollout);
    pass.step(loss, learningRate.value(), maxGradientNorm.value());
    return LossMetrics.of(
        pass, pass.sums().valueLoss(), explainedVariance, learningRate.value(), Double.NaN);
  }
}
