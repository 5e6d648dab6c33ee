package io.github.ascent4j.core.policy;

import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;

/** The policy head that settings ask for, space by space. */
record PolicyHeads(PolicyConfig config) {
  /**
   * The head for actions of a space.
   *
   * @param features what the head reads of a sample
   * @throws IllegalArgumentException if the settings do not fit the space
   */
  PolicyHead of(Space actionSpace, int features) {
    float epsilon = (float) config.probabilityEpsilon();
    boolean takesEpsilon =
        actionSpace instanceof Discrete
            || actionSpace instanceof Tuple
            || (actionSpace instanceof Box
                && config.continuousActions() == ContinuousDistribution.GAUSSIAN);
    if (epsilon != 0 && !takesEpsilon) {
      throw new IllegalArgumentException(
          "probabilityEpsilon "
              + config.probabilityEpsilon()
              + " is for Discrete and for Gaussian actions, but the action space is "
              + actionSpace
              + (actionSpace instanceof Box ? " with " + config.continuousActions() : "")
              + "; use 0");
    }
    if (config.temperature() != 1 && !(actionSpace instanceof Discrete)) {
      throw new IllegalArgumentException(
          "temperature "
              + config.temperature()
              + " is for Discrete actions, but the action space is "
              + actionSpace
              + "; use 1");
    }
    return switch (actionSpace) {
      case Discrete space ->
          new PolicyHead.Categorical(policyLayer(space.n()), epsilon, (float) config.temperature());
      case MultiDiscrete space ->
          new PolicyHead.MultiCategorical(policyLayer(choices(space)), space.nvec());
      case MultiBinary space -> new PolicyHead.Bernoulli(policyLayer(space.n()));
      case Box space -> continuousHead(space.flatSize(), epsilon, features);
      case Tuple space -> jointHead(space, features);
      case Dict _ ->
          throw new IllegalArgumentException("no policy head for actions of " + actionSpace);
    };
  }

  private PolicyHead jointHead(Tuple space, int features) {
    if (config.exploration().enabled() || config.tanhMean()) {
      throw new IllegalArgumentException(
          (config.tanhMean()
                  ? "tanhMean is for actions of a Box alone"
                  : "exploration by features is for actions of a Box alone")
              + ", but the action space is "
              + space
              + "; use "
              + (config.tanhMean() ? "tanhMean" : "exploration.enabled")
              + " false");
    }
    return new PolicyHead.Joint(space.parts().stream().map(part -> of(part, features)).toList());
  }

  private PolicyHead continuousHead(int dimensions, float epsilon, int features) {
    float min = (float) config.minLogStd();
    float max = (float) config.maxLogStd();
    float start = (float) config.logStdInit();
    LogStd logStd =
        config.exploration().enabled()
            ? new LogStd.Exploration(
                start,
                features,
                config.exploration().fullStd(),
                config.exploration().expln(),
                config.exploration().learnFeatures())
            : config.stateDependentStd()
                ? new LogStd.StateDependent(min, max)
                : new LogStd.Free(start, min, max);
    Layer.Dense layer = policyLayer(config.stateDependentStd() ? 2 * dimensions : dimensions);
    return switch (config.continuousActions()) {
      case GAUSSIAN ->
          new PolicyHead.Gaussian(
              layer, logStd, config.tanhMean() ? ActivationFunction.TANH : null, epsilon);
      case TANH_GAUSSIAN -> new PolicyHead.TanhGaussian(layer, logStd);
      case BETA -> new PolicyHead.Beta(policyLayer(2 * dimensions));
    };
  }

  private static int choices(MultiDiscrete space) {
    long sum = space.nvec().stream().mapToLong(Integer::longValue).sum();
    if (sum > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the action space " + space + " has more than 2^31-1 choices in all; use fewer");
    }
    return (int) sum;
  }

  private Layer.Dense policyLayer(int outputs) {
    return config.initialization().dense(outputs, (float) config.policyGain());
  }
}
