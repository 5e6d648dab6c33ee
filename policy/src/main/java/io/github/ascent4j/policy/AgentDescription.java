package io.github.ascent4j.policy;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.distribution.Bernoulli;
import io.github.ascent4j.policy.distribution.Beta;
import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.distribution.DiagonalGaussian;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.ExplorationGaussian;
import io.github.ascent4j.policy.distribution.Joint;
import io.github.ascent4j.policy.distribution.MultiCategorical;
import io.github.ascent4j.policy.distribution.TanhGaussian;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything about an agent but its numbers: spaces, network and action mapping, checked to fit one
 * another.
 *
 * <p>Thread safety: immutable, and all threads may share one.
 *
 * @param actionMasks whether the environment says with every observation which actions are allowed
 */
public record AgentDescription(
    Space observationSpace,
    Space actionSpace,
    ActorCritic network,
    ActionMapping actionMapping,
    boolean actionMasks) {

  public AgentDescription {
    ObservedParts.check(network, observationSpace);
    ObservedParts.checkPreviousAction(network, actionSpace);
    PolicyHead head = network.head();
    Distribution distribution = distribution(head, actionSpace);
    actionMapping.check(actionSpace);
    checkMapping(head, actionMapping);
    if (actionMasks && distribution.maskSize() == 0) {
      throw new IllegalArgumentException(
          "action masks are for choices, but the action space is "
              + actionSpace
              + "; use a Discrete, MultiDiscrete or MultiBinary space, or a Tuple with one");
    }
  }

  private static void checkMapping(PolicyHead head, ActionMapping actionMapping) {
    if (head instanceof PolicyHead.Joint joint) {
      joint.parts().forEach(part -> checkMapping(part, actionMapping));
    }
    if (head instanceof PolicyHead.TanhGaussian
        && !actionMapping.equals(ActionMapping.TANH_SCALED)) {
      throw new IllegalArgumentException(
          "a Gaussian squashed by tanh with the action mapping "
              + actionMapping
              + "; use TANH_SCALED, which does the squashing");
    }
    if (head instanceof PolicyHead.Beta
        && !actionMapping.equals(ActionMapping.NONE)
        && !actionMapping.equals(ActionMapping.CLIP)) {
      throw new IllegalArgumentException(
          "a Beta distribution with the action mapping "
              + actionMapping
              + "; its actions are within the bounds already, use NONE or CLIP");
    }
  }

  /** An agent without action masks. */
  public AgentDescription(
      Space observationSpace, Space actionSpace, ActorCritic network, ActionMapping mapping) {
    this(observationSpace, actionSpace, network, mapping, false);
  }

  /** The distribution that the network's policy outputs parametrise. */
  public Distribution distribution() {
    return distribution(network.head(), actionSpace);
  }

  /**
   * The distribution that {@code head} parametrises over the actions of {@code space}.
   *
   * @throws IllegalArgumentException if they do not fit one another
   */
  public static Distribution distribution(PolicyHead head, Space space) {
    if (head instanceof PolicyHead.Joint joint
        && space instanceof Tuple tuple
        && joint.parts().size() == tuple.parts().size()) {
      List<Joint.Part> parts = new ArrayList<>();
      for (int k = 0; k < tuple.parts().size(); k++) {
        PolicyHead part = joint.parts().get(k);
        parts.add(
            new Joint.Part(distribution(part, tuple.parts().get(k)), part.freeParameterCount()));
      }
      return new Joint(parts);
    }
    int outputs = head.layer().outputs();
    if (head instanceof PolicyHead.Categorical categorical
        && space instanceof Discrete discrete
        && discrete.n() == outputs) {
      return new Categorical(outputs, categorical.epsilon());
    } else if (head instanceof PolicyHead.MultiCategorical categorical
        && space instanceof MultiDiscrete discrete
        && discrete.nvec().equals(categorical.choices())) {
      return new MultiCategorical(categorical.choices());
    } else if (head instanceof PolicyHead.Bernoulli
        && space instanceof MultiBinary binary
        && binary.n() == outputs) {
      return new Bernoulli(outputs);
    } else if (space instanceof Box box && box.flatSize() == head.actionSize()) {
      if (head instanceof PolicyHead.Gaussian gaussian) {
        LogStd logStd = gaussian.logStd();
        DiagonalGaussian distribution =
            new DiagonalGaussian(box.flatSize(), logStd.min(), logStd.max(), gaussian.epsilon());
        LogStd.Exploration exploration = gaussian.exploration();
        return exploration == null
            ? distribution
            : new ExplorationGaussian(distribution, exploration.features());
      } else if (head instanceof PolicyHead.TanhGaussian gaussian) {
        LogStd logStd = gaussian.logStd();
        return new TanhGaussian(box.lows(), box.highs(), logStd.min(), logStd.max());
      } else if (head instanceof PolicyHead.Beta) {
        return new Beta(box.lows(), box.highs());
      }
    }
    throw new IllegalArgumentException(
        "the policy head " + head + " does not fit the action space " + space);
  }
}
