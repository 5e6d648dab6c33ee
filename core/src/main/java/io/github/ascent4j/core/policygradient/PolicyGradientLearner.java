package io.github.ascent4j.core.policygradient;

import io.github.ascent4j.core.loss.PolicyGradientLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.AdvantageLearner;
import io.github.ascent4j.core.update.AdvantageStep;
import io.github.ascent4j.core.update.CriticSteps;
import io.github.ascent4j.core.update.LossMetrics;
import io.github.ascent4j.core.update.PolicyGradientPass;
import io.github.ascent4j.core.update.ValueTarget;

/**
 * Steps of the policy on a batch of whole episodes, and then of the baseline. Later steps of the
 * policy evaluate the recorded actions anew, without importance weights.
 */
final class PolicyGradientLearner extends AdvantageLearner {
  private final PolicyGradientConfig config;
  private final CriticSteps critic;
  private final PolicyGradientPass pass;
  private final Setting learningRate;
  private final Setting baselineLearningRate;
  private final Setting entropyCoefficient;
  private final Setting maxGradientNorm;

  PolicyGradientLearner(
      PolicyGradientConfig config,
      ActorCriticPolicy policy,
      int environments,
      TrainingRandom shuffling) {
    super(settings -> step(settings, config));
    this.config = config;
    critic = new CriticSteps(policy);
    pass = new PolicyGradientPass(policy);
    learningRate = settings.add(config.common().learningRate());
    baselineLearningRate = settings.add(config.baselineLearningRate());
    entropyCoefficient = settings.add(config.entropyCoefficient());
    maxGradientNorm = settings.add(config.common().maxGradientNorm());
  }

  private static AdvantageStep step(ScheduledSettings settings, PolicyGradientConfig config) {
    AdvantageStep step =
        config.useGae()
            ? AdvantageStep.generalized(settings, config.advantages(), ValueTarget.LAMBDA_RETURN)
            : AdvantageStep.returns(
                settings, config.advantages(), config.useRewardToGo(), config.baseline());
    return step.perEpisode(config.rewardStandardization())
        .normalized(config.normalizeAdvantages(), config.singleAdvantage());
  }

  @Override
  protected AlgorithmMetrics update(RolloutBuffer rollout, double explainedVariance) {
    pass.clear();
    pass.samples.load(rollout);
    pass.samples.gatherAll(rollout);
    PolicyGradientLoss loss =
        new PolicyGradientLoss(config.reduction(), entropyCoefficient.value(), null);
    for (int step = 0; step < config.optimSteps(); step++) {
      pass.step(loss, learningRate.value(), maxGradientNorm.value());
    }
    double valueLoss = Double.NaN;
    double criticRate = Double.NaN;
    if (config.baseline()) {
      criticRate = baselineLearningRate.value();
      valueLoss =
          critic.runAll(rollout, config.baselineOptimSteps(), criticRate, maxGradientNorm.value());
    }
    return LossMetrics.of(pass, valueLoss, explainedVariance, learningRate.value(), criticRate);
  }
}
