package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Runs the operations of a plan, or those of a part, over one block of samples. */
final class PlanRunner {
  /**
   * What runs for some outputs.
   *
   * @param forward operations in order
   * @param backward those whose parameters get a gradient, in order
   * @param cleared buffers whose gradient the backward operations add to, and none writes first
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Pass(Operation[] forward, Operation[] backward, int[] cleared) {}

  private final Kernels kernels;
  private final Pass all;
  private final Pass actor;
  private final Pass critic;

  /** Whether what the backward pass keeps follows the parameters, of actor and critic. */
  private boolean actorPrepared;

  private boolean criticPrepared;

  PlanRunner(Plan plan, Kernels kernels) {
    this.kernels = kernels;
    Set<Integer> policy = plan.needed(Program.POLICY);
    Set<Integer> value = plan.needed(Program.VALUE);
    Set<Integer> both = new HashSet<>(policy);
    both.addAll(value);
    Set<Integer> valueAlone = new HashSet<>(value);
    valueAlone.removeAll(policy);
    all = pass(plan, both, both);
    actor = pass(plan, policy, policy);
    critic = pass(plan, value, valueAlone);
  }

  private static Pass pass(Plan plan, Set<Integer> forward, Set<Integer> backward) {
    return new Pass(plan.operations(forward), plan.operations(backward), plan.unwritten(backward));
  }

  private Pass pass(Part part) {
    return switch (part) {
      case ALL -> all;
      case ACTOR -> actor;
      case CRITIC -> critic;
    };
  }

  /** Has to be called after each change of a part's parameters. */
  void parametersChanged(Part part, float[] parameters) {
    for (Operation operation : pass(part).backward) {
      operation.prepareForward(parameters);
    }
    actorPrepared &= part == Part.CRITIC;
    criticPrepared &= part == Part.ACTOR;
  }

  /** Has to be called before {@link #backward}, by one thread. */
  void prepareBackward(Part part, float[] parameters) {
    if (part != Part.CRITIC && !actorPrepared) {
      prepareBackward(actor, parameters);
      actorPrepared = true;
    }
    if (part != Part.ACTOR && !criticPrepared) {
      prepareBackward(critic, parameters);
      criticPrepared = true;
    }
  }

  private static void prepareBackward(Pass pass, float[] parameters) {
    for (Operation operation : pass.backward) {
      operation.prepareBackward(parameters);
    }
  }

  /** Computes the outputs of a part from the workspace's inputs. */
  void forward(Part part, Workspace workspace, float[] parameters, int rows) {
    for (Operation operation : pass(part).forward) {
      operation.forward(kernels, workspace, parameters, rows);
    }
  }

  /** Has to be called before {@link #tangent} with a new direction, by one thread. */
  void prepareTangent(float[] direction) {
    for (Operation operation : actor.forward) {
      operation.prepareTangent(direction);
    }
  }

  /** Computes the tangents of the policy's outputs, after {@link #forward}. */
  void tangent(Workspace workspace, float[] parameters, float[] direction, int rows) {
    for (Operation operation : actor.forward) {
      operation.tangent(kernels, workspace, parameters, direction, rows);
    }
  }

  /** Computes the gradient of a part's parameters from that of its outputs. */
  void backward(Part part, Workspace workspace, float[] parameters, int rows) {
    Pass pass = pass(part);
    for (int buffer : pass.cleared) {
      Arrays.fill(workspace.gradients[buffer], 0);
    }
    for (int k = pass.backward.length - 1; k >= 0; k--) {
      pass.backward[k].backward(kernels, workspace, parameters, rows);
    }
  }
}
