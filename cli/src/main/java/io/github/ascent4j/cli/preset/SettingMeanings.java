package io.github.ascent4j.cli.preset;

import java.util.Map;

/** What each setting means, in a line; the config records' documentation says more. */
public final class SettingMeanings {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("sampling.sampler", "in which order copies step and the policy acts"),
          Map.entry(
              "sampling.midBatchReset",
              "whether a copy restarts at once, or waits for the rollout"),
          Map.entry(
              "sampling.decorrelationSteps", "most random actions of each copy before training"),
          Map.entry("policy.encoder.channels", "channels of each convolution of images"),
          Map.entry("policy.encoder.kernels", "kernel size of each convolution"),
          Map.entry("policy.encoder.strides", "step of each convolution"),
          Map.entry("policy.encoder.paddings", "zeros around what each convolution reads"),
          Map.entry(
              "policy.encoder.maxPool",
              "whether convolutions are followed by max-pools instead of strides"),
          Map.entry(
              "policy.encoder.imageFeatures", "width of the linear layer behind the convolutions"),
          Map.entry(
              "policy.encoder.sizes", "layers that an observation's numbers run through first"),
          Map.entry(
              "policy.encoder.layerNorm",
              "whether linear layers are followed by a layer normalisation"),
          Map.entry(
              "policy.memory.lstmSize", "width of the LSTM of an agent that remembers; 0 for none"),
          Map.entry("policy.memory.criticLstm", "whether the critic has an LSTM of its own"),
          Map.entry("policy.memory.previousAction", "whether the LSTM reads the action before"),
          Map.entry("policy.memory.previousReward", "whether the LSTM reads the reward before"),
          Map.entry(
              "policy.memory.sequenceSteps",
              "steps that gradients go back through; 0 for whole rollouts"),
          Map.entry("rolloutSteps", "steps of each copy between updates"),
          Map.entry(
              "minibatchSize",
              "samples of a minibatch; 0 where minibatches is given, or for all at once"),
          Map.entry("minibatches", "minibatches per epoch; 0 where minibatchSize is given"),
          Map.entry("lastMinibatch", "what becomes of samples that fill no whole minibatch"),
          Map.entry("epochs", "passes over each batch"),
          Map.entry(
              "recomputeAdvantages",
              "whether every epoch estimates advantages with the critic of then"),
          Map.entry("gamma", "discount of later rewards, 0 to 1"),
          Map.entry("gaeLambda", "bias (0) against variance (1) of the advantage estimate"),
          Map.entry("valueTarget", "what the critic learns: A + V, or the rewards that follow"),
          Map.entry("scaleReturns", "whether the critic learns returns divided by their deviation"),
          Map.entry("learningRate", "step size; a number or a schedule such as linear(start,end)"),
          Map.entry(
              "clipRange",
              "how far a probability ratio may leave 1; below it if clipRangeHigh differs"),
          Map.entry("clipRangeHigh", "how far a probability ratio may go above 1"),
          Map.entry(
              "clipRangeLags", "whether the clip range follows the progress of one update earlier"),
          Map.entry(
              "dualClip",
              "how much a large ratio may count against a bad action; Infinity for any"),
          Map.entry("valueClipping", "whether and how the critic's change is clipped"),
          Map.entry("valueClipRange", "how far a value may move, where values are clipped"),
          Map.entry("halfValueLoss", "whether the squared value error is halved"),
          Map.entry("valueCoefficient", "weight of the value error in the loss"),
          Map.entry("entropyCoefficient", "weight of the entropy bonus, which keeps exploring"),
          Map.entry("maxGradientNorm", "limit of the gradient's global norm; Infinity for none"),
          Map.entry(
              "criticEpochs",
              "passes of a critic that learns apart from the policy; 0 if together"),
          Map.entry("criticLearningRate", "step size of a critic that learns apart"),
          Map.entry("criticIterations", "steps of the critic per update"),
          Map.entry("advantageNormalization", "over what advantages are normalised"),
          Map.entry("normalizeAdvantages", "whether advantages are normalised over the batch"),
          Map.entry(
              "advantageStandardization",
              "which deviation divides advantages, and how it is kept from 0"),
          Map.entry("singleAdvantage", "what normalisation makes of an advantage that is alone"),
          Map.entry("klPenalty", "weight of KL(old || new) in the loss; 0 for no penalty"),
          Map.entry("klPenaltyRule", "how that weight follows the divergence"),
          Map.entry("klPenaltyTarget", "divergence that an adapted weight aims at"),
          Map.entry("targetKl", "divergence at which an update stops or that it stays below"),
          Map.entry("klDirection", "whether that divergence is KL(old || new) or KL(new || old)"),
          Map.entry("lineSearchShrinkingFactor", "what a step that is too long is multiplied by"),
          Map.entry("lineSearchMaxIterations", "steps tried before the policy stays as it was"),
          Map.entry("subSamplingFactor", "of so many samples the policy's update reads one"),
          Map.entry("cgMaxSteps", "steps of conjugate gradients at most"),
          Map.entry("cgDamping", "added to the diagonal of the Fisher matrix"),
          Map.entry("actorStepSize", "how many times the natural gradient is added"),
          Map.entry("klStop", "when that divergence is looked at"),
          Map.entry("klEstimator", "how that divergence is estimated"),
          Map.entry("batchSize", "least steps of an update, in whole episodes"),
          Map.entry("batchEpisodes", "least episodes of an update"),
          Map.entry("optimSteps", "steps of the policy per update"),
          Map.entry(
              "useRewardToGo", "whether a step is weighted by the rewards that follow it alone"),
          Map.entry("useGae", "whether a step is weighted by its generalised advantage"),
          Map.entry("baseline", "whether a critic's value is subtracted from the weights"),
          Map.entry("baselineLearningRate", "step size of the baseline"),
          Map.entry("baselineOptimSteps", "steps of the baseline per update"),
          Map.entry("reduction", "whether the loss is a mean or a sum over the samples"),
          Map.entry(
              "rewardStandardization",
              "whether each episode's rewards or returns are standardised"),
          Map.entry("episodes", "episodes of an update; 0 where rolloutSteps is given"),
          Map.entry("repeats", "passes over each batch"),
          Map.entry("normalizeReturns", "whether returns are normalised by running statistics"),
          Map.entry(
              "sumActionDimensions",
              "whether log-probabilities of an action's dimensions are summed"),
          Map.entry(
              "deterministicEvaluation",
              "whether evaluations in training take the most probable actions"),
          Map.entry("annealing", "progress that schedules follow: before or after a rollout"),
          Map.entry("bootstrapTruncated", "whether a time limit's last observation is valued"),
          Map.entry(
              "normalization.observations",
              "whose rules observations are normalised by as they come"),
          Map.entry("normalization.rewards", "whose rules rewards are scaled by"),
          Map.entry(
              "normalization.observationLimit",
              "largest magnitude of a normalised observation; Infinity for any"),
          Map.entry(
              "normalization.rewardLimit",
              "largest magnitude of a scaled reward; Infinity for any"),
          Map.entry(
              "normalization.observationEpsilon",
              "what keeps an observation's division finite; 0 for the number of the rules"),
          Map.entry(
              "normalization.rewardEpsilon",
              "what keeps a reward's division finite; 0 for the number of the rules"),
          Map.entry("optimizer.kind", "which optimiser steps"),
          Map.entry("optimizer.epsilon", "what keeps the optimiser's divisions finite"),
          Map.entry("optimizer.beta1", "decay of Adam's mean gradient"),
          Map.entry("optimizer.beta2", "decay of Adam's mean squared gradient"),
          Map.entry("optimizer.alpha", "decay of RMSprop's mean squared gradient"),
          Map.entry("optimizer.momentum", "share of the last step that RMSprop or SGD takes again"),
          Map.entry(
              "optimizer.dampening", "share of the gradient that SGD keeps out of its momentum"),
          Map.entry("optimizer.nesterov", "whether SGD's momentum looks ahead"),
          Map.entry("optimizer.centered", "whether RMSprop subtracts the mean gradient"),
          Map.entry("optimizer.weightDecay", "pull of the parameters towards 0"),
          Map.entry("optimizer.clipRule", "how a gradient beyond maxGradientNorm is scaled"),
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
          Map.entry("policy.policyGain", "gain of the policy head where weights start orthogonal"),
          Map.entry(
              "policy.temperature", "what the logits of a choice are divided by; 1 for nothing"),
          Map.entry(
              "policy.discreteObservations",
              "ONE_HOT or RAW: how categories that are observed are read"),
          Map.entry(
              "policy.exploration.enabled",
              "whether the noise of continuous actions comes from the features (gSDE)"),
          Map.entry(
              "policy.exploration.resampleSteps",
              "steps for which a copy keeps that noise; 0 for the whole rollout"),
          Map.entry(
              "policy.exploration.fullStd",
              "whether features have a deviation for each dimension of the action"),
          Map.entry("policy.exploration.expln", "whether those deviations grow slowly beyond 1"),
          Map.entry(
              "policy.exploration.learnFeatures",
              "whether the deviations' gradient reaches the features"));

  private SettingMeanings() {}

  /** The meaning of a setting, or nothing for a name that is none. */
  public static String of(String setting) {
    return MEANINGS.getOrDefault(setting, "");
  }
}
