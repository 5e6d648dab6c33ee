package io.github.ascent4j.core.engine;

import java.util.List;

/**
 * What an optimiser remembers between steps.
 *
 * @param steps steps taken
 * @param slots arrays of as many floats as there are parameters it changes, in their order, one for
 *     each of {@link Optimizer#slots}
 */
public record OptimizerState(long steps, List<float[]> slots) {
  public OptimizerState {
    slots = List.copyOf(slots);
  }

  /**
   * Checks that an optimiser can take it over.
   *
   * @param parameters how many it changes
   * @throws IllegalArgumentException if it cannot
   */
  public void check(Optimizer optimizer, int parameters) {
    List<String> names = optimizer.slots();
    String whose = "the state of " + optimizer;
    if (steps < 0) {
      throw new IllegalArgumentException(whose + " has " + steps + " steps; it needs 0 or more");
    }
    if (slots.size() != names.size()) {
      throw new IllegalArgumentException(
          whose + " has " + slots.size() + " arrays; it needs " + names.size() + ", for " + names);
    }
    for (int k = 0; k < names.size(); k++) {
      int length = slots.get(k).length;
      if (length != parameters) {
        throw new IllegalArgumentException(
            whose
                + " has "
                + length
                + " numbers for "
                + names.get(k)
                + ", but it changes "
                + parameters
                + " parameters");
      }
    }
  }
}
