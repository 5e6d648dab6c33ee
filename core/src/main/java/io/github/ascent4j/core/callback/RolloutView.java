package io.github.ascent4j.core.callback;

import java.util.List;

/**
 * T steps of B environments as callbacks see them: to be read, not changed. Valid during the call
 * it is given to, since the arrays behind it are used again.
 *
 * <p>An index outside of T and B is an {@link IndexOutOfBoundsException}.
 */
public interface RolloutView {
  /** T, the steps of each environment. */
  int steps();

  /** B, the number of environments. */
  int environments();

  /** A copy of the observation that was acted on, normalised if the agent does that, [O]. */
  float[] observation(int t, int b);

  /** A copy of the raw action, before the action mapping, [A]. */
  float[] action(int t, int b);

  /** The reward as learnt from: scaled if the algorithm does that. */
  float reward(int t, int b);

  /** Whether the step reached a terminal state. */
  boolean terminated(int t, int b);

  /** Whether the step was cut short of one. */
  boolean truncated(int t, int b);

  /** The value of the observation when it was seen. */
  float value(int t, int b);

  /**
   * Names of the numbers of {@link #infos}; none where the environment says nothing of its steps.
   */
  default List<String> infoNames() {
    return List.of();
  }

  /** A copy of what the step said beside its reward, NaN where it said nothing, [I]. */
  default double[] infos(int t, int b) {
    return new double[infoNames().size()];
  }
}
