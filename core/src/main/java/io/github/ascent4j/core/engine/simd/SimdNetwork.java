package io.github.ascent4j.core.engine.simd;

import io.github.ascent4j.core.concurrent.Workers;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.ParameterLayout;
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

/** A dense actor and critic on the kernels of this package. */
final class SimdNetwork implements TrainableNetwork {
  private static final float[] NONE = {};

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

  SimdNetwork(
      ActorCritic description, Optimization optimization, Kernels kernels, Workers workers) {
    optimization.checkFits(description);
    this.description = description;
    this.optimization = optimization;
    this.kernels = kernels;
    this.workers = workers;
    boolean two = optimization.criticOptimizer() != null;
    plan = new Plan(description, two);
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
  public int blockSize() {
    return Plan.BLOCK;
  }

  private static int blocks(int count) {
    return (count + Plan.BLOCK - 1) / Plan.BLOCK;
  }

  @Override
  public void forward(float[] inputs, int count, float[] policy, float[] values) {
    forward(Part.ALL, inputs, count, policy, values);
  }

  @Override
  public void values(float[] inputs, int count, float[] values) {
    checkCritic(Part.CRITIC);
    forward(Part.CRITIC, inputs, count, NONE, values);
  }

  private void checkCritic(Part part) {
    if (part == Part.CRITIC && !description.hasCritic()) {
      throw new IllegalArgumentException(
          "the network has no critic to run; give its description a value layer");
    }
  }

  private void forward(Part part, float[] inputs, int count, float[] policy, float[] values) {
    if (count <= Plan.BLOCK) {
      forwardBlock(part, inputs, 0, count, policy, values, 0);
    } else {
      workers.run(
          blocks(count),
          (block, worker) -> {
            int from = block * Plan.BLOCK;
            int rows = Math.min(Plan.BLOCK, count - from);
            forwardBlock(part, inputs, from, rows, policy, values, worker);
          });
    }
  }

  private void forwardBlock(
      Part part, float[] inputs, int from, int rows, float[] policy, float[] values, int worker) {
    Workspace workspace = workspaces[worker];
    run(part, workspace, inputs, from, rows);
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

  private void run(Part part, Workspace workspace, float[] inputs, int from, int rows) {
    workspace.values[0] = inputs;
    workspace.inputOffset = from * description.inputs();
    runner.forward(part, workspace, parameters, rows);
  }

  @Override
  public void backward(float[] inputs, int count, Part part, OutputGradient outputGradient) {
    checkCritic(part);
    prepareBackward();
    runner.prepareBackward(part, parameters);
    if (part != Part.ALL && groups.length == 1) {
      Arrays.fill(gradient, 0);
    }
    int blocks = blocks(count);
    int wave = workspaces.length;
    for (int first = 0; first < blocks; first += wave) {
      int start = first;
      int size = Math.min(wave, blocks - first);
      workers.run(
          size,
          (item, worker) -> backwardBlock(part, inputs, count, start + item, item, outputGradient));
      for (int item = 0; item < size; item++) {
        collect(part, workspaces[item], first + item == 0);
      }
    }
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

  private void prepareBackward() {
    if (outputs[0] == null) {
      for (int worker = 0; worker < workspaces.length; worker++) {
        workspaces[worker].prepareBackward(plan);
        outputs[worker] = outputBlock(workspaces[worker]);
      }
    }
  }

  private OutputBlock outputBlock(Workspace workspace) {
    boolean values = description.hasCritic();
    return new OutputBlock(
        workspace.values[plan.policyBuffer],
        workspace.gradients[plan.policyBuffer],
        plan.strides[plan.policyBuffer],
        values ? workspace.values[plan.valueBuffer] : NONE,
        values ? workspace.gradients[plan.valueBuffer] : NONE,
        values ? plan.strides[plan.valueBuffer] : 0);
  }

  private void backwardBlock(
      Part part, float[] inputs, int count, int block, int item, OutputGradient outputGradient) {
    Workspace workspace = workspaces[item];
    int from = block * Plan.BLOCK;
    int rows = Math.min(Plan.BLOCK, count - from);
    run(part, workspace, inputs, from, rows);
    outputGradient.evaluate(block, from, rows, outputs[item]);
    runner.backward(part, workspace, parameters, rows);
  }

  @Override
  public float[] gradient() {
    return plan.gather(gradient);
  }

  @Override
  public double step(Part part, double learningRate, double maxGradientNorm) {
    ParameterGroup group = group(part);
    double norm = Math.sqrt(kernels.squaredNorm(gradient, group.from, group.size));
    if (!Double.isFinite(norm)) {
      throw new ArithmeticException(nonFiniteGradient(part));
    }
    double scale = optimization.clipRule().factor(norm, maxGradientNorm);
    group.step(kernels, parameters, gradient, learningRate, scale);
    runner.parametersChanged(part, parameters);
    return norm;
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
