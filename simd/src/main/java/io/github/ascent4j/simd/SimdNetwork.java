package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.StepFigures;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.environment.concurrent.Workers;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.List;

/*
 * Design. Samples run through the network in blocks of fixed size: forward, the loss's gradient,
 * backward, all while the block's activations are in the near caches. Each block computes its
 * gradient from zero; blocks are added in order. Workers take blocks of one wave (as many as there
 * are workers) side by side, and the caller adds them up in order after each wave, so the sum is the
 * same for any number of workers.
 *
 * A pass for one part runs the operations of that part, and writes that part's stretch of the flat
 * gradient and nothing else.
 */

/** An actor and a critic on the kernels of this package. */
final class SimdNetwork implements TrainableNetwork {
  private static final float[] NONE = {};
  private static final StepFigures NO_STEPS = new StepFigures(0, 0);

  private final ActorCritic description;
  private final Optimization optimization;
  private final Kernels kernels;
  private final Workers workers;
  private final Plan plan;
  private final PlanRunner runner;

  /** The one optimiser's, or the actor's and the critic's. */
  private final ParameterGroup[] groups;

  private final float[] parameters;
  private float[] gradient;
  private final Workspace[] workspaces;
  private final OutputBlock[] outputs;
  private final Rows acting = new Rows();
  private final StepFigures[] figures = {NO_STEPS, NO_STEPS, NO_STEPS};

  SimdNetwork(
      ActorCritic description, Optimization optimization, Kernels kernels, Workers workers) {
    optimization.checkFits(description);
    this.description = description;
    this.optimization = optimization;
    this.kernels = kernels;
    this.workers = workers;
    boolean two = optimization.criticOptimizer() != null;
    plan = new Plan(Program.of(description), two);
    runner = new PlanRunner(plan, kernels);
    groups = groups(optimization, plan);
    parameters = new float[plan.flatSize];
    gradient = new float[plan.flatSize];
    workspaces = new Workspace[workers.count()];
    outputs = new OutputBlock[workers.count()];
    for (int worker = 0; worker < workspaces.length; worker++) {
      workspaces[worker] = new Workspace(plan);
    }
  }

  private static ParameterGroup[] groups(Optimization optimization, Plan plan) {
    if (optimization.criticOptimizer() == null) {
      return new ParameterGroup[] {
        new ParameterGroup(optimization.optimizer(), plan.range(Part.ALL))
      };
    }
    return new ParameterGroup[] {
      new ParameterGroup(optimization.optimizer(), plan.range(Part.ACTOR)),
      new ParameterGroup(optimization.criticOptimizer(), plan.range(Part.CRITIC))
    };
  }

  @Override
  public ActorCritic description() {
    return description;
  }

  @Override
  public float[] parameters() {
    return plan.gather(parameters);
  }

  @Override
  public void setParameters(float[] values) {
    plan.scatter(values, parameters);
    runner.parametersChanged(Part.ALL, parameters);
  }

  @Override
  public void forward(NetworkInput input, float[] policy, float[] values, float[] nextStates) {
    forward(Part.ALL, input, policy, values, nextStates);
  }

  @Override
  public void values(NetworkInput input, float[] values) {
    checkCritic(Part.CRITIC);
    forward(Part.CRITIC, input, NONE, values, NONE);
  }

  private void checkCritic(Part part) {
    if (part == Part.CRITIC && !description.hasCritic()) {
      throw new IllegalArgumentException(
          "the network has no critic to run; give its description a value layer");
    }
  }

  private void forward(
      Part part, NetworkInput input, float[] policy, float[] values, float[] nextStates) {
    checkInput(input);
    Rows rows = acting.of(input);
    int blockRows = plan.blockRows(1);
    if (rows.count <= blockRows) {
      forwardBlock(part, rows, 0, rows.count, policy, values, nextStates, 0);
    } else {
      workers.run(
          plan.blocks(rows.count, 1),
          (block, worker) -> {
            int from = block * blockRows;
            int count = Math.min(blockRows, rows.count - from);
            forwardBlock(part, rows, from, count, policy, values, nextStates, worker);
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
      Part part,
      Rows input,
      int from,
      int rows,
      float[] policy,
      float[] values,
      float[] nextStates,
      int worker) {
    Workspace workspace = workspaces[worker];
    run(part, workspace, input, from, rows, nextStates);
    if (part != Part.CRITIC) {
      float[] policyRows = workspace.values[plan.policyBuffer];
      int stride = plan.strides[plan.policyBuffer];
      int width = plan.policyWidth;
      for (int i = 0; i < rows; i++) {
        System.arraycopy(policyRows, i * stride, policy, (from + i) * width, width);
      }
    }
    if (part != Part.ACTOR && plan.valueBuffer != 0) {
      float[] valueRows = workspace.values[plan.valueBuffer];
      int stride = plan.strides[plan.valueBuffer];
      for (int i = 0; i < rows; i++) {
        values[from + i] = valueRows[i * stride];
      }
    }
  }

  private void run(
      Part part, Workspace workspace, Rows input, int from, int rows, float[] nextStates) {
    workspace.reserve(rows);
    workspace.point(input, from, rows, nextStates);
    runner.forward(part, workspace, parameters, rows);
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
  public void backward(SampleBatch batch, Part part, OutputGradient outputGradient) {
    checkCritic(part);
    Rows input = rows(batch);
    prepare(input, false);
    runner.prepareBackward(part, parameters);
    if (part != Part.ALL && groups.length == 1) {
      Arrays.fill(gradient, 0);
    }
    inWaves(
        part,
        input,
        (workspace, item, block, from, rows) -> {
          run(part, workspace, input, from, rows, NONE);
          outputGradient.evaluate(outputs[item].at(block, from, rows));
          runner.backward(part, workspace, parameters, rows);
        });
  }

  /** A pass over the rows of one block that leaves the parameters' gradient in the workspace. */
  @FunctionalInterface
  private interface BlockPass {
    void run(Workspace workspace, int item, int block, int from, int rows);
  }

  private void inWaves(Part part, Rows input, BlockPass pass) {
    int blockRows = plan.blockRows(input.steps);
    int blocks = plan.blocks(input.count, input.steps);
    int wave = workspaces.length;
    for (int first = 0; first < blocks; first += wave) {
      int start = first;
      int size = Math.min(wave, blocks - first);
      workers.run(
          size,
          (item, worker) -> {
            int from = (start + item) * blockRows;
            int rows = Math.min(blockRows, input.count - from);
            pass.run(workspaces[item], item, start + item, from, rows);
          });
      for (int item = 0; item < size; item++) {
        collect(part, workspaces[item], first + item == 0);
      }
    }
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
    runner.prepareBackward(Part.ACTOR, parameters);
    float[] flatDirection = new float[plan.flatSize];
    plan.scatter(direction, flatDirection);
    runner.prepareTangent(flatDirection);
    // The gradient that a step waits for is kept.
    float[] kept = gradient;
    gradient = new float[plan.flatSize];
    inWaves(
        Part.ACTOR,
        input,
        (workspace, item, block, from, rows) -> {
          run(Part.ACTOR, workspace, input, from, rows, NONE);
          runner.tangent(workspace, parameters, flatDirection, rows);
          metric.evaluate(outputs[item].at(block, from, rows));
          runner.backward(Part.ACTOR, workspace, parameters, rows);
        });
    System.arraycopy(plan.gather(gradient), 0, product, 0, plan.flatIndex.length);
    gradient = kept;
  }

  /** Makes the gradient that of a block, or adds it. */
  private void collect(Part part, Workspace workspace, boolean first) {
    float[] blockGradient = workspace.parameterGradient;
    FlatRange range = plan.range(part);
    if (!first) {
      kernels.add(blockGradient, gradient, range.flatFrom, range.flatSize());
    } else if (part == Part.ALL) {
      workspace.parameterGradient = gradient;
      gradient = blockGradient;
    } else {
      System.arraycopy(blockGradient, range.flatFrom, gradient, range.flatFrom, range.flatSize());
    }
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
      if (outputs[worker] == null || !shows(outputs[worker], workspace)) {
        outputs[worker] = outputBlock(workspace);
      }
    }
  }

  private boolean shows(OutputBlock block, Workspace workspace) {
    return block.outputs[0] == workspace.values[plan.policyBuffer]
        && block.tangents[0] == workspace.tangents[plan.policyBuffer];
  }

  private OutputBlock outputBlock(Workspace workspace) {
    int[] buffers =
        description.hasCritic()
            ? new int[] {plan.policyBuffer, plan.valueBuffer}
            : new int[] {plan.policyBuffer};
    int count = buffers.length;
    float[][][] arrays = new float[3][count][];
    int[] strides = new int[count];
    for (int k = 0; k < count; k++) {
      arrays[0][k] = workspace.values[buffers[k]];
      arrays[1][k] = workspace.gradients[buffers[k]];
      arrays[2][k] = workspace.tangents[buffers[k]];
      strides[k] = plan.strides[buffers[k]];
    }
    return new OutputBlock(arrays[0], arrays[1], arrays[2], strides);
  }

  @Override
  public float[] gradient() {
    return plan.gather(gradient);
  }

  @Override
  public void step(Part part, double learningRate, double maxGradientNorm) {
    ParameterGroup group = group(part);
    double norm = Math.sqrt(kernels.squaredNorm(gradient, group.from, group.size));
    if (!Double.isFinite(norm)) {
      throw new ArithmeticException(nonFiniteGradient(part));
    }
    double scale = optimization.clipRule().factor(norm, maxGradientNorm);
    group.step(kernels, parameters, gradient, learningRate, scale);
    runner.parametersChanged(part, parameters);
    StepFigures before = figures[part.ordinal()];
    figures[part.ordinal()] = new StepFigures(before.steps() + 1, before.norms() + norm);
  }

  @Override
  public StepFigures takeStepFigures() {
    StepFigures taken = NO_STEPS;
    for (StepFigures own : figures) {
      taken = taken.steps() == 0 ? own : taken;
    }
    Arrays.fill(figures, NO_STEPS);
    return taken;
  }

  private ParameterGroup group(Part part) {
    boolean two = groups.length == 2;
    if (two == (part == Part.ALL)) {
      throw new IllegalArgumentException(
          two
              ? "a step for ALL, but actor and critic have an optimizer each; step ACTOR and CRITIC"
              : "a step for " + part + ", but one optimizer has all parameters; step ALL");
    }
    return groups[part == Part.CRITIC ? 1 : 0];
  }

  private String nonFiniteGradient(Part part) {
    float[] values = gradient();
    FlatRange range = plan.range(part);
    List<ParameterLayout.Parameter> layout = ParameterLayout.of(description).parameters();
    for (ParameterLayout.Parameter parameter : layout) {
      for (int i = 0; i < parameter.size(); i++) {
        float value = values[parameter.offset() + i];
        if (!Float.isFinite(value) && range.holds(parameter.offset() + i)) {
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
  public List<OptimizerState> optimizerStates() {
    return Arrays.stream(groups).map(ParameterGroup::state).toList();
  }

  @Override
  public void restore(List<OptimizerState> states) {
    if (states.size() != groups.length) {
      throw new IllegalArgumentException(
          "got "
              + states.size()
              + " optimizer states, but the network has "
              + groups.length
              + "; give one for each of its optimizers");
    }
    // All of them first, so that a wrong one leaves everything as it was.
    for (int k = 0; k < groups.length; k++) {
      groups[k].check(states.get(k));
    }
    for (int k = 0; k < groups.length; k++) {
      groups[k].restore(states.get(k));
    }
  }
}
