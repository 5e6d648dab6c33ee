package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.agent.ActorCriticPolicy;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.loss.Diagnostics;
import io.github.ascent4j.core.loss.LossWorkspace;
import io.github.ascent4j.core.loss.Minibatch;
import io.github.ascent4j.core.loss.PpoLoss;
import io.github.ascent4j.core.loss.PpoLossSums;
import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.policy.math.ArrayMath;

/*
 * Design. A minibatch is gathered into arrays of its own, in the order of the shuffled indices, and
 * handed to the engine, which runs it block by block and asks this class for the gradient at each
 * block's outputs, possibly from several threads. Every block has a workspace and sums of its own,
 * and the sums are added in the order of the blocks, so no thread can change a bit.
 */

/** Epochs of minibatch steps over one rollout. Keeps nothing from one rollout to the next. */
final class PpoUpdate implements OutputGradient {
  private final PpoConfig config;
  private final ActorCriticPolicy policy;
  private final TrainableNetwork network;
  private final ArrayMath math;
  private final int observationSize;
  private final int actionSize;
  private final int minibatchSize;
  private final int[] order;
  private final float[] observations;
  private final Minibatch minibatch;
  private final LossWorkspace[] workspaces;
  private final PpoLossSums[] blockSums;
  private final PpoLossSums stepSums = new PpoLossSums();
  private final PpoLossSums epochSums = new PpoLossSums();
  private final PpoLossSums updateSums = new PpoLossSums();
  private PpoLoss loss;
  private int minibatchCount;

  PpoUpdate(PpoConfig config, ActorCriticPolicy policy, int environments) {
    this.config = config;
    this.policy = policy;
    network = policy.network();
    math = policy.math();
    observationSize = policy.description().observationSpace().flatSize();
    actionSize = policy.distribution().actionSize();
    minibatchSize = config.minibatchSize(environments);
    order = new int[config.batchSize(environments)];
    observations = new float[minibatchSize * observationSize];
    minibatch = new Minibatch(minibatchSize, actionSize);
    int blocks = (minibatchSize + network.blockSize() - 1) / network.blockSize();
    workspaces = new LossWorkspace[blocks];
    blockSums = new PpoLossSums[blocks];
    for (int block = 0; block < blocks; block++) {
      int rows = Math.min(network.blockSize(), minibatchSize);
      workspaces[block] = new LossWorkspace(policy.distribution(), rows);
      blockSums[block] = new PpoLossSums();
    }
    loss = loss(1);
  }

  private PpoLoss loss(double remaining) {
    ValueLoss value =
        new ValueLoss(
            config.valueCoefficient(),
            config.halfValueLoss() ? 0.5 : 1,
            config.valueClipping(),
            config.valueClipRange().at(remaining));
    return PpoLoss.clipped(config.clipRange().at(remaining), value, config.entropyCoefficient());
  }

  /**
   * Learns from a rollout whose advantages and returns are filled.
   *
   * @param remaining progress that the schedules are read at
   */
  PpoMetrics run(RolloutBuffer buffer, double remaining, TrainingRandom random) {
    double learningRate = config.learningRate().at(remaining);
    loss = loss(remaining);
    if (config.advantageNormalization() == AdvantageNormalization.BATCH) {
      AdvantageNormalization.normalize(buffer.advantages, buffer.size());
    }
    double explainedVariance =
        Diagnostics.explainedVariance(buffer.values, buffer.returns, null, buffer.size());
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    updateSums.clear();
    double norms = 0;
    long steps = 0;
    int epochs = 0;
    boolean stop = false;
    while (epochs < config.epochs() && !stop) {
      epochs++;
      epochSums.clear();
      random.shuffle(order, order.length);
      for (int from = 0; from < order.length && !stop; from += minibatchSize) {
        gather(buffer, from, Math.min(minibatchSize, order.length - from));
        network.backward(observations, minibatchCount, Part.ALL, this);
        sumBlocks();
        stop = config.klStop() == PpoConfig.KlStop.MINIBATCH && beyond(1.5 * config.targetKl());
        if (!stop) {
          norms += network.step(Part.ALL, learningRate, config.maxGradientNorm());
          steps++;
        }
      }
      stop |= config.klStop() == PpoConfig.KlStop.EPOCH && beyond(config.targetKl());
    }
    return new PpoMetrics(
        updateSums.policyLoss(),
        updateSums.valueLoss(),
        updateSums.entropy(),
        loss.loss(updateSums),
        epochSums.approximateKlK3(),
        updateSums.clipFraction(),
        norms / Math.max(1, steps),
        explainedVariance,
        learningRate,
        loss.clipRangeHigh(),
        epochs);
  }

  private boolean beyond(double divergence) {
    return stepSums.approximateKlK3() > divergence;
  }

  private void gather(RolloutBuffer buffer, int from, int count) {
    minibatchCount = count;
    for (int i = 0; i < count; i++) {
      int sample = order[from + i];
      copy(buffer.observations, sample * observationSize, observations, i, observationSize);
      copy(buffer.actions, sample * actionSize, minibatch.actions, i, actionSize);
      minibatch.oldLogProbs[i] = buffer.logProbs[sample];
      minibatch.oldValues[i] = buffer.values[sample];
      minibatch.advantages[i] = buffer.advantages[sample];
      minibatch.returns[i] = buffer.returns[sample];
    }
    if (config.advantageNormalization() == AdvantageNormalization.MINIBATCH) {
      AdvantageNormalization.normalize(minibatch.advantages, count);
    }
  }

  /** A loop, because rows are often too short for a call to pay. */
  private static void copy(float[] from, int offset, float[] to, int row, int size) {
    for (int k = 0; k < size; k++) {
      to[row * size + k] = from[offset + k];
    }
  }

  @Override
  public void evaluate(int block, int from, int count, OutputBlock outputs) {
    loss.evaluate(
        minibatch,
        from,
        count,
        minibatchCount,
        policy.distribution(),
        outputs.policy,
        outputs.policyGradients,
        outputs.policyStride,
        outputs.values,
        outputs.valueGradients,
        outputs.valueStride,
        workspaces[block],
        math,
        blockSums[block]);
  }

  private void sumBlocks() {
    stepSums.clear();
    int blocks = (minibatchCount + network.blockSize() - 1) / network.blockSize();
    for (int block = 0; block < blocks; block++) {
      stepSums.add(blockSums[block]);
    }
    epochSums.add(stepSums);
    updateSums.add(stepSums);
  }
}
