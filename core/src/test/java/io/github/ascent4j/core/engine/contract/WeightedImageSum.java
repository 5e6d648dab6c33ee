package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.Samples;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.Program;
import java.util.Random;

/** {@link WeightedSum} of a network with a critic that reads images. */
public final class WeightedImageSum {
  public final TrainableNetwork network;
  public final NetworkInput input;
  public final float[] parameters;
  public final float[] policyWeights;
  private final float[] valueWeights;
  private final int width;

  public WeightedImageSum(Engine engine, ActorCritic description, int count, long seed) {
    this(engine, description, Program.of(description), count, seed);
  }

  /** Of a network that computes some outputs of the description. */
  public WeightedImageSum(
      Engine engine, ActorCritic description, Program program, int count, long seed) {
    Random random = new Random(seed);
    network = engine.create(program, Optimization.of(Optimizer.Adam.withEpsilon(1e-8)));
    input = ImageNetworks.input(description, count, random);
    width = description.head().parameterCount();
    policyWeights = WeightedSum.gaussians(random, count * width);
    valueWeights = WeightedSum.gaussians(random, program.yields(Program.VALUE) ? count : 0);
    parameters = program.layout().initialize(new TrainingRandom(seed, 0));
    network.setParameters(parameters);
  }

  public float[] gradient() {
    network.backward(batch(), this::write);
    return network.gradient();
  }

  public SampleBatch batch() {
    Samples samples = new Samples();
    samples.numbers = input.numbers;
    samples.images = input.images;
    samples.count = input.count;
    return Batches.of(network, samples);
  }

  private void write(OutputBlock out) {
    for (int i = 0; i < out.count; i++) {
      System.arraycopy(
          policyWeights, (out.from + i) * width, out.gradients[0], i * out.strides[0], width);
      if (valueWeights.length > 0) {
        out.gradients[1][i * out.strides[1]] = valueWeights[out.from + i];
      }
    }
  }

  /** Tangents of the policy's outputs; also their product with the transposed Jacobian. */
  public float[] tangents(float[] direction, float[] product) {
    float[] tangents = new float[policyWeights.length];
    network.curvatureProduct(
        batch(),
        direction,
        rows -> {
          for (int i = 0; i < rows.count; i++) {
            int row = i * rows.strides[0];
            float[] own = rows.tangents[0];
            System.arraycopy(own, row, tangents, (rows.from + i) * width, width);
            System.arraycopy(own, row, rows.gradients[0], row, width);
          }
        },
        product);
    return tangents;
  }

  public float[] policy(float[] at) {
    network.setParameters(at);
    float[] policy = new float[policyWeights.length];
    Batches.forward(network, input, policy, new float[valueWeights.length], new float[0]);
    return policy;
  }

  private double value(float[] at) {
    network.setParameters(at);
    float[] policy = new float[policyWeights.length];
    float[] values = new float[valueWeights.length];
    Batches.forward(network, input, policy, values, new float[0]);
    double sum = 0;
    for (int i = 0; i < policy.length; i++) {
      sum += (double) policy[i] * policyWeights[i];
    }
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * valueWeights[i];
    }
    return sum;
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
}
