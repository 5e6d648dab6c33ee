package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout;
import java.util.Arrays;
import java.util.Random;

/** The sum of all outputs, each times a number of its own: a loss with a known gradient. */
final class WeightedSum {
  final TrainableNetwork network;
  final int count;
  final float[] inputs;
  final float[] policyWeights;
  final float[] valueWeights;
  final float[] parameters;

  WeightedSum(SimdEngine engine, ActorCritic description, int count, long seed) {
    this(engine, description, Optimization.of(Optimizer.Adam.withEpsilon(1e-8)), count, seed);
  }

  WeightedSum(
      SimdEngine engine, ActorCritic description, Optimization optimization, int count, long seed) {
    Random random = new Random(seed);
    network = engine.create(description, optimization);
    this.count = count;
    inputs = gaussians(random, count * description.inputs());
    policyWeights = gaussians(random, count * description.head().parameterCount());
    valueWeights = gaussians(random, description.hasCritic() ? count : 0);
    parameters = ParameterLayout.of(description).initialize(new TrainingRandom(seed, 0));
    network.setParameters(parameters);
  }

  float[] gradient() {
    backward(Part.ALL);
    return network.gradient();
  }

  /** Writes the output gradients of that part and no others. */
  void backward(Part part) {
    network.backward(
        batch(),
        part,
        out -> {
          if (part != Part.CRITIC) {
            writePolicy(out.from, out);
          }
          if (part != Part.ACTOR) {
            writeValues(out.from, out);
          }
        });
  }

  float[] gradientOf(int sample) {
    int width = network.description().inputs();
    float[] own = Arrays.copyOfRange(inputs, sample * width, (sample + 1) * width);
    network.backward(Batches.of(network, own, 1), Part.ALL, out -> write(sample, out));
    return network.gradient();
  }

  SampleBatch batch() {
    return Batches.of(network, inputs, count);
  }

  void write(OutputBlock out) {
    write(out.from, out);
  }

  private void write(int from, OutputBlock out) {
    writePolicy(from, out);
    writeValues(from, out);
  }

  private void writePolicy(int from, OutputBlock out) {
    int width = policyWeights.length / count;
    for (int i = 0; i < out.count; i++) {
      System.arraycopy(
          policyWeights, (from + i) * width, out.gradients[0], i * out.strides[0], width);
    }
  }

  private void writeValues(int from, OutputBlock out) {
    for (int i = 0; i < out.count && valueWeights.length > 0; i++) {
      out.gradients[1][i * out.strides[1]] = valueWeights[from + i];
    }
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

  private double value(float[] at) {
    network.setParameters(at);
    float[] policy = new float[policyWeights.length];
    float[] values = new float[valueWeights.length];
    network.forward(inputs, count, policy, values);
    double sum = 0;
    for (int i = 0; i < policy.length; i++) {
      sum += (double) policy[i] * policyWeights[i];
    }
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * valueWeights[i];
    }
    return sum;
  }

  static float[] gaussians(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
