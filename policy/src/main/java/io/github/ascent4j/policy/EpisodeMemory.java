package io.github.ascent4j.policy;

import io.github.ascent4j.policy.inference.InferenceNetwork;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.program.Operation;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.space.ActionEncoding;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an agent knows of the steps before: its network's state, and the action and reward of the
 * last step where the network reads them.
 */
final class EpisodeMemory {
  private final float[] state;
  private final ActionEncoding encoding;
  private final float[] action;
  private final boolean readsReward;

  /** Where the previous action lies among the network's numbers. */
  private final int actionOffset;

  private final int rewardOffset;

  /** NaN from an action until its reward is told. */
  private float reward;

  EpisodeMemory(Program program, Space actions) {
    state = new float[program.stateSize()];
    encoding = ActionEncoding.of(actions);
    Operation.@Nullable Read part = read(program, Input.Kind.PREVIOUS_ACTION);
    Operation.@Nullable Read rewards = read(program, Input.Kind.PREVIOUS_REWARD);
    action = new float[part == null ? 0 : part.output().size()];
    actionOffset = part == null ? 0 : part.offset();
    rewardOffset = rewards == null ? -1 : rewards.offset();
    readsReward = rewards != null;
  }

  private static Operation.@Nullable Read read(Program program, Input.Kind kind) {
    for (Operation operation : program.operations()) {
      if (operation instanceof Operation.Read read && read.kind() == kind) {
        return read;
      }
    }
    return null;
  }

  /** Floats of {@link #copy}. */
  int size() {
    return state.length + action.length + (readsReward ? 1 : 0);
  }

  /** Forgets everything. */
  void reset() {
    Arrays.fill(state, 0);
    Arrays.fill(action, 0);
    reward = 0;
  }

  /** Notes what the last action earned. */
  void earned(float given) {
    if (!Float.isFinite(given)) {
      throw new IllegalArgumentException("a reward of " + given + "; give a finite one");
    }
    reward = given;
  }

  /** Puts state, action and reward of the last step where the network reads them. */
  void fill(InferenceNetwork.Workspace workspace) {
    System.arraycopy(state, 0, workspace.state, 0, state.length);
    System.arraycopy(action, 0, workspace.numbers, actionOffset, action.length);
    if (readsReward) {
      if (Float.isNaN(reward)) {
        throw new IllegalStateException(
            "this agent reads what its last action earned; call reward after every action, or reset"
                + " where an episode starts");
      }
      workspace.numbers[rewardOffset] = reward;
    }
  }

  /** Goes on to the step after an action, given as the environment received it. */
  void acted(InferenceNetwork.Workspace workspace, float[] taken) {
    workspace.remember();
    System.arraycopy(workspace.state, 0, state, 0, state.length);
    if (action.length > 0) {
      encoding.encode(taken, 0, action, 0);
    }
    reward = Float.NaN;
  }

  /** State, action and reward, those that the network reads, one behind the other. */
  float[] copy() {
    float[] copy = Arrays.copyOf(state, size());
    System.arraycopy(action, 0, copy, state.length, action.length);
    if (readsReward) {
      copy[state.length + action.length] = reward;
    }
    return copy;
  }

  /** Takes over what {@link #copy} gave. */
  void restore(float[] copy) {
    if (copy.length != size()) {
      throw new IllegalArgumentException(
          "a state of " + copy.length + " floats; this agent's has " + size());
    }
    int states = state.length;
    int finite = states + action.length;
    for (int i = 0; i < copy.length; i++) {
      if (!Float.isFinite(copy[i]) && !(i == finite && Float.isNaN(copy[i]))) {
        throw new IllegalArgumentException(
            "state[" + i + "] is " + copy[i] + "; give what state() returned");
      }
    }
    System.arraycopy(copy, 0, state, 0, states);
    System.arraycopy(copy, states, action, 0, action.length);
    reward = readsReward ? copy[finite] : 0;
  }
}
