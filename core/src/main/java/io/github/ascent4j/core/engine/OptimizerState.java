package io.github.ascent4j.core.engine;

import java.util.List;

/**
 * What an optimiser remembers between steps.
 *
 * @param steps steps taken
 * @param slots arrays of as many floats as there are parameters it changes, in description order,
 *     one for each of {@link Optimizer#slots}
 */
public record OptimizerState(long steps, List<float[]> slots) {
  public OptimizerState {
    slots = List.copyOf(slots);
  }
}
