package io.github.ascent4j.core.policy;

import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.space.ActionEncoding;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What an agent carries from one step to the next in each of N environments: the states of its
 * network and, where the network reads them, the action and the reward of the step before. All of
 * it is zero at the start of an episode. Empty for an agent that needs none.
 *
 * <p>Dimension letters: N environments, S floats of a state, P floats of the previous action,
 * encoded by {@link ActionEncoding}, and reward.
 */
public final class AgentMemory {
  private final int rows;
  private final int stateSize;
  private final int encodedAction;
  private final int previousSize;
  private final ActionEncoding encoding;

  /** States of the network before the next step, [N,S]. */
  public final float[] states;

  private final float[] previous;

  /** The memory of an agent at the start of {@code rows} episodes. */
  public AgentMemory(AgentDescription description, int rows) {
    ActorCritic network = description.network();
    this.rows = rows;
    encoding = ActionEncoding.of(description.actionSpace());
    stateSize = network.stateSize();
    Input action = network.part(Input.Kind.PREVIOUS_ACTION);
    encodedAction = action == null ? 0 : action.size();
    previousSize = encodedAction + (network.part(Input.Kind.PREVIOUS_REWARD) == null ? 0 : 1);
    states = new float[Math.multiplyExact(rows, stateSize)];
    previous = new float[Math.multiplyExact(rows, previousSize)];
  }

  /** N. */
  public int rows() {
    return rows;
  }

  /** S. */
  public int stateSize() {
    return stateSize;
  }

  /** P. */
  public int previousSize() {
    return previousSize;
  }

  /** Forgets everything of every environment. */
  public void reset() {
    Arrays.fill(states, 0);
    Arrays.fill(previous, 0);
  }

  /** Forgets everything of environment {@code row}, whose episode starts anew. */
  public void reset(int row) {
    Arrays.fill(states, row * stateSize, (row + 1) * stateSize, 0);
    Arrays.fill(previous, row * previousSize, (row + 1) * previousSize, 0);
  }

  /**
   * Remembers what was done in environment {@code row} and what came of it.
   *
   * @param actions the action as the environment received it starts at {@code offset}
   */
  public void remember(int row, float[] actions, int offset, double reward) {
    write(actions, offset, reward, previous, row * previousSize);
  }

  /** Writes an action and its reward as the network reads them, P floats. */
  public void write(float[] actions, int offset, double reward, float[] out, int outOffset) {
    if (encodedAction > 0) {
      encoding.encode(actions, offset, out, outOffset);
    }
    if (previousSize > encodedAction) {
      out[outOffset + encodedAction] = (float) reward;
    }
  }

  /** Copies what environment {@code row} did before, P floats. */
  public void previous(int row, float[] out, int outOffset) {
    System.arraycopy(previous, row * previousSize, out, outOffset, previousSize);
  }

  /** Writes everything remembered. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(rows);
    write(states, out);
    write(previous, out);
  }

  private static void write(float[] values, DataOutput out) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /**
   * Takes over what {@link #save} wrote.
   *
   * @throws IOException if it is of other environments or not finite
   */
  public void restore(DataInput in) throws IOException {
    int saved = in.readInt();
    if (saved != rows) {
      throw new IOException("the memory of " + saved + " environments does not fit " + rows);
    }
    read(states, in);
    read(previous, in);
  }

  private static void read(float[] values, DataInput in) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
      if (!Float.isFinite(values[i])) {
        throw new IOException("an agent's memory of " + values[i]);
      }
    }
  }
}
