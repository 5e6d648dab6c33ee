package io.github.ascent4j.core.npg;

import io.github.ascent4j.core.advantage.ReturnScaling;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.CriticEpochs;
import io.github.ascent4j.core.update.Estimates;
import io.github.ascent4j.core.update.Learner;
import io.github.ascent4j.core.update.NaturalGradient;
import io.github.ascent4j.core.update.NaturalGradient.Reached;
import io.github.ascent4j.core.update.NaturalGradientMetrics;
import io.github.ascent4j.core.update.ValueTarget;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A step along the natural gradient, and then epochs of the critic. */
final class NpgLearner implements Learner {
  private final NpgConfig config;
  private final NaturalGradient policyStep;
  private final CriticEpochs critic;
  private final ReturnScaling scaling = new ReturnScaling();
  private final ScheduledSettings settings = new ScheduledSettings();
  private final Setting gamma;
  private final Setting gaeLambda;
  private final Setting actorStepSize;
  private final Setting targetKl;
  private final Setting learningRate;
  private final Setting maxGradientNorm;

  NpgLearner(
      NpgConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
    this.config = config;
    policyStep =
        new NaturalGradient(
            policy, NaturalGradient.KlDirection.OLD_NEW, config.cgMaxSteps(), config.cgDamping());
    critic = new CriticEpochs(policy, config.criticEpochs(), config.minibatchSize(), shuffling);
    gamma = settings.add(config.gamma());
    gaeLambda = settings.add(config.gaeLambda());
    actorStepSize = settings.add(config.actorStepSize());
    targetKl = settings.add(config.targetKl());
    learningRate = settings.add(config.learningRate());
    maxGradientNorm = settings.add(config.maxGradientNorm());
  }

  @Override
  public NaturalGradientMetrics learn(RolloutBuffer rollout, Progress progress) {
    settings.update(progress);
    Estimates.generalizedAdvantages(
        rollout, gamma.value(), gaeLambda.value(), config.scaleReturns() ? scaling : null);
    if (config.valueTarget() == ValueTarget.REWARD_TO_GO) {
      Estimates.rewardsToGo(rollout, gamma.value());
    }
    double explainedVariance = Estimates.explainedVariance(rollout);
    if (config.normalizeAdvantages()) {
      config
          .advantageStandardization()
          .apply(rollout.advantages, rollout.size(), Standardization.Single.KEPT);
    }
    policyStep.samples.load(rollout);
    policyStep.samples.gatherAll(rollout);
    policyStep.solve();
    double stepSize = Math.min(actorStepSize.value(), policyStep.sizeFor(targetKl.value()));
    Reached reached = policyStep.step(stepSize);
    double valueLoss = critic.run(rollout, learningRate.value(), maxGradientNorm.value());
    return new NaturalGradientMetrics(
        reached.objective(),
        reached.divergence(),
        reached.entropy(),
        policyStep.gradientNorm(),
        stepSize,
        Double.NaN,
        valueLoss,
        explainedVariance,
        learningRate.value(),
        reached.perplexity(),
        policyStep.samples.count());
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
