package io.github.ascent4j.core.training;

import io.github.ascent4j.core.agent.ActorCriticPolicy;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.OutputMetric;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.loss.LossSums;
import io.github.ascent4j.core.loss.LossWorkspace;
import io.github.ascent4j.core.loss.Minibatch;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/*
 * Design. A minibatch is gathered into arrays of its own, in the order of the indices, and handed to
 * the engine, which runs it block by block and asks for the gradient at each block's outputs,
 * possibly from several threads. Every block has a workspace and sums of its own, and the sums are
 * added in the order of the blocks, so no thread can change a bit. The arrays grow with the largest
 * minibatch and are used again.
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
    /** Evaluates samples {@code from .. from + count - 1} of a minibatch of {@code total}. */
    void evaluate(
        Minibatch minibatch,
        int from,
        int count,
        int total,
        OutputBlock outputs,
        LossWorkspace workspace,
        S sums);
  }

  private final ActorCriticPolicy policy;
  private final TrainableNetwork network;
  private final Supplier<S> newSums;
  private final int observationSize;
  private final int actionSize;
  private final List<LossWorkspace> workspaces = new ArrayList<>();
  private final List<S> blockSums = new ArrayList<>();
  private float[] observations = new float[0];
  private Minibatch minibatch;
  private int capacity;
  private int count;
  private BlockLoss<S> loss = (minibatch, from, count, total, outputs, workspace, sums) -> {};

  public MinibatchPass(ActorCriticPolicy policy, Supplier<S> newSums) {
    this.policy = policy;
    this.newSums = newSums;
    network = policy.network();
    observationSize = policy.description().observationSpace().flatSize();
    actionSize = policy.distribution().actionSize();
    minibatch = new Minibatch(0, actionSize);
  }

  /** Makes room for minibatches of {@code size} samples. */
  public void reserve(int size) {
    if (size <= capacity) {
      return;
    }
    capacity = size;
    observations = new float[Math.multiplyExact(size, observationSize)];
    minibatch = new Minibatch(size, actionSize);
    int blockSize = network.blockSize(1);
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

  /** Gathers all samples of a rollout, in its order. */
  public void gatherAll(RolloutBuffer rollout) {
    start(rollout, rollout.size());
    for (int i = 0; i < count; i++) {
      gather(rollout, i, i);
    }
  }

  /** Gathers the samples {@code order[from] .. order[from + size - 1]} of a rollout. */
  public void gather(RolloutBuffer rollout, int[] order, int from, int size) {
    start(rollout, size);
    for (int i = 0; i < count; i++) {
      gather(rollout, order[from + i], i);
    }
  }

  private void start(RolloutBuffer rollout, int size) {
    reserve(size);
    count = size;
    RolloutBuffer.Shape shape = rollout.shape();
    if (shape.maskSize() > 0 && minibatch.masks == null) {
      minibatch.masks = new boolean[capacity * shape.maskSize()];
    }
    if (shape.outputSize() > 0 && minibatch.oldOutputs == null) {
      minibatch.oldOutputs = new float[capacity * shape.outputSize()];
    }
  }

  private void gather(RolloutBuffer rollout, int sample, int row) {
    copy(rollout.observations, sample, observations, row, observationSize);
    copy(rollout.actions, sample, minibatch.actions, row, actionSize);
    minibatch.oldLogProbs[row] = rollout.logProbs[sample];
    minibatch.oldValues[row] = rollout.values[sample];
    minibatch.advantages[row] = rollout.advantages[sample];
    minibatch.returns[row] = rollout.returns[sample];
    boolean[] masks = minibatch.masks;
    if (masks != null) {
      int size = rollout.shape().maskSize();
      System.arraycopy(rollout.actionMasks, sample * size, masks, row * size, size);
    }
    float[] oldOutputs = minibatch.oldOutputs;
    if (oldOutputs != null) {
      copy(rollout.policyOutputs, sample, oldOutputs, row, rollout.shape().outputSize());
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
    network.backward(observations, count, part, this);
    int blockSize = network.blockSize(1);
    return blockSums.subList(0, (count + blockSize - 1) / blockSize);
  }

  /**
   * The product {@code J^T M J d} over the gathered samples; see {@link
   * TrainableNetwork#curvatureProduct}.
   */
  public void curvatureProduct(float[] direction, OutputMetric metric, float[] product) {
    NetworkInput input = new NetworkInput().of(observations, count);
    network.curvatureProduct(input, direction, metric, product);
  }

  @Override
  public void evaluate(int block, int from, int size, OutputBlock outputs) {
    loss.evaluate(
        minibatch, from, size, count, outputs, workspaces.get(block), blockSums.get(block));
  }
}
