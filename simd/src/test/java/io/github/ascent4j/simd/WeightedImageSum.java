package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.Samples;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout;
import java.util.Random;

/** {@link WeightedSum} of a network with a critic that reads images. */
final class WeightedImageSum {
  final TrainableNetwork network;
  final NetworkInput input;
  final float[] parameters;
  final float[] policyWeights;
  private final float[] valueWeights;
  private final int width;

  WeightedImageSum(SimdEngine engine, ActorCritic description, int count, long seed) {
    Random random = new Random(seed);
    network = engine.create(description, Optimization.of(Optimizer.Adam.withEpsilon(1e-8)));
    input = ImageNetworks.input(description, count, random);
    width = description.head().parameterCount();
    policyWeights = WeightedSum.gaussians(random, count * width);
    valueWeights = WeightedSum.gaussians(random, count);
    parameters = ParameterLayout.of(description).initialize(new TrainingRandom(seed, 0));
    network.setParameters(parameters);
  }

  float[] gradient(Part part) {
    network.backward(batch(), part, this::write);
    return network.gradient();
  }

  SampleBatch batch() {
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
      out.gradients[1][i * out.strides[1]] = valueWeights[out.from + i];
    }
  }

  /** Tangents of the policy's outputs; also their product with the transposed Jacobian. */
  float[] tangents(float[] direction, float[] product) {
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

  float[] policy(float[] at) {
    network.setParameters(at);
    float[] policy = new float[policyWeights.length];
    network.forward(input, policy, new float[input.count], new float[0]);
    return policy;
  }

  private double value(float[] at) {
    network.setParameters(at);
    float[] policy = new float[policyWeights.length];
    float[] values = new float[input.count];
    network.forward(input, policy, values, new float[0]);
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
  double slope(int p, float from, float to) {
    float[] changed = parameters.clone();
    changed[p] = parameters[p] + to;
    float upper = changed[p];
    double above = value(changed);
    changed[p] = parameters[p] + from;
    return (above - value(changed)) / ((double) upper - changed[p]);
  }
}
