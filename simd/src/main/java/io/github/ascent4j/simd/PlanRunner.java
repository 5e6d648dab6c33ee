package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Part;
import java.util.Arrays;

/** Runs the operations of a plan, or those of a part, over one block of samples. */
final class PlanRunner {
  private final Plan plan;
  private final Kernels kernels;
  private final Operation[] trunk;
  private final Operation[] actor;
  private final Operation[] critic;

  /** Whether what the backward pass keeps follows the parameters, of trunk and actor. */
  private boolean actorPrepared;

  private boolean criticPrepared;

  PlanRunner(Plan plan, Kernels kernels) {
    this.plan = plan;
    this.kernels = kernels;
    Operation[] operations = plan.operations.toArray(Operation[]::new);
    trunk = Arrays.copyOf(operations, plan.trunkOperations);
    actor = Arrays.copyOfRange(operations, plan.trunkOperations, plan.actorOperations);
    critic = Arrays.copyOfRange(operations, plan.actorOperations, operations.length);
  }

  /** Has to be called after each change of a part's parameters. */
  void parametersChanged(Part part, float[] parameters) {
    if (part != Part.CRITIC) {
      prepareForward(trunk, parameters);
      prepareForward(actor, parameters);
      actorPrepared = false;
    }
    if (part != Part.ACTOR) {
      prepareForward(critic, parameters);
      criticPrepared = false;
    }
  }

  private static void prepareForward(Operation[] operations, float[] parameters) {
    for (Operation operation : operations) {
      operation.prepareForward(parameters);
    }
  }

  /** Has to be called before {@link #backward}, by one thread. */
  void prepareBackward(Part part, float[] parameters) {
    if (part != Part.CRITIC && !actorPrepared) {
      prepareBackward(trunk, parameters);
      prepareBackward(actor, parameters);
      actorPrepared = true;
    }
    if (part != Part.ACTOR && !criticPrepared) {
      prepareBackward(critic, parameters);
      criticPrepared = true;
    }
  }

  private static void prepareBackward(Operation[] operations, float[] parameters) {
    for (Operation operation : operations) {
      operation.prepareBackward(parameters);
    }
  }

  /** Computes the outputs of a part from the workspace's inputs. */
  void forward(Part part, Workspace workspace, float[] parameters, int rows) {
    forward(trunk, workspace, parameters, rows);
    if (part != Part.CRITIC) {
      forward(actor, workspace, parameters, rows);
    }
    if (part != Part.ACTOR) {
      forward(critic, workspace, parameters, rows);
    }
  }

  private void forward(Operation[] operations, Workspace workspace, float[] parameters, int rows) {
    for (Operation operation : operations) {
      operation.forward(kernels, workspace, parameters, rows);
    }
  }

  /** Has to be called before {@link #tangent} with a new direction, by one thread. */
  void prepareTangent(float[] direction) {
    for (Operation operation : trunk) {
      operation.prepareTangent(direction);
    }
    for (Operation operation : actor) {
      operation.prepareTangent(direction);
    }
  }

  /** Computes the tangents of the policy's outputs, after {@link #forward}. */
  void tangent(Workspace workspace, float[] parameters, float[] direction, int rows) {
    for (Operation operation : trunk) {
      operation.tangent(kernels, workspace, parameters, direction, rows);
    }
    for (Operation operation : actor) {
      operation.tangent(kernels, workspace, parameters, direction, rows);
    }
  }

  /** Computes the gradient of a part's parameters from that of its outputs. */
  void backward(Part part, Workspace workspace, float[] parameters, int rows) {
    if (part != Part.ACTOR) {
      backward(critic, workspace, parameters, rows);
    } else if (plan.trunkBuffer > 0) {
      // The actor adds to what the critic would have written.
      Arrays.fill(workspace.gradients[plan.trunkBuffer], 0);
    }
    if (part != Part.CRITIC) {
      backward(actor, workspace, parameters, rows);
      backward(trunk, workspace, parameters, rows);
    }
  }

  private void backward(Operation[] operations, Workspace workspace, float[] parameters, int rows) {
    for (int k = operations.length - 1; k >= 0; k--) {
      operations[k].backward(kernels, workspace, parameters, rows);
    }
  }
}
