package io.github.ascent4j.core.engine.simd;

import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.ParameterLayout;
import io.github.ascent4j.policy.network.PolicyHead;
import java.util.ArrayList;
import java.util.List;

/**
 * A description compiled for the engine: operations in order, buffers between them, and the place
 * of every parameter in a padded flat array. Buffer 0 is the input.
 */
final class Plan {
  /**
   * Samples that run through the whole network together, before the next ones. Part of the order of
   * sums: the gradient of a batch is the sum of its blocks' gradients, in order.
   */
  static final int BLOCK = 64;

  /** Trunk, actor and critic, one behind the other. */
  final List<Operation> operations = new ArrayList<>();

  /** How many operations belong to the trunk. */
  final int trunkOperations;

  /** How many belong to trunk and actor. */
  final int actorOperations;

  final int[] strides;

  /** What actor and critic start from; 0 without a trunk. */
  final int trunkBuffer;

  final int policyBuffer;
  final int policyWidth;

  /** 0 if there is no critic. */
  final int valueBuffer;

  /** Size of the flat parameter array, a multiple of {@link Kernels#NORM_LANES}. */
  final int flatSize;

  /** For every parameter in description order, its index in the flat array. */
  final int[] flatIndex;

  private final FlatRange all;
  private final FlatRange actor;
  private final FlatRange critic;
  private final List<Integer> bufferStrides = new ArrayList<>();
  private final List<DenseOperation> dense = new ArrayList<>();
  private int allocated;

  /**
   * @param alignCritic whether the critic's parameters begin at a multiple of {@link
   *     Kernels#NORM_LANES}, as an optimiser of its own needs. It moves them, and with them the
   *     order in which a norm over all parameters adds up
   */
  Plan(ActorCritic network, boolean alignCritic) {
    bufferStrides.add(network.inputs());
    trunkBuffer = addStack(network.trunk(), 0, network.inputs(), 0, false);
    trunkOperations = operations.size();
    int width = ActorCritic.outputs(network.inputs(), network.trunk());

    PolicyHead head = network.head();
    policyWidth = head.parameterCount();
    policyBuffer = addActor(network, width);
    int freeRow = allocated;
    int freeWidth = 0;
    if (head.freeLogStd() != null) {
      freeWidth = head.layer().outputs();
      allocated += Kernels.pad(freeWidth);
      operations.add(
          new FreeRowOperation(
              policyBuffer, Kernels.pad(policyWidth), freeWidth, freeWidth, freeRow));
    }
    actorOperations = operations.size();
    int policyLayers = dense.size();
    allocated = alignCritic ? aligned(allocated) : allocated;
    int criticFrom = allocated;
    // Backward runs in reverse, so the critic is the first to write the trunk's gradient.
    valueBuffer =
        network.hasCritic() ? addStack(network.criticLayers(), trunkBuffer, width, 0, false) : 0;

    strides = bufferStrides.stream().mapToInt(Integer::intValue).toArray();
    flatSize = aligned(allocated);
    flatIndex = new int[ParameterLayout.of(network).size()];
    int next = index(dense.subList(0, policyLayers), 0);
    for (int j = 0; j < freeWidth; j++) {
      flatIndex[next++] = freeRow + j;
    }
    index(dense.subList(policyLayers, dense.size()), next);
    all = new FlatRange(flatIndex, 0, flatIndex.length, 0, flatSize);
    actor = new FlatRange(flatIndex, 0, next, 0, criticFrom);
    critic = new FlatRange(flatIndex, next, flatIndex.length - next, criticFrom, flatSize);
  }

  private static int aligned(int size) {
    return (size + Kernels.NORM_LANES - 1) / Kernels.NORM_LANES * Kernels.NORM_LANES;
  }

  /** The parameters of a part. */
  FlatRange range(Part part) {
    return switch (part) {
      case ALL -> all;
      case ACTOR -> actor;
      case CRITIC -> critic;
    };
  }

  /** Adds the actor's layers and its head up to a free log standard deviation. */
  private int addActor(ActorCritic network, int width) {
    int outputs = network.head().layer().outputs();
    int stride = Kernels.pad(policyWidth);
    boolean adds = network.hasCritic();
    if (!(network.head() instanceof PolicyHead.Gaussian gaussian)
        || gaussian.meanActivation() == null) {
      return addStack(network.actorLayers(), trunkBuffer, width, stride, adds);
    }
    // A buffer of its own, since the derivative of some functions needs what went in.
    int linear = addStack(network.actorLayers(), trunkBuffer, width, 0, adds);
    int out = addBuffer(stride);
    operations.add(
        new MeanActivationOperation(
            gaussian.meanActivation(),
            policyWidth / 2,
            outputs,
            linear,
            bufferStrides.get(linear),
            out,
            stride));
    return out;
  }

  /**
   * Adds the operations of one stack.
   *
   * @param lastStride stride of the buffer of the last layer, 0 for its padded width
   * @param addsInputGradient whether another stack has the same input and runs its backward pass
   *     first
   * @return the buffer of the stack's output
   */
  private int addStack(
      List<Layer> layers, int input, int inputWidth, int lastStride, boolean addsInputGradient) {
    int buffer = input;
    int width = inputWidth;
    for (int k = 0; k < layers.size(); k++) {
      boolean adds = k == 0 && addsInputGradient;
      switch (layers.get(k)) {
        case Layer.Dense layer -> {
          boolean last = k == layers.size() - 1 && lastStride > 0;
          int stride = last ? lastStride : Kernels.pad(layer.outputs());
          int out = addBuffer(stride);
          DenseOperation operation =
              new DenseOperation(
                  width,
                  layer.outputs(),
                  buffer,
                  bufferStrides.get(buffer),
                  out,
                  stride,
                  allocated,
                  adds);
          allocated += operation.size();
          operations.add(operation);
          dense.add(operation);
          buffer = out;
          width = layer.outputs();
        }
        case Layer.Activation layer -> {
          int stride = Kernels.pad(width);
          if (k == 0) {
            int copy = addBuffer(stride);
            operations.add(
                new CopyOperation(width, buffer, bufferStrides.get(buffer), copy, stride, adds));
            buffer = copy;
          }
          // Not in place behind another activation, whose derivative needs its own output.
          boolean stacked = k > 0 && layers.get(k - 1) instanceof Layer.Activation;
          int out = layer.function().needsInput() || stacked ? addBuffer(stride) : buffer;
          operations.add(new ActivationOperation(layer.function(), buffer, out, stride));
          buffer = out;
        }
      }
    }
    return buffer;
  }

  private int addBuffer(int stride) {
    bufferStrides.add(stride);
    return bufferStrides.size() - 1;
  }

  private int index(List<DenseOperation> layers, int start) {
    int next = start;
    for (DenseOperation layer : layers) {
      for (int j = 0; j < layer.out; j++) {
        for (int i = 0; i < layer.in; i++) {
          flatIndex[next++] = layer.weightIndex(j, i);
        }
      }
      for (int j = 0; j < layer.out; j++) {
        flatIndex[next++] = layer.bias + j;
      }
    }
    return next;
  }

  /** From description order into the padded flat array. */
  void scatter(float[] parameters, float[] flat) {
    if (parameters.length != flatIndex.length) {
      throw new IllegalArgumentException(
          "got " + parameters.length + " parameters, but the network has " + flatIndex.length);
    }
    all.scatter(parameters, flat);
  }

  /** From the padded flat array into description order. */
  float[] gather(float[] flat) {
    return all.gather(flat);
  }
}
