package io.github.ascent4j.core.npg;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.AdvantageLearner;
import io.github.ascent4j.core.update.AdvantageStep;
import io.github.ascent4j.core.update.CriticEpochs;
import io.github.ascent4j.core.update.NaturalGradient;
import io.github.ascent4j.core.update.NaturalGradient.Reached;
import io.github.ascent4j.core.update.NaturalGradientMetrics;

/** A step along the natural gradient, and then epochs of the critic. */
final class NpgLearner extends AdvantageLearner {
  private final NaturalGradient policyStep;
  private final CriticEpochs critic;
  private final Setting actorStepSize;
  private final Setting targetKl;
  private final Setting learningRate;
  private final Setting maxGradientNorm;

  NpgLearner(
      NpgConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
    super(
        settings ->
            AdvantageStep.generalized(settings, config.advantages(), config.criticTarget())
                .normalized(config.naturalGradient().normalizeAdvantages()));
    policyStep =
        new NaturalGradient(
            policy,
            NaturalGradient.KlDirection.OLD_NEW,
            config.naturalGradient().cgMaxSteps(),
            config.naturalGradient().cgDamping());
    critic =
        new CriticEpochs(
            policy,
            config.naturalGradient().criticEpochs(),
            config.naturalGradient().minibatchSize(),
            shuffling);
    actorStepSize = settings.add(config.actorStepSize());
    targetKl = settings.add(config.targetKl());
    learningRate = settings.add(config.common().learningRate());
    maxGradientNorm = settings.add(config.common().maxGradientNorm());
  }

  @Override
  protected NaturalGradientMetrics update(RolloutBuffer rollout, double explainedVariance) {
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
}
