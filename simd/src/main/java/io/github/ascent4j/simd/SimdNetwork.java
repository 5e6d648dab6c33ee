package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.StepFigures;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.exchange.Exchange;
import io.github.ascent4j.environment.concurrent.Workers;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/*
 * Design. Samples run through the network in blocks of fixed size: forward, the loss's gradient,
 * backward, all while the block's activations are in the near caches. Each block computes its
 * gradient from zero; blocks are added in order. Workers take blocks of one wave (as many as there
 * are workers) side by side, and the caller adds them up in order after each wave, so the sum is the
 * same for any number of workers. Of tables of categories it adds the rows that a block has touched.
 */

/** A program on the kernels of this package. */
final class SimdNetwork implements TrainableNetwork {
  private static final float[] NONE = {};

  private final Program program;
  private final Optimization optimization;
  private final Kernels kernels;
  private final Workers workers;
  private final Exchange exchange;
  private final Plan plan;
  private final PlanRunner runner;
  private final OptimizerMemory memory;
  private final float[] parameters;
  private float[] gradient;
  private final Workspace[] workspaces;
  private final OutputBlock[] outputs;

  /** {@link Workspace#made} when the outputs were viewed. */
  private final int[] shown;

  private final Rows acting = new Rows();
  private long steps;
  private double norms;

  SimdNetwork(
      Program program,
      Optimization optimization,
      Kernels kernels,
      Workers workers,
      Exchange exchange) {
    this.program = program;
    this.optimization = optimization;
    this.kernels = kernels;
    this.workers = workers;
    this.exchange = exchange;
    plan = new Plan(program);
    runner = new PlanRunner(plan, kernels);
    memory = new OptimizerMemory(optimization.optimizer(), plan);
    parameters = new float[plan.flatSize];
    gradient = new float[plan.flatSize];
    workspaces = new Workspace[workers.count()];
    outputs = new OutputBlock[workers.count()];
    shown = new int[workers.count()];
    for (int worker = 0; worker < workspaces.length; worker++) {
      workspaces[worker] = new Workspace(plan);
      outputs[worker] = outputBlock(workspaces[worker]);
      shown[worker] = workspaces[worker].made();
    }
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public float[] parameters() {
    return plan.gather(parameters);
  }

  @Override
  public void setParameters(float[] values) {
    plan.scatter(values, parameters);
    runner.parametersChanged(parameters);
  }

  @Override
  public void forward(NetworkInput input, float[][] wanted, float[] nextStates) {
    workers.checkOpen();
    checkInput(input);
    Rows rows = acting.of(input);
    int some = 0;
    for (int k = 0; k < wanted.length; k++) {
      some |= wanted[k].length > 0 ? 1 << k : 0;
    }
    Operation[] operations = runner.needed(some);
    int blockRows = plan.blockRows(1);
    if (rows.count <= blockRows) {
      forwardBlock(operations, rows, 0, rows.count, wanted, nextStates, 0);
    } else {
      workers.run(
          plan.blocks(rows.count, 1),
          (block, worker) -> {
            int from = block * blockRows;
            int count = Math.min(blockRows, rows.count - from);
            forwardBlock(operations, rows, from, count, wanted, nextStates, worker);
          });
    }
  }

  private void checkInput(NetworkInput input) {
    if (input.numbers.length < (long) input.count * plan.numbers
        || input.images.length < (long) input.count * plan.bytes
        || input.states.length < (long) input.count * plan.stateSize) {
      throw new IllegalArgumentException(
          "inputs of "
              + input.numbers.length
              + " floats, "
              + input.images.length
              + " bytes and "
              + input.states.length
              + " floats of state for "
              + input.count
              + " samples; each needs "
              + plan.numbers
              + " floats, "
              + plan.bytes
              + " bytes and "
              + plan.stateSize
              + " floats of state");
    }
  }

  private void forwardBlock(
      Operation[] operations,
      Rows input,
      int from,
      int rows,
      float[][] wanted,
      float[] nextStates,
      int worker) {
    Workspace workspace = workspaces[worker];
    run(operations, workspace, input, from, rows, nextStates);
    for (int k = 0; k < wanted.length; k++) {
      if (wanted[k].length > 0) {
        int buffer = plan.outputBuffers[k];
        int stride = plan.strides[buffer];
        int width = plan.outputWidths[k];
        float[] values = workspace.values[buffer];
        for (int i = 0; i < rows; i++) {
          System.arraycopy(values, i * stride, wanted[k], (from + i) * width, width);
        }
      }
    }
  }

  private void run(
      Operation[] operations,
      Workspace workspace,
      Rows input,
      int from,
      int rows,
      float[] nextStates) {
    workspace.reserve(rows);
    workspace.point(input, from, rows, nextStates);
    runner.forward(operations, workspace, parameters, rows);
  }

  @Override
  public SampleBatch batch() {
    return new SimdBatch(plan);
  }

  private static Rows rows(SampleBatch batch) {
    if (batch instanceof SimdBatch own) {
      return own.rows;
    }
    throw new IllegalArgumentException("samples of another engine; give those of batch()");
  }

  @Override
  public void backward(SampleBatch batch, OutputGradient outputGradient) {
    Rows input = rows(batch);
    prepare(input, false);
    inWaves(
        input,
        (workspace, out) -> {
          run(runner.operations, workspace, input, out.from, out.count, NONE);
          outputGradient.evaluate(out);
          runner.backward(workspace, parameters, out.count);
        });
  }

  @Override
  public void curvatureProduct(
      SampleBatch batch, float[] direction, OutputGradient metric, float[] product) {
    if (plan.recurrent) {
      throw new IllegalArgumentException(
          "a curvature product for a network that remembers; use one without an LSTM");
    }
    Rows input = rows(batch);
    prepare(input, true);
    float[] flatDirection = new float[plan.flatSize];
    plan.scatter(direction, flatDirection);
    runner.prepareTangent(flatDirection);
    // The gradient that a step waits for is kept.
    float[] kept = gradient;
    gradient = new float[plan.flatSize];
    inWaves(
        input,
        (workspace, out) -> {
          run(runner.operations, workspace, input, out.from, out.count, NONE);
          runner.tangent(workspace, parameters, flatDirection, out.count);
          metric.evaluate(out);
          runner.backward(workspace, parameters, out.count);
        });
    System.arraycopy(plan.gather(gradient), 0, product, 0, plan.flatIndex.length);
    gradient = kept;
  }

  /** A pass over the rows of one block that leaves the parameters' gradient in the workspace. */
  @FunctionalInterface
  private interface BlockPass {
    void run(Workspace workspace, OutputBlock out);
  }

  private void inWaves(Rows input, BlockPass pass) {
    int blockRows = plan.blockRows(input.steps);
    int blocks = plan.blocks(input.count, input.steps);
    int wave = workspaces.length;
    Arrays.fill(gradient, plan.tableStart, plan.flatSize, 0);
    for (int first = 0; first < blocks; first += wave) {
      int start = first;
      int size = Math.min(wave, blocks - first);
      workers.run(
          size,
          (item, worker) -> {
            int from = (start + item) * blockRows;
            int rows = Math.min(blockRows, input.count - from);
            pass.run(workspaces[item], outputs[item].at(start + item, from, rows));
          });
      for (int item = 0; item < size; item++) {
        collect(workspaces[item], first + item == 0, outputs[item].count);
      }
    }
  }

  /** Makes the gradient that of a block, or adds it. */
  private void collect(Workspace workspace, boolean first, int rows) {
    float[] blockGradient = workspace.parameterGradient;
    if (!first) {
      kernels.add(blockGradient, gradient, 0, plan.tableStart);
    } else if (plan.hasTables()) {
      System.arraycopy(blockGradient, 0, gradient, 0, plan.tableStart);
    } else {
      workspace.parameterGradient = gradient;
      gradient = blockGradient;
    }
    runner.addTableGradients(workspace, gradient, rows);
  }

  /** Makes what a pass backward needs, and the views of its outputs where arrays were made anew. */
  private void prepare(Rows input, boolean tangents) {
    int rows = Math.min(plan.blockRows(input.steps), input.count);
    for (int worker = 0; worker < workspaces.length; worker++) {
      Workspace workspace = workspaces[worker];
      workspace.reserve(rows);
      workspace.prepareBackward();
      if (tangents) {
        workspace.prepareTangent();
      }
      if (shown[worker] != workspace.made()) {
        shown[worker] = workspace.made();
        outputs[worker] = outputBlock(workspace);
      }
    }
    runner.prepareBackward(parameters);
  }

  private OutputBlock outputBlock(Workspace workspace) {
    return new OutputBlock(
        byOutput(buffer -> workspace.values[buffer]),
        byOutput(buffer -> workspace.gradients[buffer]),
        byOutput(buffer -> workspace.tangents[buffer]),
        plan.outputStrides());
  }

  private float[][] byOutput(IntFunction<float[]> arrays) {
    float[][] chosen = new float[plan.outputBuffers.length][];
    for (int k = 0; k < chosen.length; k++) {
      chosen[k] = arrays.apply(plan.outputBuffers[k]);
    }
    return chosen;
  }

  @Override
  public float[] gradient() {
    return plan.gather(gradient);
  }

  @Override
  public void step(double learningRate, double maxGradientNorm) {
    workers.checkOpen();
    if (exchange.ranks() > 1) {
      exchange.sum(gradient, 0, plan.flatSize);
    }
    double norm = Math.sqrt(kernels.squaredNorm(gradient, 0, plan.flatSize));
    if (!Double.isFinite(norm)) {
      throw new ArithmeticException(nonFiniteGradient());
    }
    double scale = optimization.clipRule().factor(norm, maxGradientNorm);
    memory.step(kernels, parameters, gradient, learningRate, scale);
    runner.parametersChanged(parameters);
    steps++;
    norms += norm;
  }

  @Override
  public StepFigures takeStepFigures() {
    StepFigures taken = new StepFigures(steps, norms);
    steps = 0;
    norms = 0;
    return taken;
  }

  private String nonFiniteGradient() {
    float[] values = gradient();
    for (Parameter parameter : program.layout().parameters()) {
      for (int i = 0; i < parameter.size(); i++) {
        float value = values[parameter.offset() + i];
        if (!Float.isFinite(value)) {
          return "the gradient of " + parameter.name() + "[" + i + "] is " + value;
        }
      }
    }
    return "the norm of the gradient is too large for a float";
  }

  @Override
  public Optimization optimization() {
    return optimization;
  }

  @Override
  public OptimizerState optimizerState() {
    return memory.state();
  }

  @Override
  public Mark mark(@Nullable Mark before) {
    FlatMark mark =
        before instanceof FlatMark own && own.plan == plan ? own : new FlatMark(plan, memory);
    mark.take(parameters, memory);
    return mark;
  }

  @Override
  public void restore(OptimizerState state) {
    memory.restore(state);
  }
}
