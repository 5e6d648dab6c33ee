package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.loss.PpoLoss;
import io.github.ascent4j.core.loss.PpoLossSums;
import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.KlCoefficient;
import io.github.ascent4j.core.schedule.KlLimit;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.AdvantageLearner;
import io.github.ascent4j.core.update.AdvantageStep;
import io.github.ascent4j.core.update.CriticSteps;
import io.github.ascent4j.core.update.MinibatchPass;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Epochs of minibatch steps over one rollout, and then of the critic alone if it is apart. */
final class PpoLearner extends AdvantageLearner {
  private final PpoConfig config;
  private final ActorCriticPolicy policy;
  private final TrainingRandom shuffling;
  private final MinibatchPass<PpoLossSums> pass;

  /** Steps of the critic; null if it is trained along with the policy. */
  private final @Nullable CriticSteps critic;

  /** Samples, or sequences of a network that remembers, in a full minibatch. */
  private final int minibatchUnits;

  private final int[] order;
  private final PpoLossSums stepSums = new PpoLossSums();
  private final PpoLossSums epochSums = new PpoLossSums();
  private final PpoLossSums updateSums = new PpoLossSums();
  private final NetworkInput seen = new NetworkInput();
  private final @Nullable KlCoefficient klCoefficient;

  private final Setting learningRate;
  private final Setting valueClipRange;
  private final Setting valueCoefficient;
  private final Setting entropyCoefficient;
  private final Setting maxGradientNorm;
  private final Setting criticLearningRate;
  private final Setting targetKl;
  private final ScheduledSettings clipSettings = new ScheduledSettings();
  private final Setting clipRange;
  private final Setting clipRangeHigh;
  private Progress previous = Progress.START;

  private PpoLoss loss = PpoLoss.clipped(1, null, 0);
  private long steps;

  PpoLearner(
      PpoConfig config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
    super(
        settings ->
            AdvantageStep.generalized(settings, config.advantages(), config.criticTarget())
                .normalized(
                    config.advantageNormalization() == AdvantageNormalization.BATCH,
                    config.singleAdvantage()));
    this.config = config;
    this.shuffling = shuffling;
    this.policy = policy;
    boolean recurrent = policy.description().network().recurrent();
    int steps = config.policy().memory().sequenceSteps(config.rolloutSteps(), recurrent);
    minibatchUnits = config.minibatchUnits(environments, steps);
    order = new int[config.batchSize(environments) / steps];
    pass = new MinibatchPass<>(policy, policy.network(), PpoLossSums::new);
    critic = config.criticEpochs() > 0 ? new CriticSteps(policy) : null;
    klCoefficient =
        switch (config.kl().klPenaltyRule()) {
          case FIXED -> null;
          case RLLIB -> adaptive(config, KlCoefficient.Rule.RLLIB);
          case SCHULMAN -> adaptive(config, KlCoefficient.Rule.SCHULMAN);
        };
    learningRate = settings.add(config.common().learningRate());
    valueClipRange = settings.add(config.clip().valueClipRange());
    valueCoefficient = settings.add(config.loss().valueCoefficient());
    entropyCoefficient = settings.add(config.loss().entropyCoefficient());
    maxGradientNorm = settings.add(config.common().maxGradientNorm());
    criticLearningRate = settings.add(config.criticLearningRate());
    targetKl = settings.add(config.kl().targetKl());
    clipRange = clipSettings.add(config.clip().clipRange());
    clipRangeHigh = clipSettings.add(config.clip().clipRangeHigh());
  }

  private static KlCoefficient adaptive(PpoConfig config, KlCoefficient.Rule rule) {
    return new KlCoefficient(rule, config.kl().klPenalty(), config.kl().klPenaltyTarget());
  }

  private PpoLoss loss() {
    return new PpoLoss(
        clipRange.value(),
        clipRangeHigh.value(),
        config.clip().dualClip(),
        klCoefficient != null ? klCoefficient.value() : config.kl().klPenalty(),
        critic == null ? valueLoss(valueCoefficient.value()) : null,
        entropyCoefficient.value());
  }

  private ValueLoss valueLoss(double coefficient) {
    return new ValueLoss(
        coefficient,
        config.loss().valueFactor(),
        config.clip().valueClipping(),
        valueClipRange.value());
  }

  @Override
  protected void schedule(Progress progress) {
    super.schedule(progress);
    clipSettings.update(config.clip().clipRangeLags() ? previous : progress);
    previous = progress;
    loss = loss();
  }

  @Override
  protected PpoMetrics update(RolloutBuffer rollout, double explainedVariance) {
    pass.load(rollout);
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    updateSums.clear();
    steps = 0;
    int epochs = 0;
    boolean goesOn = true;
    while (goesOn && epochs < config.minibatching().epochs()) {
      if (epochs > 0 && config.recomputeAdvantages()) {
        recomputeValues(rollout);
        advantages.estimate(rollout);
      }
      epochs++;
      goesOn = epoch(rollout);
    }
    if (klCoefficient != null) {
      klCoefficient.update(epochSums.kl());
    }
    double valueLoss = critic != null ? critic(rollout, critic) : updateSums.valueLoss();
    return new PpoMetrics(
        updateSums.policyLoss(),
        valueLoss,
        updateSums.entropy(),
        loss.loss(updateSums),
        divergence(epochSums),
        updateSums.clipFraction(),
        pass.takeStepFigures().meanNorm(),
        explainedVariance,
        learningRate.value(),
        clipRange.value(),
        epochs,
        updateSums.perplexity(),
        steps,
        (long) updateSums.weight());
  }

  /** Values of everything that was seen, by the critic as it is now. */
  private void recomputeValues(RolloutBuffer rollout) {
    int environments = rollout.environments();
    recomputeValues(rollout.observations, rollout.images, rollout.size(), rollout.values);
    recomputeValues(
        rollout.bootstrapObservations,
        rollout.bootstrapImages,
        environments,
        rollout.bootstrapValues);
    if (config.bootstrapTruncated()) {
      recomputeValues(
          rollout.finalObservations, rollout.finalImages, rollout.size(), rollout.finalValues);
    }
  }

  private void recomputeValues(float[] numbers, byte[] images, int count, float[] values) {
    seen.numbers = numbers;
    seen.images = images;
    seen.count = count;
    policy.values(seen, values);
  }

  /** Steps over all minibatches; says whether another epoch may follow. */
  private boolean epoch(RolloutBuffer rollout) {
    shuffling.shuffle(order, order.length);
    epochSums.clear();
    int from = 0;
    int count = config.minibatching().lastMinibatch().take(order.length, minibatchUnits);
    for (;
        count > 0;
        count = config.minibatching().lastMinibatch().take(order.length - from, minibatchUnits)) {
      pass.gather(rollout, order, from, count);
      from += count;
      if (pass.weight() == 0) {
        // Environments that waited through all of it.
        continue;
      }
      if (config.advantageNormalization() == AdvantageNormalization.MINIBATCH) {
        pass.standardizeAdvantages(
            config.advantages().advantageStandardization(), config.singleAdvantage());
      }
      stepSums.clear();
      pass.backward(loss).forEach(stepSums::add);
      epochSums.add(stepSums);
      updateSums.add(stepSums);
      if (config.kl().klStop() == PpoConfig.KlStop.MINIBATCH && beyond(KlLimit.TARGET_AND_A_HALF)) {
        return false;
      }
      pass.step(learningRate.value(), maxGradientNorm.value());
      steps++;
    }
    return config.kl().klStop() != PpoConfig.KlStop.EPOCH || !beyond(KlLimit.TARGET);
  }

  private boolean beyond(KlLimit limit) {
    return limit.exceeded(divergence(stepSums), targetKl.value());
  }

  private double divergence(PpoLossSums sums) {
    return switch (config.kl().klEstimator()) {
      case K1 -> sums.approximateKlK1();
      case K3 -> sums.approximateKlK3();
    };
  }

  private double critic(RolloutBuffer rollout, CriticSteps steps) {
    steps.samples.load(rollout);
    double mean = 0;
    ValueLoss valueLoss = valueLoss(1);
    for (int epoch = 0; epoch < config.criticEpochs(); epoch++) {
      shuffling.shuffle(order, order.length);
      double epochLoss = 0;
      int minibatches = 0;
      int from = 0;
      int count = config.minibatching().lastMinibatch().take(order.length, minibatchUnits);
      for (;
          count > 0;
          count = config.minibatching().lastMinibatch().take(order.length - from, minibatchUnits)) {
        steps.samples.gather(rollout, order, from, count);
        from += count;
        if (steps.samples.weight() == 0) {
          continue;
        }
        epochLoss += steps.run(valueLoss, 1, criticLearningRate.value(), maxGradientNorm.value());
        minibatches++;
      }
      mean += epochLoss / minibatches / config.criticEpochs();
    }
    steps.samples.takeStepFigures();
    return mean;
  }

  @Override
  protected void saveSchedule(DataOutput out) throws IOException {
    super.saveSchedule(out);
    clipSettings.save(out);
    out.writeDouble(previous.remaining());
    out.writeLong(previous.steps());
  }

  @Override
  protected void restoreSchedule(DataInput in) throws IOException {
    super.restoreSchedule(in);
    clipSettings.restore(in);
    previous = new Progress(in.readDouble(), in.readLong());
  }

  @Override
  public void save(DataOutput out) throws IOException {
    super.save(out);
    if (klCoefficient != null) {
      klCoefficient.save(out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    super.restore(in);
    if (klCoefficient != null) {
      klCoefficient.restore(in);
    }
  }
}
