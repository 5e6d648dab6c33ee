package io.github.ascent4j.core.vpg;

import io.github.ascent4j.core.loss.PolicyGradientLoss;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.AdvantageLearner;
import io.github.ascent4j.core.update.AdvantageStep;
import io.github.ascent4j.core.update.CriticSteps;
import io.github.ascent4j.core.update.LossMetrics;
import io.github.ascent4j.core.update.PolicyGradientPass;
import io.github.ascent4j.core.update.ValueTarget;

/** One step of the policy with all samples of a rollout, and then many of the critic. */
final class VpgLearner extends AdvantageLearner {
  private final VpgConfig config;
  private final CriticSteps critic;
  private final PolicyGradientPass pass;
  private final Setting learningRate;
  private final Setting criticLearningRate;
  private final Setting entropyCoefficient;
  private final Setting maxGradientNorm;

  VpgLearner(
      VpgConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
    super(
        settings ->
            AdvantageStep.generalized(settings, config.advantages(), ValueTarget.REWARD_TO_GO)
                .normalized(config.normalizeAdvantages()));
    this.config = config;
    critic = new CriticSteps(policy);
    pass = new PolicyGradientPass(policy);
    learningRate = settings.add(config.common().learningRate());
    criticLearningRate = settings.add(config.criticLearningRate());
    entropyCoefficient = settings.add(config.entropyCoefficient());
    maxGradientNorm = settings.add(config.common().maxGradientNorm());
  }

  @Override
  protected AlgorithmMetrics update(RolloutBuffer rollout, double explainedVariance) {
    pass.clear();
    pass.samples.load(rollout);
    pass.samples.gatherAll(rollout);
    pass.step(
        new PolicyGradientLoss(Reduction.MEAN, entropyCoefficient.value(), null),
        learningRate.value(),
        maxGradientNorm.value());
    double valueLoss =
        critic.runAll(
            rollout,
            config.criticIterations(),
            criticLearningRate.value(),
            maxGradientNorm.value());
    return LossMetrics.of(
        pass, valueLoss, explainedVariance, learningRate.value(), criticLearningRate.value());
  }
}
