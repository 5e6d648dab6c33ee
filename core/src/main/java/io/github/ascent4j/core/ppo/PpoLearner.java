package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.advantage.ReturnScaling;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.loss.PpoLoss;
import io.github.ascent4j.core.loss.PpoLossSums;
import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.KlCoefficient;
import io.github.ascent4j.core.schedule.KlLimit;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.update.CriticSteps;
import io.github.ascent4j.core.update.Estimates;
import io.github.ascent4j.core.update.Learner;
import io.github.ascent4j.core.update.MinibatchPass;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Epochs of minibatch steps over one rollout, and then of the critic alone if it is apart. */
final class PpoLearner implements Learner {
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
  private final ReturnScaling scaling = new ReturnScaling();
  private final NetworkInput seen = new NetworkInput();
  private final @Nullable KlCoefficient klCoefficient;

  private final ScheduledSettings settings = new ScheduledSettings();
  private final Setting gamma;
  private final Setting gaeLambda;
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
        switch (config.klPenaltyRule()) {
          case FIXED -> null;
          case RLLIB -> adaptive(config, KlCoefficient.Rule.RLLIB);
          case SCHULMAN -> adaptive(config, KlCoefficient.Rule.SCHULMAN);
        };
    gamma = settings.add(config.gamma());
    gaeLambda = settings.add(config.gaeLambda());
    learningRate = settings.add(config.learningRate());
    valueClipRange = settings.add(config.valueClipRange());
    valueCoefficient = settings.add(config.valueCoefficient());
    entropyCoefficient = settings.add(config.entropyCoefficient());
    maxGradientNorm = settings.add(config.maxGradientNorm());
    criticLearningRate = settings.add(config.criticLearningRate());
    targetKl = settings.add(config.targetKl());
    clipRange = clipSettings.add(config.clipRange());
    clipRangeHigh = clipSettings.add(config.clipRangeHigh());
  }

  private static KlCoefficient adaptive(PpoConfig config, KlCoefficient.Rule rule) {
    return new KlCoefficient(rule, config.klPenalty(), config.klPenaltyTarget());
  }

  private PpoLoss loss() {
    return new PpoLoss(
        clipRange.value(),
        clipRangeHigh.value(),
        config.dualClip(),
        klCoefficient != null ? klCoefficient.value() : config.klPenalty(),
        critic == null ? valueLoss(valueCoefficient.value()) : null,
        entropyCoefficient.value());
  }

  private ValueLoss valueLoss(double coefficient) {
    return new ValueLoss(
        coefficient,
        config.halfValueLoss() ? 0.5 : 1,
        config.valueClipping(),
        valueClipRange.value());
  }

  @Override
  public AlgorithmMetrics learn(RolloutBuffer rollout, Progress progress) {
    schedule(progress);
    estimate(rollout);
    return update(rollout);
  }

  /** Reads the schedules. */
  void schedule(Progress progress) {
    settings.update(progress);
    clipSettings.update(config.clipRangeLags() ? previous : progress);
    previous = progress;
    loss = loss();
  }

  /** Steps on a rollout whose advantages and returns are filled. */
  PpoMetrics update(RolloutBuffer rollout) {
    double explainedVariance = Estimates.explainedVariance(rollout);
    pass.load(rollout);
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    updateSums.clear();
    steps = 0;
    int epochs = 0;
    boolean goesOn = true;
    while (goesOn && epochs < config.epochs()) {
      if (epochs > 0 && config.recomputeAdvantages()) {
        recomputeValues(rollout);
        estimate(rollout);
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

  private void estimate(RolloutBuffer rollout) {
    Estimates.generalizedAdvantages(
        rollout, gamma.value(), gaeLambda.value(), config.scaleReturns() ? scaling : null);
    if (config.valueTarget() == PpoConfig.ValueTarget.REWARD_TO_GO) {
      Estimates.rewardsToGo(rollout, gamma.value());
    }
    if (config.advantageNormalization() == AdvantageNormalization.BATCH) {
      config
          .advantageStandardization()
          .apply(
              rollout.advantages, rollout.size(), rollout.validOrNull(), config.singleAdvantage());
    }
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
    int count = config.lastMinibatch().take(order.length, minibatchUnits);
    for (; count > 0; count = config.lastMinibatch().take(order.length - from, minibatchUnits)) {
      pass.gather(rollout, order, from, count);
      from += count;
      if (pass.weight() == 0) {
        // Environments that waited through all of it.
        continue;
      }
      if (config.advantageNormalization() == AdvantageNormalization.MINIBATCH) {
        pass.standardizeAdvantages(config.advantageStandardization(), config.singleAdvantage());
      }
      stepSums.clear();
      pass.backward(loss).forEach(stepSums::add);
      epochSums.add(stepSums);
      updateSums.add(stepSums);
      if (config.klStop() == PpoConfig.KlStop.MINIBATCH && beyond(KlLimit.TARGET_AND_A_HALF)) {
        return false;
      }
      pass.step(learningRate.value(), maxGradientNorm.value());
      steps++;
    }
    return config.klStop() != PpoConfig.KlStop.EPOCH || !beyond(KlLimit.TARGET);
  }

  private boolean beyond(KlLimit limit) {
    return limit.exceeded(divergence(stepSums), targetKl.value());
  }

  private double divergence(PpoLossSums sums) {
    return switch (config.klEstimator()) {
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
      int count = config.lastMinibatch().take(order.length, minibatchUnits);
      for (; count > 0; count = config.lastMinibatch().take(order.length - from, minibatchUnits)) {
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
  public void save(DataOutput out) throws IOException {
    settings.save(out);
    clipSettings.save(out);
    out.writeDouble(previous.remaining());
    out.writeLong(previous.steps());
    scaling.save(out);
    if (klCoefficient != null) {
      klCoefficient.save(out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    settings.restore(in);
    clipSettings.restore(in);
    previous = new Progress(in.readDouble(), in.readLong());
    scaling.restore(in);
    if (klCoefficient != null) {
      klCoefficient.restore(in);
    }
  }
}
