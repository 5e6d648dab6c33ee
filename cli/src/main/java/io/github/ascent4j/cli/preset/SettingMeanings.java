package io.github.ascent4j.cli.preset;

import java.util.Map;

/** What each setting means, in a line; the config records' documentation says more. */
public final class SettingMeanings {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("rolloutSteps", "steps of each copy between updates"),
          Map.entry("minibatchSize", "samples of a minibatch; 0 where minibatches is given"),
          Map.entry("minibatches", "minibatches per epoch; 0 where minibatchSize is given"),
          Map.entry("epochs", "passes over each batch"),
          Map.entry("gamma", "discount of later rewards, 0 to 1"),
          Map.entry("gaeLambda", "bias (0) against variance (1) of the advantage estimate"),
          Map.entry("learningRate", "step size of Adam; a number or linear(start,end)"),
          Map.entry(
              "clipRange", "how far a probability ratio may leave 1; may be linear(start,end)"),
          Map.entry("valueClipping", "whether and how the critic's change is clipped"),
          Map.entry("valueClipRange", "how far a value may move, where values are clipped"),
          Map.entry("halfValueLoss", "whether the squared value error is halved"),
          Map.entry("valueCoefficient", "weight of the value error in the loss"),
          Map.entry("entropyCoefficient", "weight of the entropy bonus, which keeps exploring"),
          Map.entry("maxGradientNorm", "limit of the gradient's global norm; Infinity for none"),
          Map.entry("adamEpsilon", "epsilon of Adam"),
          Map.entry("advantageNormalization", "over what advantages are normalised"),
          Map.entry("targetKl", "divergence at which an update stops; Infinity for never"),
          Map.entry("klStop", "when that divergence is looked at"),
          Map.entry("annealing", "progress that schedules follow: before or after a rollout"),
          Map.entry("bootstrapTruncated", "whether a time limit's last observation is valued"),
          Map.entry("normalizeObservations", "whether observations are normalised as they come"),
          Map.entry("normalizeRewards", "whether rewards are scaled by the return's deviation"),
          Map.entry("policy.hiddenSizes", "widths of the hidden layers"),
          Map.entry("policy.activation", "non-linearity after every hidden layer"),
          Map.entry("policy.sharedTrunk", "whether actor and critic share the hidden layers"),
          Map.entry("policy.initialization", "how weights and biases start"),
          Map.entry("policy.logStdInit", "start of the log deviation of continuous actions"),
          Map.entry("policy.actionBound", "how a continuous action is brought into its range"),
          Map.entry("policy.actionScaling", "whether that range is [-1, 1], stretched afterwards"),
          Map.entry("policy.continuousActions", "how continuous actions are distributed"),
          Map.entry("policy.stateDependentStd", "whether deviations come from the observation"),
          Map.entry("policy.minLogStd", "smallest log deviation; -Infinity for no limit"),
          Map.entry("policy.maxLogStd", "largest log deviation; Infinity for no limit"),
          Map.entry("policy.tanhMean", "whether a Gaussian's mean is squashed by tanh"),
          Map.entry(
              "policy.probabilityEpsilon", "added to probabilities in logarithms; 0 for exact"),
          Map.entry("policy.policyGain", "gain of the policy head where weights start orthogonal"));

  private SettingMeanings() {}

  /** The meaning of a setting, or nothing for a name that is none. */
  public static String of(String setting) {
    return MEANINGS.getOrDefault(setting, "");
  }
}
