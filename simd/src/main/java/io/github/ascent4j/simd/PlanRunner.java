package io.github.ascent4j.simd;

import java.util.Arrays;

/** Runs the operations of a plan over one block of samples. */
final class PlanRunner {
  private final Kernels kernels;

  /** All operations, in order. */
  final Operation[] operations;

  /** By the outputs asked for. */
  private final Operation[][] needed;

  /** Whether what the backward pass keeps follows the parameters. */
  private boolean prepared;

  PlanRunner(Plan plan, Kernels kernels) {
    this.kernels = kernels;
    operations = plan.operations.toArray(Operation[]::new);
    needed = new Operation[1 << plan.outputBuffers.length][];
    Arrays.setAll(needed, plan::operations);
  }

  /**
   * The operations that outputs need, in order.
   *
   * @param wanted bit k for output k
   */
  Operation[] needed(int wanted) {
    return needed[wanted];
  }

  /** Has to be called after each change of the parameters. */
  void parametersChanged(float[] parameters) {
    for (Operation operation : operations) {
      operation.prepareForward(parameters);
    }
    prepared = false;
  }

  /** Has to be called before {@link #backward}, by one thread. */
  void prepareBackward(float[] parameters) {
    if (!prepared) {
      for (Operation operation : operations) {
        operation.prepareBackward(parameters);
      }
      prepared = true;
    }
  }

  /** Computes what some operations yield from the workspace's inputs. */
  void forward(Operation[] some, Workspace workspace, float[] parameters, int rows) {
    for (Operation operation : some) {
      operation.forward(kernels, workspace, parameters, rows);
    }
  }

  /** Has to be called before {@link #tangent} with a new direction, by one thread. */
  void prepareTangent(float[] direction) {
    for (Operation operation : operations) {
      operation.prepareTangent(direction);
    }
  }

  /** Computes the tangents of the outputs, after {@link #forward}. */
  void tangent(Workspace workspace, float[] parameters, float[] direction, int rows) {
    for (Operation operation : operations) {
      operation.tangent(kernels, workspace, parameters, direction, rows);
    }
  }

  /** Adds what a block, after {@link #backward}, gives to the gradient of tables. */
  void addTableGradients(Workspace workspace, float[] gradient, int rows) {
    for (Operation operation : operations) {
      operation.addTableGradients(workspace, gradient, rows);
    }
  }

  /** Computes the gradient of the parameters from that of the outputs. */
  void backward(Workspace workspace, float[] parameters, int rows) {
    for (int k = operations.length - 1; k >= 0; k--) {
      operations[k].backward(kernels, workspace, parameters, rows);
    }
  }
}
