package io.github.ascent4j.core.training;

import java.util.List;

/**
 * What a policy has taken over from another one.
 *
 * @param taken names of the parameters that are now the other's, in the order of the description
 * @param fresh names of those that are as they were, because the other has none of that name and
 *     shape or they were not asked for
 * @param statistics whether the statistics of observations are the other's, too
 */
public record TakenOver(List<String> taken, List<String> fresh, boolean statistics) {
  public TakenOver {
    taken = List.copyOf(taken);
    fresh = List.copyOf(fresh);
  }
}
