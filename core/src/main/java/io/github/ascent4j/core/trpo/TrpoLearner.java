package io.github.ascent4j.core.trpo;

import io.github.ascent4j.core.advantage.Standardization;
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

/** A step within the trust region by line search, and then epochs of the critic. */
final class TrpoLearner extends AdvantageLearner {
  private final TrpoConfig config;
  private final TrainingRandom shuffling;
  private final NaturalGradient policyStep;
  private final CriticEpochs critic;
  private final int[] order;
  private final Setting targetKl;
  private final Setting learningRate;
  private final Setting maxGradientNorm;

  /** Size of the step that the last line search ended with; 0 if there was none. */
  private double stepSize;

  TrpoLearner(
      TrpoConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
    super(
        settings ->
            AdvantageStep.generalized(settings, config.advantages(), config.criticTarget()));
    this.config = config;
    this.shuffling = shuffling;
    policyStep =
        new NaturalGradient(
            policy,
            config.klDirection(),
            config.naturalGradient().cgMaxSteps(),
            config.naturalGradient().cgDamping());
    int batch = Math.multiplyExact(config.rolloutSteps(), environments);
    order = new int[config.subSamplingFactor() > 1 ? batch : 0];
    critic =
        new CriticEpochs(
            policy,
            config.naturalGradient().criticEpochs(),
            config.naturalGradient().minibatchSize(),
            shuffling);
    targetKl = settings.add(config.targetKl());
    learningRate = settings.add(config.common().learningRate());
    maxGradientNorm = settings.add(config.common().maxGradientNorm());
  }

  @Override
  protected NaturalGradientMetrics update(RolloutBuffer rollout, double explainedVariance) {
    gather(rollout);
    Reached reached = searchLine();
    double valueLoss = critic.run(rollout, learningRate.value(), maxGradientNorm.value());
    return new NaturalGradientMetrics(
        reached.objective(),
        reached.divergence(),
        reached.entropy(),
        policyStep.gradientNorm(),
        stepSize,
        stepSize > 0 ? 1 : 0,
        valueLoss,
        explainedVariance,
        learningRate.value(),
        reached.perplexity(),
        policyStep.samples.count());
  }

  /** Gathers what the policy learns from, with normalised advantages. */
  private void gather(RolloutBuffer rollout) {
    policyStep.samples.load(rollout);
    if (config.subSamplingFactor() == 1) {
      policyStep.samples.gatherAll(rollout);
    } else {
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      shuffling.shuffle(order, order.length);
      int factor = config.subSamplingFactor();
      policyStep.samples.gather(rollout, order, 0, (order.length + factor - 1) / factor);
    }
    if (config.naturalGradient().normalizeAdvantages()) {
      config
          .advantages()
          .advantageStandardization()
          .apply(
              policyStep.samples.minibatch().advantages,
              policyStep.samples.count(),
              Standardization.Single.KEPT);
    }
  }

  /**
   * Shrinks the longest step that the quadratic model allows until the objective is better than
   * before and the divergence below its limit. If no step is, the policy is exactly as it was.
   */
  private Reached searchLine() {
    Reached start = policyStep.solve();
    stepSize = policyStep.sizeFor(targetKl.value());
    for (int i = 0; stepSize > 0 && i < config.lineSearchMaxIterations(); i++) {
      Reached reached = policyStep.step(stepSize);
      // Written so that NaN is no success.
      if (reached.divergence() < targetKl.value() && reached.objective() > start.objective()) {
        return reached;
      }
      stepSize *= config.lineSearchShrinkingFactor();
    }
    stepSize = 0;
    return policyStep.restore();
  }
}
