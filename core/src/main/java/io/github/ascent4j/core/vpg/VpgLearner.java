package io.github.ascent4j.core.vpg;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.loss.PolicyGradientLoss;
import io.github.ascent4j.core.loss.Reduction;
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

/** One step of the policy with all samples of a rollout, and then many of the critic. */
final class VpgLearner implements Learner {
  private final VpgConfig config;
  private final CriticSteps critic;
  private final PolicyGradientPass pass;
  private final ScheduledSettings settings = new ScheduledSettings();
  private final Setting gamma;
  private final Setting gaeLambda;
  private final Setting learningRate;
  private final Setting criticLearningRate;
  private final Setting entropyCoefficient;
  private final Setting maxGradientNorm;

  VpgLearner(
      VpgConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
    this.config = config;
    critic = new CriticSteps(policy);
    pass = new PolicyGradientPass(policy);
    gamma = settings.add(config.gamma());
    gaeLambda = settings.add(config.gaeLambda());
    learningRate = settings.add(config.learningRate());
    criticLearningRate = settings.add(config.criticLearningRate());
    entropyCoefficient = settings.add(config.entropyCoefficient());
    maxGradientNorm = settings.add(config.maxGradientNorm());
  }

  @Override
  public AlgorithmMetrics learn(RolloutBuffer rollout, Progress progress) {
    settings.update(progress);
    Estimates.generalizedAdvantages(rollout, gamma.value(), gaeLambda.value(), null);
    Estimates.rewardsToGo(rollout, gamma.value());
    double explainedVariance = Estimates.explainedVariance(rollout);
    if (config.normalizeAdvantages()) {
      config
          .advantageStandardization()
          .apply(rollout.advantages, rollout.size(), Standardization.Single.KEPT);
    }
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

  @Override
  public void save(DataOutput out) throws IOException {
    settings.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    settings.restore(in);
  }
}
