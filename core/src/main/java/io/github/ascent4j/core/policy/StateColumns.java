package io.github.ascent4j.core.policy;

import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.program.State;
import java.util.stream.IntStream;

/**
 * Which floats of an agent's state one of its networks remembers, found by the names of its LSTMs.
 *
 * <p>Dimension letters: C sequences, W floats of the agent's state, S of the network's.
 */
public final class StateColumns {
  private final int wholeSize;
  private final int[] columns;

  private StateColumns(int wholeSize, int[] columns) {
    this.wholeSize = wholeSize;
    this.columns = columns;
  }

  /** Those of a network that computes some outputs of a whole. */
  public static StateColumns of(Program whole, Program part) {
    int[] columns =
        part.states().stream()
            .flatMapToInt(
                own -> {
                  State there =
                      whole.states().stream()
                          .filter(state -> state.name().equals(own.name()))
                          .findFirst()
                          .orElseThrow();
                  return IntStream.range(there.offset(), there.offset() + there.size());
                })
            .toArray();
    return new StateColumns(whole.stateSize(), columns);
  }

  /** Whether it remembers all there is, so that states need not be copied. */
  public boolean all() {
    return columns.length == wholeSize;
  }

  /** S. */
  public int size() {
    return columns.length;
  }

  /** Copies the states [C,S] out of the agent's, [C,W]. */
  public void take(float[] states, int count, float[] own) {
    int size = columns.length;
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < size; k++) {
        own[i * size + k] = states[i * wholeSize + columns[k]];
      }
    }
  }

  /** Copies states [C,S] back into the agent's, [C,W]. */
  public void put(float[] own, int count, float[] states) {
    int size = columns.length;
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < size; k++) {
        states[i * wholeSize + columns[k]] = own[i * size + k];
      }
    }
  }
}
