package io.github.ascent4j.core.engine.simd;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
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

  final List<Operation> operations = new ArrayList<>();
  final int[] strides;
  final int policyBuffer;
  final int policyWidth;
  final int valueBuffer;

  /** Size of the flat parameter array, a multiple of {@link Kernels#NORM_LANES}. */
  final int flatSize;

  /** For every parameter in description order, its index in the flat array. */
  final int[] flatIndex;

  private final List<Integer> bufferStrides = new ArrayList<>();
  private final List<DenseOperation> dense = new ArrayList<>();
  private int allocated;

  Plan(ActorCritic network) {
    bufferStrides.add(network.inputs());
    int trunk = addStack(network.trunk(), 0, network.inputs(), 0, false);
    int width = ActorCritic.outputs(network.inputs(), network.trunk());

    policyWidth = network.head().parameterCount();
    policyBuffer = addStack(network.actorLayers(), trunk, width, Kernels.pad(policyWidth), false);
    int freeRow = allocated;
    int freeWidth = 0;
    if (network.head().freeLogStd() != null) {
      freeWidth = network.head().layer().outputs();
      allocated += Kernels.pad(freeWidth);
      operations.add(
          new FreeRowOperation(
              policyBuffer, Kernels.pad(policyWidth), freeWidth, freeWidth, freeRow));
    }
    int policyLayers = dense.size();
    valueBuffer = addStack(network.criticLayers(), trunk, width, 0, true);

    strides = bufferStrides.stream().mapToInt(Integer::intValue).toArray();
    flatSize = (allocated + Kernels.NORM_LANES - 1) / Kernels.NORM_LANES * Kernels.NORM_LANES;
    flatIndex = new int[ParameterLayout.of(network).size()];
    int next = index(dense.subList(0, policyLayers), 0);
    for (int j = 0; j < freeWidth; j++) {
      flatIndex[next++] = freeRow + j;
    }
    index(dense.subList(policyLayers, dense.size()), next);
  }

  /**
   * Adds the operations of one stack.
   *
   * @param lastStride stride of the buffer of the last layer, 0 for its padded width
   * @param second whether another stack has the same input and runs its backward pass first
   * @return the buffer of the stack's output
   */
  private int addStack(
      List<Layer> layers, int input, int inputWidth, int lastStride, boolean second) {
    int buffer = input;
    int width = inputWidth;
    for (int k = 0; k < layers.size(); k++) {
      // Backward runs in reverse, so the stack added last writes the shared gradient first.
      boolean adds = k == 0 && !second;
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
    Arrays.fill(flat, 0);
    for (int p = 0; p < parameters.length; p++) {
      flat[flatIndex[p]] = parameters[p];
    }
  }

  /** From the padded flat array into description order. */
  float[] gather(float[] flat) {
    float[] parameters = new float[flatIndex.length];
    for (int p = 0; p < parameters.length; p++) {
      parameters[p] = flat[flatIndex[p]];
    }
    return parameters;
  }
}
