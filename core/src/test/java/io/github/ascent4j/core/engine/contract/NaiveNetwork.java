package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.StepFigures;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.program.Program.Output;
import io.github.ascent4j.policy.program.Value;
import java.util.Arrays;
import java.util.List;

/** A program in plain loops, one sample after the other. */
final class NaiveNetwork implements TrainableNetwork {
  /** How far the differences reach that tangents are taken by. */
  private static final double DIFFERENCE = 0x1p-20;

  private final Program program;
  private final Optimization optimization;
  private final NaiveOptimizer optimizer;
  private final float[] parameters;
  private float[] gradient;
  private StepFigures figures = new StepFigures(0, 0);

  NaiveNetwork(Program program, Optimization optimization) {
    this.program = program;
    this.optimization = optimization;
    int size = program.layout().size();
    parameters = new float[size];
    gradient = new float[size];
    optimizer = new NaiveOptimizer(optimization.optimizer(), size);
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public float[] parameters() {
    return parameters.clone();
  }

  @Override
  public void setParameters(float[] values) {
    if (values.length != parameters.length) {
      throw new IllegalArgumentException(
          "got " + values.length + " parameters, but the network has " + parameters.length);
    }
    System.arraycopy(values, 0, parameters, 0, values.length);
  }

  private static double[] doubles(float[] values, int from, int count) {
    double[] doubles = new double[count];
    for (int i = 0; i < count; i++) {
      doubles[i] = values[from + i];
    }
    return doubles;
  }

  private double[] weights() {
    return doubles(parameters, 0, parameters.length);
  }

  private static void copy(double[] from, float[] to, int at) {
    for (int j = 0; j < from.length; j++) {
      to[at + j] = (float) from[j];
    }
  }

  @Override
  public void forward(NetworkInput input, float[][] outputs, float[] nextStates) {
    int size = program.stateSize();
    for (int i = 0; i < input.count; i++) {
      double[] state = doubles(input.states, i * size, size);
      NaiveStep step =
          new NaiveStep(program, weights(), input.numbers, input.images, i, state, null);
      for (int k = 0; k < outputs.length; k++) {
        Value value = program.outputs().get(k).value();
        if (outputs[k].length > 0) {
          copy(step.value(value), outputs[k], i * value.size());
        }
      }
      if (nextStates.length > 0) {
        copy(step.next, nextStates, i * size);
      }
    }
  }

  @Override
  public SampleBatch batch() {
    return new NaiveBatch(program);
  }

  /**
   * The steps of a unit, each from the state that the one before left.
   *
   * @param held for each step what holds its features; null for nothing
   */
  private NaiveStep[] run(NaiveBatch batch, int unit, double[] weights, NaiveStep[] held) {
    int size = program.stateSize();
    double[] state = doubles(batch.loaded.states, batch.units[unit] * size, size);
    NaiveStep[] steps = new NaiveStep[batch.steps];
    for (int t = 0; t < steps.length; t++) {
      int sample = batch.samples()[unit * batch.steps + t];
      if (starts(batch, sample)) {
        state = new double[size];
      }
      steps[t] =
          new NaiveStep(
              program,
              weights,
              batch.loaded.numbers,
              batch.loaded.images,
              sample,
              state,
              held == null ? null : held[t]);
      state = handedOn(steps[t].next);
    }
    return steps;
  }

  /** As floats, in which states are handed on from call to call, too. */
  private static double[] handedOn(double[] state) {
    double[] handedOn = new double[state.length];
    for (int i = 0; i < state.length; i++) {
      handedOn[i] = (float) state[i];
    }
    return handedOn;
  }

  private static boolean starts(NaiveBatch batch, int sample) {
    return batch.loaded.resets.length > 0 && batch.loaded.resets[sample];
  }

  @Override
  public void backward(SampleBatch batch, OutputGradient outputGradient) {
    gradient = pass((NaiveBatch) batch, null, outputGradient);
  }

  @Override
  public void curvatureProduct(
      SampleBatch batch, float[] direction, OutputGradient metric, float[] product) {
    if (program.recurrent()) {
      throw new IllegalArgumentException("no curvature product for a network that remembers");
    }
    float[] found = pass((NaiveBatch) batch, direction, metric);
    System.arraycopy(found, 0, product, 0, found.length);
  }

  private float[] pass(NaiveBatch batch, float[] direction, OutputGradient outputGradient) {
    double[] sums = new double[parameters.length];
    for (int block = 0; block < batch.blocks(); block++) {
      int first = block * NaiveBatch.UNITS;
      int units = Math.min(NaiveBatch.UNITS, batch.units.length - first);
      OutputBlock rows = outputs(units * batch.steps, direction != null);
      NaiveStep[][] steps = new NaiveStep[units][];
      for (int i = 0; i < units; i++) {
        steps[i] = run(batch, first + i, weights(), null);
        for (int t = 0; t < batch.steps; t++) {
          int row = i * batch.steps + t;
          for (int k = 0; k < rows.outputs.length; k++) {
            copy(steps[i][t].value(output(k)), rows.outputs[k], row * rows.strides[k]);
          }
          if (direction != null) {
            tangents(batch, first + i, direction, steps[i], rows, row);
          }
        }
      }
      outputGradient.evaluate(rows.at(block, first * batch.steps, units * batch.steps));
      for (int i = 0; i < units; i++) {
        carryBack(batch, first + i, steps[i], rows, i * batch.steps, sums);
      }
    }
    float[] found = new float[sums.length];
    copy(sums, found, 0);
    return found;
  }

  private Value output(int k) {
    return program.outputs().get(k).value();
  }

  /** Rows with a gap behind each, as an engine may have. */
  private OutputBlock outputs(int rows, boolean withTangents) {
    List<Output> outputs = program.outputs();
    int[] strides = outputs.stream().mapToInt(output -> output.value().size() + 1).toArray();
    float[][][] arrays = new float[3][outputs.size()][0];
    for (int k = 0; k < strides.length; k++) {
      for (int a = 0; a < (withTangents ? 3 : 2); a++) {
        arrays[a][k] = new float[rows * strides[k]];
      }
    }
    return new OutputBlock(arrays[0], arrays[1], arrays[2], strides);
  }

  /** Slopes of the outputs along the direction, by their differences. */
  private void tangents(
      NaiveBatch batch, int unit, float[] direction, NaiveStep[] at, OutputBlock rows, int row) {
    double largest = 0;
    for (float d : direction) {
      largest = Math.max(largest, Math.abs(d));
    }
    double step = DIFFERENCE / Math.max(largest, Float.MIN_NORMAL);
    NaiveStep above = run(batch, unit, moved(direction, step), at)[0];
    NaiveStep below = run(batch, unit, moved(direction, -step), at)[0];
    for (int k = 0; k < rows.outputs.length; k++) {
      double[] upper = above.value(output(k));
      double[] lower = below.value(output(k));
      for (int j = 0; j < upper.length; j++) {
        double slope = (upper[j] - lower[j]) / (2 * step);
        rows.tangents[k][row * rows.strides[k] + j] = (float) slope;
      }
    }
  }

  private double[] moved(float[] direction, double step) {
    double[] moved = weights();
    for (int p = 0; p < moved.length; p++) {
      moved[p] += step * direction[p];
    }
    return moved;
  }

  private void carryBack(
      NaiveBatch batch, int unit, NaiveStep[] steps, OutputBlock rows, int first, double[] sums) {
    double[] after = new double[program.stateSize()];
    for (int t = steps.length - 1; t >= 0; t--) {
      for (int k = 0; k < rows.outputs.length; k++) {
        double[] own = steps[t].gradient(output(k));
        for (int j = 0; j < own.length; j++) {
          own[j] += rows.gradients[k][(first + t) * rows.strides[k] + j];
        }
      }
      after = steps[t].backward(after, sums);
      if (starts(batch, batch.samples()[unit * batch.steps + t])) {
        Arrays.fill(after, 0);
      }
    }
  }

  @Override
  public float[] gradient() {
    return gradient.clone();
  }

  @Override
  public void step(double learningRate, double maxGradientNorm) {
    double squares = 0;
    for (float g : gradient) {
      squares += (double) g * g;
    }
    double norm = Math.sqrt(squares);
    for (var parameter : program.layout().parameters()) {
      for (int i = 0; i < parameter.size(); i++) {
        float value = gradient[parameter.offset() + i];
        if (!Float.isFinite(value)) {
          throw new ArithmeticException(
              "the gradient of " + parameter.name() + "[" + i + "] is " + value);
        }
      }
    }
    double scale = optimization.clipRule().factor(norm, maxGradientNorm);
    optimizer.step(parameters, gradient, learningRate, scale);
    figures = new StepFigures(figures.steps() + 1, figures.norms() + norm);
  }

  @Override
  public StepFigures takeStepFigures() {
    StepFigures taken = figures;
    figures = new StepFigures(0, 0);
    return taken;
  }

  @Override
  public Optimization optimization() {
    return optimization;
  }

  @Override
  public OptimizerState optimizerState() {
    return optimizer.state();
  }

  @Override
  public void restore(OptimizerState state) {
    optimizer.restore(state);
  }
}
