package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout;
import java.util.Arrays;
import java.util.Random;

/**
 * The sum of all outputs of sequences, each times a number of its own. Everything here lies
 * sequence by sequence; a network's input gets it in the order that it wants.
 */
final class SequenceSum {
  final TrainableNetwork network;
  final int steps;
  final int sequences;
  final float[] parameters;

  /** [C,T,F]. */
  final float[] numbers;

  /** [C,T]. */
  final boolean[] resets;

  /** [C,S]. */
  final float[] states;

  /** [C,T,P]. */
  final float[] policyWeights;

  /** [C,T]. */
  final float[] valueWeights;

  private final int width;
  private final int policyWidth;

  SequenceSum(
      SimdEngine engine,
      ActorCritic description,
      int steps,
      int sequences,
      double resetShare,
      long seed) {
    Random random = new Random(seed);
    this.steps = steps;
    this.sequences = sequences;
    network = engine.create(description, Optimization.of(Optimizer.Adam.withEpsilon(1e-8)));
    parameters = ParameterLayout.of(description).initialize(new TrainingRandom(seed, 0));
    network.setParameters(parameters);
    width = description.numbers();
    policyWidth = description.head().parameterCount();
    int rows = steps * sequences;
    numbers = WeightedSum.gaussians(random, rows * width);
    states = WeightedSum.gaussians(random, sequences * description.stateSize());
    policyWeights = WeightedSum.gaussians(random, rows * policyWidth);
    valueWeights = WeightedSum.gaussians(random, description.hasCritic() ? rows : 0);
    resets = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      resets[i] = random.nextDouble() < resetShare;
    }
  }

  /** Outputs of all steps and the states behind the last. */
  record Outputs(float[] policy, float[] values, float[] states) {}

  /** Row of a step of a sequence within what the network reads. */
  private int row(int c, int t, int length) {
    int group = c / TrainableNetwork.SEQUENCES * TrainableNetwork.SEQUENCES;
    int size = Math.min(TrainableNetwork.SEQUENCES, sequences - group);
    return group * length + t * size + c - group;
  }

  /** The window of {@code length} steps that begins at step {@code from}. */
  private NetworkInput input(int from, int length, float[] initial) {
    NetworkInput input = new NetworkInput();
    input.count = sequences * length;
    input.steps = length;
    input.states = initial;
    input.numbers = new float[input.count * width];
    input.resets = new boolean[input.count];
    for (int c = 0; c < sequences; c++) {
      for (int t = 0; t < length; t++) {
        int row = row(c, t, length);
        int own = c * steps + from + t;
        System.arraycopy(numbers, own * width, input.numbers, row * width, width);
        input.resets[row] = resets[own];
      }
    }
    return input;
  }

  /** Runs forward in windows of so many steps, handing the states on in one array. */
  Outputs forward(int window) {
    float[] carried = states.clone();
    float[] policy = new float[policyWeights.length];
    float[] values = new float[valueWeights.length];
    for (int from = 0; from < steps; from += window) {
      int length = Math.min(window, steps - from);
      float[] rows = new float[sequences * length * policyWidth];
      float[] valueRows = new float[values.length == 0 ? 0 : sequences * length];
      network.forward(input(from, length, carried), rows, valueRows, carried);
      for (int c = 0; c < sequences; c++) {
        for (int t = 0; t < length; t++) {
          int row = row(c, t, length);
          int own = c * steps + from + t;
          System.arraycopy(rows, row * policyWidth, policy, own * policyWidth, policyWidth);
          if (values.length > 0) {
            values[own] = valueRows[row];
          }
        }
      }
    }
    return new Outputs(policy, values, carried);
  }

  float[] values() {
    float[] rows = new float[sequences * steps];
    network.values(input(0, steps, states), rows);
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = rows[row(i / steps, i % steps, steps)];
    }
    return values;
  }

  float[] gradient() {
    return gradient(Part.ALL);
  }

  float[] gradient(Part part) {
    int[] own = new int[sequences * steps];
    for (int i = 0; i < own.length; i++) {
      own[row(i / steps, i % steps, steps)] = i;
    }
    network.backward(
        input(0, steps, states),
        part,
        (block, from, rows, out) -> {
          for (int i = 0; i < rows; i++) {
            int at = own[from + i];
            if (part != Part.CRITIC) {
              int to = i * out.policyStride;
              System.arraycopy(
                  policyWeights, at * policyWidth, out.policyGradients, to, policyWidth);
            }
            if (part != Part.ACTOR && valueWeights.length > 0) {
              out.valueGradients[i * out.valueStride] = valueWeights[at];
            }
          }
        });
    return network.gradient();
  }

  /** The same network over some steps of one sequence alone. */
  SequenceSum part(SimdEngine engine, int c, int from, int to, float[] initial) {
    SequenceSum part =
        new SequenceSum(engine, network.description(), to - from, 1, 0, sequences + steps);
    part.network.setParameters(parameters);
    int start = c * steps + from;
    int rows = to - from;
    System.arraycopy(numbers, start * width, part.numbers, 0, rows * width);
    System.arraycopy(resets, start, part.resets, 0, rows);
    System.arraycopy(initial, 0, part.states, 0, part.states.length);
    System.arraycopy(policyWeights, start * policyWidth, part.policyWeights, 0, rows * policyWidth);
    if (valueWeights.length > 0) {
      System.arraycopy(valueWeights, start, part.valueWeights, 0, rows);
    }
    return part;
  }

  /** State before the first step of sequence c. */
  float[] state(int c) {
    int size = states.length / sequences;
    return Arrays.copyOfRange(states, c * size, (c + 1) * size);
  }

  /** Slope of the sum between two points near parameter p. */
  double slope(int p, float step) {
    float[] changed = parameters.clone();
    changed[p] = parameters[p] + step;
    float upper = changed[p];
    double above = sum(changed);
    changed[p] = parameters[p] - step;
    return (above - sum(changed)) / ((double) upper - changed[p]);
  }

  private double sum(float[] at) {
    network.setParameters(at);
    Outputs outputs = forward(steps);
    double sum = 0;
    for (int i = 0; i < policyWeights.length; i++) {
      sum += (double) outputs.policy[i] * policyWeights[i];
    }
    for (int i = 0; i < valueWeights.length; i++) {
      sum += (double) outputs.values[i] * valueWeights[i];
    }
    return sum;
  }
}
