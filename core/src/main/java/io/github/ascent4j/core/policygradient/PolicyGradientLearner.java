package io.github.ascent4j.core.policygradient;

import io.github.ascent4j.core.advantage.RewardStandardization;
import io.github.ascent4j.core.loss.PolicyGradientLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.CriticSteps;
import io.github.ascent4j.core.update.Estimates;
import io.github.ascent4j.core.update.Learner;
import io.github.ascent4j.core.update.LossMetrics;
import io.github.ascent4j.core.update.PolicyGradientPass;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Steps of the policy on a batch of whole episodes, and then of the baseline. Later steps of the
 * policy evaluate the recorded actions anew, without importance weights.
 */
final class PolicyGradientLearner implements Learner {
  private final PolicyGradientConfig config;
  private final CriticSteps critic;
  private final PolicyGradientPass pass;
  private final ScheduledSettings settings = new ScheduledSettings();
  private final Setting gamma;
  private final Setting gaeLambda;
  private final Setting learningRate;
  private final Setting baselineLearningRate;
  private final Setting entropyCoefficient;
  private final Setting maxGradientNorm;

  PolicyGradientLearner(
      PolicyGradientConfig config,
      ActorCriticPolicy policy,
      int environments,
      TrainingRandom shuffling) {
    this.config = config;
    critic = new CriticSteps(policy);
    pass = new PolicyGradientPass(policy);
    gamma = settings.add(config.gamma());
    gaeLambda = settings.add(config.gaeLambda());
    learningRate = settings.add(config.learningRate());
    baselineLearningRate = settings.add(config.baselineLearningRate());
    entropyCoefficient = settings.add(config.entropyCoefficient());
    maxGradientNorm = settings.add(config.maxGradientNorm());
  }

  @Override
  public AlgorithmMetrics learn(RolloutBuffer rollout, Progress progress) {
    settings.update(progress);
    weigh(rollout);
    double explainedVariance =
        config.baseline() ? Estimates.explainedVariance(rollout) : Double.NaN;
    if (config.normalizeAdvantages()) {
      config
          .advantageStandardization()
          .apply(rollout.advantages, rollout.size(), config.singleAdvantage());
    }
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

  /** Fills the returns, which the baseline learns, and the advantages, which weigh the actions. */
  private void weigh(RolloutBuffer rollout) {
    standardize(RewardStandardization.REWARDS, rollout, rollout.rewards);
    if (config.useGae()) {
      Estimates.generalizedAdvantages(rollout, gamma.value(), gaeLambda.value(), null);
      return;
    }
    if (config.useRewardToGo()) {
      Estimates.rewardsToGo(rollout, gamma.value());
    } else {
      Estimates.totals(rollout, gamma.value());
    }
    standardize(RewardStandardization.RETURNS, rollout, rollout.returns);
    for (int i = 0; i < rollout.size(); i++) {
      rollout.advantages[i] =
          config.baseline() ? rollout.returns[i] - rollout.values[i] : rollout.returns[i];
    }
  }

  private void standardize(RewardStandardization which, RolloutBuffer rollout, float[] values) {
    if (config.rewardStandardization() == which) {
      RewardStandardization.perEpisode(
          rollout.steps(), rollout.environments(), values, rollout.terminated, rollout.truncated);
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    settings.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    settings.restore(in);
  }
}
