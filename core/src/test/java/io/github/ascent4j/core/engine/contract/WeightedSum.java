package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.Random;

/** The sum of all outputs, each times a number of its own: a loss with a known gradient. */
public final class WeightedSum {
  public final TrainableNetwork network;
  public final int count;
  public final float[] inputs;
  public final float[] policyWeights;
  public final float[] valueWeights;
  public final float[] parameters;

  public WeightedSum(Engine engine, ActorCritic description, int count, long seed) {
    this(engine, Program.of(description), count, seed);
  }

  public WeightedSum(Engine engine, Program program, int count, long seed) {
    this(engine, program, Optimization.of(Optimizer.Adam.withEpsilon(1e-8)), count, seed);
  }

  public WeightedSum(
      Engine engine, Program program, Optimization optimization, int count, long seed) {
    Random random = new Random(seed);
    network = engine.create(program, optimization);
    this.count = count;
    inputs = gaussians(random, count * program.numbers());
    policyWeights = gaussians(random, count * width(program, Program.POLICY));
    valueWeights = gaussians(random, count * width(program, Program.VALUE));
    parameters = program.layout().initialize(new TrainingRandom(seed, 0));
    network.setParameters(parameters);
  }

  /** Components of an output; 0 if there is no such output. */
  static int width(Program program, String output) {
    return program.yields(output) ? program.output(output).size() : 0;
  }

  public SampleBatch batch() {
    return Batches.of(network, inputs, count);
  }

  public float[] gradient() {
    network.backward(batch(), this::write);
    return network.gradient();
  }

  public float[] gradientOf(int sample) {
    int width = network.program().numbers();
    float[] own = Arrays.copyOfRange(inputs, sample * width, (sample + 1) * width);
    network.backward(Batches.of(network, own, 1), out -> write(sample, out));
    return network.gradient();
  }

  /** Writes the gradient of a block. */
  public void write(OutputBlock out) {
    write(out.from, out);
  }

  private void write(int from, OutputBlock out) {
    write(Program.POLICY, policyWeights, from, out);
    write(Program.VALUE, valueWeights, from, out);
  }

  private void write(String output, float[] weights, int from, OutputBlock out) {
    int k = network.program().index(output);
    int width = weights.length / count;
    for (int i = 0; k >= 0 && i < out.count; i++) {
      System.arraycopy(weights, (from + i) * width, out.gradients[k], i * out.strides[k], width);
    }
  }

  /** Slope between two points near parameter p. */
  public double slope(int p, float from, float to) {
    float[] changed = parameters.clone();
    changed[p] = parameters[p] + to;
    float upper = changed[p];
    double above = value(changed);
    changed[p] = parameters[p] + from;
    return (above - value(changed)) / ((double) upper - changed[p]);
  }

  private double value(float[] at) {
    network.setParameters(at);
    float[] policy = new float[policyWeights.length];
    float[] values = new float[valueWeights.length];
    Batches.forward(network, inputs, count, policy, values);
    double sum = 0;
    for (int i = 0; i < policy.length; i++) {
      sum += (double) policy[i] * policyWeights[i];
    }
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * valueWeights[i];
    }
    return sum;
  }

  public static float[] gaussians(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
