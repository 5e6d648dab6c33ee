package io.github.ascent4j.core.engine.simd;

import io.github.ascent4j.core.concurrent.Workers;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.ParameterLayout;
import java.util.List;

/*
 * Design. Samples run through the network in blocks of fixed size: forward, the loss's gradient,
 * backward, all while the block's activations are in the near caches. Each block computes its
 * gradient from zero; blocks are added in order. Workers take blocks of one wave (as many as there
 * are workers) side by side, and the caller adds them up in order after each wave, so the sum is the
 * same for any number of workers.
 */

/** A dense actor and critic on the kernels of this package. */
final class SimdNetwork implements TrainableNetwork {
  private final ActorCritic description;
  private final Optimization optimization;
  private final Optimizer.Adam optimizer;
  private final Kernels kernels;
  private final Workers workers;
  private final Plan plan;
  private final Operation[] operations;
  private final float[] parameters;
  private float[] gradient;
  private final float[] firstMoments;
  private final float[] secondMoments;
  private final AdamStep adamStep = new AdamStep();
  private final Workspace[] workspaces;
  private final OutputBlock[] outputs;
  private boolean backwardPrepared;
  private long steps;

  SimdNetwork(
      ActorCritic description, Optimization optimization, Kernels kernels, Workers workers) {
    this.description = description;
    this.optimization = optimization;
    optimizer = (Optimizer.Adam) optimization.optimizer();
    this.kernels = kernels;
    this.workers = workers;
    plan = new Plan(description);
    operations = plan.operations.toArray(Operation[]::new);
    parameters = new float[plan.flatSize];
    gradient = new float[plan.flatSize];
    firstMoments = new float[plan.flatSize];
    secondMoments = new float[plan.flatSize];
    workspaces = new Workspace[workers.count()];
    outputs = new OutputBlock[workers.count()];
    for (int worker = 0; worker < workspaces.length; worker++) {
      workspaces[worker] = new Workspace(plan);
    }
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
    parametersChanged();
  }

  private void parametersChanged() {
    for (Operation operation : operations) {
      operation.prepareForward(parameters);
    }
    backwardPrepared = false;
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
    if (count <= Plan.BLOCK) {
      forwardBlock(inputs, 0, count, policy, values, 0);
    } else {
      workers.run(
          blocks(count),
          (block, worker) -> {
            int from = block * Plan.BLOCK;
            forwardBlock(inputs, from, Math.min(Plan.BLOCK, count - from), policy, values, worker);
          });
    }
  }

  private void forwardBlock(
      float[] inputs, int from, int rows, float[] policy, float[] values, int worker) {
    Workspace workspace = workspaces[worker];
    run(workspace, inputs, from, rows);
    float[] policyRows = workspace.values[plan.policyBuffer];
    float[] valueRows = workspace.values[plan.valueBuffer];
    int policyStride = plan.strides[plan.policyBuffer];
    int valueStride = plan.strides[plan.valueBuffer];
    int width = plan.policyWidth;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(policyRows, i * policyStride, policy, (from + i) * width, width);
      values[from + i] = valueRows[i * valueStride];
    }
  }

  private void run(Workspace workspace, float[] inputs, int from, int rows) {
    workspace.values[0] = inputs;
    workspace.inputOffset = from * description.inputs();
    for (Operation operation : operations) {
      operation.forward(kernels, workspace, parameters, rows);
    }
  }

  @Override
  public void backward(float[] inputs, int count, Part part, OutputGradient outputGradient) {
    prepareBackward();
    int blocks = blocks(count);
    int wave = workspaces.length;
    for (int first = 0; first < blocks; first += wave) {
      int start = first;
      int size = Math.min(wave, blocks - first);
      workers.run(
          size, (item, worker) -> backwardBlock(inputs, count, start + item, item, outputGradient));
      for (int item = 0; item < size; item++) {
        Workspace workspace = workspaces[item];
        if (first + item == 0) {
          float[] spare = gradient;
          gradient = workspace.parameterGradient;
          workspace.parameterGradient = spare;
        } else {
          kernels.add(workspace.parameterGradient, gradient, gradient.length);
        }
      }
    }
  }

  private void prepareBackward() {
    if (outputs[0] == null) {
      for (int worker = 0; worker < workspaces.length; worker++) {
        Workspace workspace = workspaces[worker];
        workspace.prepareBackward(plan);
        outputs[worker] =
            new OutputBlock(
                workspace.values[plan.policyBuffer],
                workspace.gradients[plan.policyBuffer],
                plan.strides[plan.policyBuffer],
                workspace.values[plan.valueBuffer],
                workspace.gradients[plan.valueBuffer],
                plan.strides[plan.valueBuffer]);
      }
    }
    if (!backwardPrepared) {
      for (Operation operation : operations) {
        operation.prepareBackward(parameters);
      }
      backwardPrepared = true;
    }
  }

  private void backwardBlock(
      float[] inputs, int count, int block, int item, OutputGradient outputGradient) {
    Workspace workspace = workspaces[item];
    int from = block * Plan.BLOCK;
    int rows = Math.min(Plan.BLOCK, count - from);
    run(workspace, inputs, from, rows);
    outputGradient.evaluate(block, from, rows, outputs[item]);
    for (int k = operations.length - 1; k >= 0; k--) {
      operations[k].backward(kernels, workspace, parameters, rows);
    }
  }

  @Override
  public float[] gradient() {
    return plan.gather(gradient);
  }

  @Override
  public double step(Part part, double learningRate, double maxGradientNorm) {
    double norm = Math.sqrt(kernels.squaredNorm(gradient, gradient.length));
    if (!Double.isFinite(norm)) {
      throw new ArithmeticException(nonFiniteGradient());
    }
    double scale = Math.min(1, maxGradientNorm / (norm + 1e-6));
    steps++;
    adamStep.set(optimizer, steps, learningRate, scale);
    kernels.adam(parameters, gradient, firstMoments, secondMoments, parameters.length, adamStep);
    parametersChanged();
    return norm;
  }

  private String nonFiniteGradient() {
    float[] values = gradient();
    List<ParameterLayout.Parameter> layout = ParameterLayout.of(description).parameters();
    for (ParameterLayout.Parameter parameter : layout) {
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
  public List<OptimizerState> optimizerStates() {
    return List.of(
        new OptimizerState(steps, List.of(plan.gather(firstMoments), plan.gather(secondMoments))));
  }

  @Override
  public void restore(List<OptimizerState> states) {
    OptimizerState state = states.getFirst();
    steps = state.steps();
    plan.scatter(state.slots().get(0), firstMoments);
    plan.scatter(state.slots().get(1), secondMoments);
  }
}
