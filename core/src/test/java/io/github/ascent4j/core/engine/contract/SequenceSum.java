package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.Samples;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout;
import java.util.Arrays;
import java.util.Random;

/**
 * The sum of all outputs of sequences, each times a number of its own. Everything here lies
 * sequence by sequence; the network gets it step by step.
 */
public final class SequenceSum {
  public final TrainableNetwork network;
  public final ActorCritic description;
  public final int steps;
  public final int sequences;
  public final float[] parameters;

  /** [C,T,F]. */
  public final float[] numbers;

  /** [C,T]. */
  public final boolean[] resets;

  /** [C,S]. */
  public final float[] states;

  /** [C,T,P]. */
  public final float[] policyWeights;

  /** [C,T]. */
  public final float[] valueWeights;

  /** What the last pass backward showed of all steps. */
  public final Outputs seen;

  private final int width;
  private final int policyWidth;

  public SequenceSum(
      Engine engine,
      ActorCritic description,
      int steps,
      int sequences,
      double resetShare,
      long seed) {
    Random random = new Random(seed);
    this.description = description;
    this.steps = steps;
    this.sequences = sequences;
    network = Batches.network(engine, description);
    parameters = ParameterLayout.of(description).initialize(new TrainingRandom(seed, 0));
    network.setParameters(parameters);
    width = description.numbers();
    policyWidth = description.head().parameterCount();
    int rows = steps * sequences;
    numbers = WeightedSum.gaussians(random, rows * width);
    states = WeightedSum.gaussians(random, sequences * description.stateSize());
    policyWeights = WeightedSum.gaussians(random, rows * policyWidth);
    valueWeights = WeightedSum.gaussians(random, description.hasCritic() ? rows : 0);
    seen = new Outputs(new float[policyWeights.length], new float[valueWeights.length], states);
    resets = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      resets[i] = random.nextDouble() < resetShare;
    }
  }

  /** Outputs of all steps and the states behind the last. */
  public record Outputs(float[] policy, float[] values, float[] states) {}

  /** Runs forward step by step, handing the states on in one array. */
  public Outputs forward() {
    float[] carried = states.clone();
    float[] policy = new float[policyWeights.length];
    float[] values = new float[valueWeights.length];
    float[] rows = new float[sequences * policyWidth];
    float[] valueRows = new float[sequences];
    for (int t = 0; t < steps; t++) {
      Batches.forward(network, input(t, carried), rows, valueRows, carried);
      for (int c = 0; c < sequences; c++) {
        int own = c * steps + t;
        System.arraycopy(rows, c * policyWidth, policy, own * policyWidth, policyWidth);
        if (values.length > 0) {
          values[own] = valueRows[c];
        }
      }
    }
    return new Outputs(policy, values, carried);
  }

  /** Step t of all sequences, of which those that start anew forget. */
  private NetworkInput input(int t, float[] carried) {
    int size = carried.length / sequences;
    NetworkInput input = new NetworkInput();
    input.count = sequences;
    input.states = carried;
    input.numbers = new float[sequences * width];
    for (int c = 0; c < sequences; c++) {
      int own = c * steps + t;
      System.arraycopy(numbers, own * width, input.numbers, c * width, width);
      if (resets[own]) {
        Arrays.fill(carried, c * size, (c + 1) * size, 0);
      }
    }
    return input;
  }

  /** What the network is handed: step by step, all sequences side by side. */
  public SampleBatch batch() {
    Samples samples = new Samples();
    samples.count = sequences * steps;
    samples.columns = sequences;
    samples.steps = steps;
    samples.states = states;
    samples.numbers = new float[samples.count * width];
    samples.resets = new boolean[samples.count];
    for (int c = 0; c < sequences; c++) {
      for (int t = 0; t < steps; t++) {
        int own = c * steps + t;
        int sample = t * sequences + c;
        System.arraycopy(numbers, own * width, samples.numbers, sample * width, width);
        samples.resets[sample] = resets[own];
      }
    }
    return Batches.of(network, samples);
  }

  public float[] values() {
    float[] values = new float[valueWeights.length];
    float[] rows = new float[sequences];
    float[] carried = states.clone();
    for (int t = 0; t < steps; t++) {
      NetworkInput input = input(t, carried);
      Batches.values(network, input, rows);
      Batches.forward(
          network, input, new float[sequences * policyWidth], new float[sequences], carried);
      for (int c = 0; c < sequences; c++) {
        values[c * steps + t] = rows[c];
      }
    }
    return values;
  }

  public float[] gradient() {
    SampleBatch batch = batch();
    network.backward(
        batch,
        out -> {
          keep(batch, out);
          for (int i = 0; i < out.count; i++) {
            int at = own(batch, out.from + i);
            int to = i * out.strides[0];
            System.arraycopy(policyWeights, at * policyWidth, out.gradients[0], to, policyWidth);
            if (valueWeights.length > 0) {
              out.gradients[1][i * out.strides[1]] = valueWeights[at];
            }
          }
        });
    return network.gradient();
  }

  /** Where what stands in a row of the batch has its place here. */
  private int own(SampleBatch batch, int row) {
    int sample = batch.samples()[row];
    return sample % sequences * steps + sample / sequences;
  }

  private void keep(SampleBatch batch, OutputBlock out) {
    for (int i = 0; i < out.count; i++) {
      int at = own(batch, out.from + i);
      System.arraycopy(
          out.outputs[0], i * out.strides[0], seen.policy, at * policyWidth, policyWidth);
      if (valueWeights.length > 0) {
        seen.values[at] = out.outputs[1][i * out.strides[1]];
      }
    }
  }

  /** The same network over some steps of one sequence alone. */
  public SequenceSum part(Engine engine, int c, int from, int to, float[] initial) {
    SequenceSum part = new SequenceSum(engine, description, to - from, 1, 0, sequences + steps);
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
  public float[] state(int c) {
    int size = states.length / sequences;
    return Arrays.copyOfRange(states, c * size, (c + 1) * size);
  }

  /** Slope of the sum between two points near parameter p. */
  public double slope(int p, float step) {
    float[] changed = parameters.clone();
    changed[p] = parameters[p] + step;
    float upper = changed[p];
    double above = sum(changed);
    changed[p] = parameters[p] - step;
    return (above - sum(changed)) / ((double) upper - changed[p]);
  }

  private double sum(float[] at) {
    network.setParameters(at);
    Outputs outputs = forward();
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
