package io.github.ascent4j.core.update;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.OutputMetric;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.loss.LossSums;
import io.github.ascent4j.core.loss.LossWorkspace;
import io.github.ascent4j.core.loss.Minibatch;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/*
 * Design. A minibatch is gathered into arrays of its own, in the order of the indices, and handed to
 * the engine, which runs it block by block and asks for the gradient at each block's outputs,
 * possibly from several threads. Every block has a workspace and sums of its own, and the sums are
 * added in the order of the blocks, so no thread can change a bit. The arrays grow with the largest
 * minibatch and are used again. A network that remembers gets whole sequences, each from its stored
 * state.
 */

/**
 * Gathers samples of a rollout and runs a network forward and backward over them with a loss. Used
 * by one thread at a time.
 *
 * @param <S> what the loss sums up
 */
public final class MinibatchPass<S extends LossSums> implements OutputGradient {
  /**
   * A loss, evaluated block by block.
   *
   * @param <S> what it sums up
   */
  @FunctionalInterface
  public interface BlockLoss<S extends LossSums> {
    /**
     * Evaluates samples {@code from .. from + count - 1} of a minibatch.
     *
     * @param total number of its samples that are learnt from
     */
    void evaluate(
        Minibatch minibatch,
        int from,
        int count,
        double total,
        OutputBlock outputs,
        LossWorkspace workspace,
        S sums);
  }

  private final ActorCriticPolicy policy;
  private final TrainableNetwork network;
  private final Supplier<S> newSums;
  private final int actionSize;
  private final int stateSize;
  private final List<LossWorkspace> workspaces = new ArrayList<>();
  private final List<S> blockSums = new ArrayList<>();
  private final NetworkInput input = new NetworkInput();
  private Minibatch minibatch;
  private boolean[] counted = new boolean[0];
  private int capacity;
  private int blockSize = 1;
  private int count;
  private double weight;
  private BlockLoss<S> loss = (minibatch, from, count, total, outputs, workspace, sums) -> {};

  public MinibatchPass(ActorCriticPolicy policy, Supplier<S> newSums) {
    this.policy = policy;
    this.newSums = newSums;
    network = policy.network();
    actionSize = policy.distribution().actionSize();
    stateSize = policy.description().network().stateSize();
    minibatch = new Minibatch(0, actionSize);
  }

  /**
   * Steps of what is gathered together: those of a sequence for a network that remembers, otherwise
   * 1, so that a unit is a sample.
   */
  private int unitSteps(RolloutBuffer rollout) {
    return stateSize > 0 ? rollout.shape().sequenceSteps() : 1;
  }

  /** The samples or, for a network that remembers, the sequences of a rollout. */
  public int units(RolloutBuffer rollout) {
    return rollout.size() / unitSteps(rollout);
  }

  /** Makes room for minibatches of {@code size} samples without images, each on its own. */
  public void reserve(int size) {
    reserve(size, 1);
  }

  /** Makes room for minibatches of {@code size} samples in sequences of {@code steps} steps. */
  public void reserve(int size, int steps) {
    if (size <= capacity && input.steps == steps) {
      return;
    }
    capacity = size;
    input.steps = steps;
    input.numbers = new float[Math.multiplyExact(size, policy.description().network().numbers())];
    input.images = new byte[Math.multiplyExact(size, policy.description().network().bytes())];
    input.states = new float[size / steps * stateSize];
    input.resets = new boolean[stateSize > 0 ? size : 0];
    minibatch = new Minibatch(size, actionSize);
    blockSize = network.blockSize(steps);
    int rows = Math.min(blockSize, size);
    workspaces.clear();
    blockSums.clear();
    for (int from = 0; from < size; from += blockSize) {
      workspaces.add(new LossWorkspace(policy.distribution(), rows));
      blockSums.add(newSums.get());
    }
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

  /** Standardises the gathered advantages by those that are learnt from. */
  public void standardizeAdvantages(Standardization form, Standardization.Single single) {
    float[] valid = minibatch.valid;
    if (valid != null) {
      for (int i = 0; i < count; i++) {
        counted[i] = valid[i] != 0;
      }
    }
    form.apply(minibatch.advantages, count, valid == null ? null : counted, single);
  }

  /** Gathers everything of a rollout, in its order. */
  public void gatherAll(RolloutBuffer rollout) {
    int units = units(rollout);
    start(rollout, units);
    for (int i = 0; i < units; i++) {
      gather(rollout, i, i, units);
    }
    finish();
  }

  /** Gathers the {@link #units} {@code order[from] .. order[from + size - 1]} of a rollout. */
  public void gather(RolloutBuffer rollout, int[] order, int from, int size) {
    start(rollout, size);
    for (int i = 0; i < size; i++) {
      gather(rollout, order[from + i], i, size);
    }
    finish();
  }

  private void start(RolloutBuffer rollout, int units) {
    int steps = unitSteps(rollout);
    count = Math.multiplyExact(units, steps);
    reserve(count, steps);
    input.count = count;
    RolloutBuffer.Shape shape = rollout.shape();
    if (shape.maskSize() > 0 && minibatch.masks == null) {
      minibatch.masks = new boolean[capacity * shape.maskSize()];
    }
    if (shape.outputSize() > 0 && minibatch.oldOutputs == null) {
      minibatch.oldOutputs = new float[capacity * shape.outputSize()];
    }
    if (rollout.valid.length > 0 && minibatch.valid == null) {
      minibatch.valid = new float[capacity];
      counted = new boolean[capacity];
    }
  }

  private void finish() {
    weight = minibatch.weight(count);
  }

  /** Gathers a unit as the i-th of {@code units}, where {@link NetworkInput} wants its samples. */
  private void gather(RolloutBuffer rollout, int unit, int i, int units) {
    if (stateSize == 0) {
      gatherSample(rollout, unit, i);
      return;
    }
    int steps = input.steps;
    int environments = rollout.environments();
    copy(rollout.states, unit, input.states, i, stateSize);
    int group = i / TrainableNetwork.SEQUENCES * TrainableNetwork.SEQUENCES;
    int sequences = Math.min(TrainableNetwork.SEQUENCES, units - group);
    int first = group * steps + (i - group);
    int sample = unit / environments * steps * environments + unit % environments;
    for (int t = 0; t < steps; t++) {
      int row = first + t * sequences;
      input.resets[row] = rollout.episodeStarts[sample];
      gatherSample(rollout, sample, row);
      sample += environments;
    }
  }

  private void gatherSample(RolloutBuffer rollout, int sample, int row) {
    RolloutBuffer.Shape shape = rollout.shape();
    copy(rollout.observations, sample, input.numbers, row, shape.rowSize());
    int imageSize = shape.imageSize();
    System.arraycopy(rollout.images, sample * imageSize, input.images, row * imageSize, imageSize);
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
   * Runs a part of the network forward and backward over the gathered samples.
   *
   * @return what the loss has summed up, block by block; valid up to the next call
   */
  public List<S> backward(Part part, BlockLoss<S> blockLoss) {
    loss = blockLoss;
    network.backward(input, part, this);
    return blockSums.subList(0, (count + blockSize - 1) / blockSize);
  }

  /**
   * The product {@code J^T M J d} over the gathered samples; see {@link
   * TrainableNetwork#curvatureProduct}.
   */
  public void curvatureProduct(float[] direction, OutputMetric metric, float[] product) {
    network.curvatureProduct(input, direction, metric, product);
  }

  @Override
  public void evaluate(int block, int from, int size, OutputBlock outputs) {
    loss.evaluate(
        minibatch, from, size, weight, outputs, workspaces.get(block), blockSums.get(block));
  }
}
