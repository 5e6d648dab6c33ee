package io.github.ascent4j.core.update;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.Samples;
import io.github.ascent4j.core.engine.StepFigures;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.loss.Loss;
import io.github.ascent4j.core.loss.LossBlock;
import io.github.ascent4j.core.loss.LossSums;
import io.github.ascent4j.core.loss.Minibatch;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.StateColumns;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.policy.normalizer.Moments;
import io.github.ascent4j.policy.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/*
 * Design. The engine is handed what the network reads of a rollout once, and told by indices which
 * samples a minibatch has. It says in which order they run; what the loss reads of them is gathered
 * in that order into arrays of this class. Then it runs block by block and asks for the gradient at
 * each block's outputs, possibly from several threads. Every block has scratch space and sums of its
 * own, and the sums are added in the order of the blocks, so no thread can change a bit. The arrays
 * grow with the largest minibatch and are used again.
 */

/**
 * Runs a network forward and backward over samples of a rollout with a loss. Used by one thread at
 * a time.
 *
 * @param <S> what the loss sums up
 */
public final class MinibatchPass<S extends LossSums> implements OutputGradient {
  private final ActorCriticPolicy policy;
  private final TrainableNetwork network;
  private final Supplier<S> newSums;
  private final int actionSize;
  private final StateColumns columns;
  private final int policyOutput;
  private final int valueOutput;
  private final Moments moments = new Moments(1);
  private final List<LossBlock> blocks = new ArrayList<>();
  private final List<S> blockSums = new ArrayList<>();
  private final Samples samples = new Samples();
  private final SampleBatch batch;
  private Minibatch minibatch;
  private boolean[] counted = new boolean[0];
  private int capacity;
  private int count;
  private double weight;
  private Loss<? super S> loss = (rows, sums) -> {};

  /**
   * @param network the policy's or its critic's
   */
  public MinibatchPass(ActorCriticPolicy policy, TrainableNetwork network, Supplier<S> newSums) {
    this.policy = policy;
    this.network = network;
    this.newSums = newSums;
    batch = network.batch();
    actionSize = policy.distribution().actionSize();
    columns = StateColumns.of(policy.program(), network.program());
    policyOutput = network.program().index(Program.POLICY);
    valueOutput = network.program().index(Program.VALUE);
    minibatch = new Minibatch(0, actionSize);
  }

  /** The samples that were gathered. */
  public Minibatch minibatch() {
    return minibatch;
  }

  /** Number of samples that were gathered. */
  public int count() {
    return count;
  }

  /** Number of gathered samples that are learnt from. */
  public double weight() {
    return weight;
  }

  /** Standardises the gathered advantages by those that are learnt from, of all ranks. */
  public void standardizeAdvantages(Standardization form, Standardization.Single single) {
    float[] valid = minibatch.valid;
    if (valid != null) {
      for (int i = 0; i < count; i++) {
        counted[i] = valid[i] != 0;
      }
    }
    float[] advantages = minibatch.advantages;
    moments.of(advantages, count, valid == null ? null : counted);
    form.apply(policy.exchange().pool(moments), advantages, count, single);
  }

  /** Hands what the network reads of a rollout over to the engine; before samples are gathered. */
  public void load(RolloutBuffer rollout) {
    samples.numbers = rollout.observations;
    samples.images = rollout.images;
    samples.count = rollout.size();
    samples.columns = rollout.environments();
    samples.steps = rollout.shape().stateSize() > 0 ? rollout.shape().sequenceSteps() : 1;
    samples.states = states(rollout);
    samples.resets = rollout.episodeStarts;
    batch.load(samples);
  }

  private float[] states(RolloutBuffer rollout) {
    if (columns.all()) {
      return rollout.states;
    }
    int sequences = rollout.size() / samples.steps;
    float[] own = new float[sequences * columns.size()];
    columns.take(rollout.states, sequences, own);
    return own;
  }

  /** Gathers everything of the rollout that was handed over, in its order. */
  public void gatherAll(RolloutBuffer rollout) {
    batch.selectAll();
    gather(rollout);
  }

  /**
   * Gathers {@code order[from] .. order[from + size - 1]} of the rollout that was handed over:
   * samples, or sequences of a network that remembers.
   */
  public void gather(RolloutBuffer rollout, int[] order, int from, int size) {
    batch.select(order, from, size);
    gather(rollout);
  }

  private void gather(RolloutBuffer rollout) {
    count = batch.rows();
    reserve(rollout.shape(), rollout.valid.length > 0);
    int[] order = batch.samples();
    for (int row = 0; row < count; row++) {
      gatherSample(rollout, order[row], row);
    }
    weight = minibatch.weight(count);
  }

  private void reserve(RolloutBuffer.Shape shape, boolean weighted) {
    if (count > capacity) {
      capacity = count;
      minibatch = new Minibatch(count, actionSize);
    }
    if (shape.maskSize() > 0 && minibatch.masks == null) {
      minibatch.masks = new boolean[capacity * shape.maskSize()];
    }
    if (shape.outputSize() > 0 && minibatch.oldOutputs == null) {
      minibatch.oldOutputs = new float[capacity * shape.outputSize()];
    }
    if (weighted && minibatch.valid == null) {
      minibatch.valid = new float[capacity];
      counted = new boolean[capacity];
    }
    while (blocks.size() < batch.blocks()) {
      blocks.add(new LossBlock(policy.distribution(), policy.math()));
      blockSums.add(newSums.get());
    }
  }

  private void gatherSample(RolloutBuffer rollout, int sample, int row) {
    RolloutBuffer.Shape shape = rollout.shape();
    copy(rollout.actions, sample, minibatch.actions, row, actionSize);
    minibatch.oldLogProbs[row] = rollout.logProbs[sample];
    minibatch.oldValues[row] = rollout.values[sample];
    minibatch.advantages[row] = rollout.advantages[sample];
    minibatch.returns[row] = rollout.returns[sample];
    float[] valid = minibatch.valid;
    if (valid != null) {
      valid[row] = rollout.valid[sample] ? 1 : 0;
    }
    boolean[] masks = minibatch.masks;
    if (masks != null) {
      int size = shape.maskSize();
      System.arraycopy(rollout.actionMasks, sample * size, masks, row * size, size);
    }
    float[] oldOutputs = minibatch.oldOutputs;
    if (oldOutputs != null) {
      copy(rollout.policyOutputs, sample, oldOutputs, row, shape.outputSize());
    }
  }

  /** A loop, because rows are often too short for a call to pay. */
  private static void copy(float[] from, int fromRow, float[] to, int toRow, int size) {
    for (int k = 0; k < size; k++) {
      to[toRow * size + k] = from[fromRow * size + k];
    }
  }

  /**
   * Runs the network forward and backward over the gathered samples.
   *
   * @return what the loss has summed up, block by block; valid up to the next call
   */
  public List<S> backward(Loss<? super S> newLoss) {
    loss = newLoss;
    network.backward(batch, this);
    return blockSums.subList(0, batch.blocks());
  }

  /** Takes a step with the gradient of the last pass. */
  public void step(double learningRate, double maxGradientNorm) {
    network.step(learningRate, maxGradientNorm);
  }

  /** What the steps of this update add up to; asked for once. */
  public StepFigures takeStepFigures() {
    return network.takeStepFigures();
  }

  /**
   * The product {@code J^T M J d} over the gathered samples; see {@link
   * TrainableNetwork#curvatureProduct}.
   */
  public void curvatureProduct(float[] direction, OutputGradient metric, float[] product) {
    network.curvatureProduct(batch, direction, metric, product);
  }

  @Override
  public void evaluate(OutputBlock rows) {
    LossBlock block = blocks.get(rows.block).of(minibatch, rows.from, rows.count, weight);
    int p = policyOutput;
    int v = valueOutput;
    if (p >= 0) {
      block.policy(rows.outputs[p], rows.gradients[p], rows.strides[p]);
    }
    if (v >= 0) {
      block.values(rows.outputs[v], rows.gradients[v], rows.strides[v]);
    }
    loss.evaluate(block, blockSums.get(rows.block));
  }
}
