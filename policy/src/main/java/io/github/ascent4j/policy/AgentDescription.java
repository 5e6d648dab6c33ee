package io.github.ascent4j.policy;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.distribution.DiagonalGaussian;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;

/**
 * Everything about an agent but its numbers: spaces, network and action mapping, checked to fit one
 * another.
 */
public record AgentDescription(
    Space observationSpace, Space actionSpace, ActorCritic network, ActionMapping actionMapping) {

  public AgentDescription {
    if (network.inputs() != observationSpace.flatSize()) {
      throw new IllegalArgumentException(
          "the network takes "
              + network.inputs()
              + " inputs, but observations of "
              + observationSpace
              + " have "
              + observationSpace.flatSize());
    }
    actionMapping.check(actionSpace);
    if (!fits(network.head(), actionSpace)) {
      throw new IllegalArgumentException(
          "the policy head " + network.head() + " does not fit the action space " + actionSpace);
    }
  }

  private static boolean fits(PolicyHead head, Space space) {
    int outputs = head.layer().outputs();
    return head instanceof PolicyHead.Categorical
        ? space instanceof Discrete discrete && discrete.n() == outputs
        : space instanceof Box box && box.flatSize() == outputs;
  }

  /** The distribution that the network's policy outputs parametrise. */
  public Distribution distribution() {
    int outputs = network.head().layer().outputs();
    return network.head() instanceof PolicyHead.Categorical
        ? new Categorical(outputs)
        : new DiagonalGaussian(outputs);
  }
}
