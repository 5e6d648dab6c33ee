package io.github.ascent4j.core.policy;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.space.ActionEncoding;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * The default policy for given spaces: which network is built, how its actions are distributed and
 * how they reach the environment. Settings of continuous actions are idle where there are none.
 *
 * @param hiddenSizes widths of the hidden layers; empty for a linear policy
 * @param activation after every hidden layer
 * @param sharedTrunk whether actor and critic share the hidden layers
 * @param initialization how weights and biases start
 * @param logStdInit start of the free log standard deviation of continuous actions
 * @param actionBound how a continuous action is brought into its range; for {@link
 *     ContinuousDistribution#GAUSSIAN}, since the others are within the bounds by themselves
 * @param actionScaling whether that range is [-1, 1], stretched to the space's bounds afterwards
 * @param continuousActions how continuous actions are distributed
 * @param stateDependentStd whether the log standard deviation comes from the observation, where it
 *     starts near 0, and not from a parameter of its own
 * @param minLogStd smallest log standard deviation, to which smaller ones are cut; -Infinity for
 *     none
 * @param maxLogStd largest log standard deviation, to which larger ones are cut; Infinity for none
 * @param tanhMean whether the mean of a Gaussian is squashed by tanh, as in rlpyt
 * @param probabilityEpsilon added to probabilities inside logarithms, and to the deviation that
 *     errors of a Gaussian are divided by: 1e-8 in rlpyt, 0 for the exact distributions
 * @param policyGain gain of the policy head where weights start orthogonal
 * @param temperature what the logits of a Discrete action are divided by, in acting and in learning
 *     alike: the softmax at this temperature is the policy. Above 1 it is flatter and explores more
 * @param discreteObservations how the network reads Discrete and MultiDiscrete observations, alone
 *     or as parts of a Dict or Tuple
 * @param encoder what images and other parts of the observation run through first
 * @param memory what is remembered of the steps before, in front of the hidden layers
 * @param exploration whether and how the noise of continuous actions comes from the features; its
 *     parameters then start at {@code logStdInit}
 */
public record PolicyConfig(
    List<Integer> hiddenSizes,
    ActivationFunction activation,
    boolean sharedTrunk,
    Initialization initialization,
    double logStdInit,
    ActionMapping.Bound actionBound,
    boolean actionScaling,
    ContinuousDistribution continuousActions,
    boolean stateDependentStd,
    double minLogStd,
    double maxLogStd,
    boolean tanhMean,
    double probabilityEpsilon,
    double policyGain,
    double temperature,
    DiscreteObservations discreteObservations,
    EncoderConfig encoder,
    MemoryConfig memory,
    ExplorationConfig exploration) {

  /** Two hidden layers of 64 with tanh, separate networks, orthogonal, clipped actions. */
  public static final PolicyConfig DEFAULT =
      new PolicyConfig(
          List.of(64, 64),
          ActivationFunction.TANH,
          false,
          Initialization.ORTHOGONAL,
          0,
          ActionMapping.Bound.CLIP,
          false,
          ContinuousDistribution.GAUSSIAN,
          false,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          false,
          0,
          0.01,
          1,
          DiscreteObservations.ONE_HOT,
          EncoderConfig.NATURE,
          MemoryConfig.NONE,
          ExplorationConfig.DEFAULT);

  public PolicyConfig {
    hiddenSizes = List.copyOf(hiddenSizes);
    for (int size : hiddenSizes) {
      if (size < 1 || size > 65536) {
        throw new IllegalArgumentException(
            "hiddenSizes " + hiddenSizes + ": every size must be from 1 to 65536");
      }
    }
    if (!(logStdInit >= -20 && logStdInit <= 2)) {
      throw new IllegalArgumentException(
          "logStdInit " + logStdInit + " must be from -20 to 2; 0 is a standard deviation of 1");
    }
    if (actionBound == ActionMapping.Bound.TANH && !actionScaling) {
      throw new IllegalArgumentException(
          "actionBound TANH needs actionScaling true, since tanh gives actions in [-1, 1]");
    }
    if (!(minLogStd <= maxLogStd)
        || minLogStd == Double.POSITIVE_INFINITY
        || maxLogStd == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "minLogStd "
              + minLogStd
              + " must not exceed maxLogStd "
              + maxLogStd
              + ", with a finite number between; -Infinity and Infinity are no limits");
    }
    if (!stateDependentStd && (logStdInit < minLogStd || logStdInit > maxLogStd)) {
      throw new IllegalArgumentException(
          "logStdInit "
              + logStdInit
              + " must be from minLogStd "
              + minLogStd
              + " to maxLogStd "
              + maxLogStd
              + ", since it cannot move outside");
    }
    if (stateDependentStd && logStdInit != 0) {
      throw new IllegalArgumentException(
          "logStdInit "
              + logStdInit
              + " is the start of a free log standard deviation; with stateDependentStd it starts"
              + " near 0, use logStdInit 0");
    }
    if (continuousActions == ContinuousDistribution.BETA && stateDependentStd) {
      throw new IllegalArgumentException(
          "stateDependentStd is for Gaussians; continuousActions BETA has no standard deviation of"
              + " its own, use stateDependentStd false");
    }
    if (continuousActions != ContinuousDistribution.GAUSSIAN && tanhMean) {
      throw new IllegalArgumentException(
          "tanhMean is for continuousActions GAUSSIAN; "
              + continuousActions
              + " is within the bounds by itself, use tanhMean false");
    }
    if (!(probabilityEpsilon >= 0 && probabilityEpsilon <= 1e-3)) {
      throw new IllegalArgumentException(
          "probabilityEpsilon "
              + probabilityEpsilon
              + " must be from 0 to 0.001; 0 is exact and 1e-8 is rlpyt's");
    }
    if (!(policyGain >= 0 && policyGain <= 100)) {
      throw new IllegalArgumentException(
          "policyGain " + policyGain + " must be from 0 to 100; 0.01 starts nearly uniform");
    }
    if (exploration.enabled()) {
      checkExploration(continuousActions, stateDependentStd, minLogStd, maxLogStd);
    }
    if (!(temperature >= 0.001 && temperature <= 1000)) {
      throw new IllegalArgumentException(
          "temperature "
              + temperature
              + " must be from 0.001 to 1000; 1 leaves the logits as they are");
    }
    if (memory.criticLstm() && sharedTrunk) {
      throw new IllegalArgumentException(
          "memory.criticLstm true gives the critic an LSTM of its own, but sharedTrunk true lets it"
              + " share the layers behind; set one of them to false");
    }
  }

  private static void checkExploration(
      ContinuousDistribution continuousActions,
      boolean stateDependentStd,
      double minLogStd,
      double maxLogStd) {
    if (continuousActions != ContinuousDistribution.GAUSSIAN) {
      throw new IllegalArgumentException(
          "exploration by features is for continuousActions GAUSSIAN, not "
              + continuousActions
              + "; use GAUSSIAN or exploration.enabled false");
    }
    if (stateDependentStd) {
      throw new IllegalArgumentException(
          "exploration by features brings deviations of its own; use stateDependentStd false or"
              + " exploration.enabled false");
    }
    if (minLogStd > Double.NEGATIVE_INFINITY || maxLogStd < Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "exploration by features has no limits of its deviations, but minLogStd is "
              + minLogStd
              + " and maxLogStd "
              + maxLogStd
              + "; use -Infinity and Infinity, or exploration.expln for a slow growth");
    }
  }

  public PolicyConfig withHiddenSizes(List<Integer> value) {
    return ConfigRecords.replace(this, "hiddenSizes", value);
  }

  public PolicyConfig withActivation(ActivationFunction value) {
    return ConfigRecords.replace(this, "activation", value);
  }

  public PolicyConfig withSharedTrunk(boolean value) {
    return ConfigRecords.replace(this, "sharedTrunk", value);
  }

  public PolicyConfig withInitialization(Initialization value) {
    return ConfigRecords.replace(this, "initialization", value);
  }

  public PolicyConfig withLogStdInit(double value) {
    return ConfigRecords.replace(this, "logStdInit", value);
  }

  /** Changes the bound; tanh implies scaling, which it needs. */
  public PolicyConfig withActionBound(ActionMapping.Bound value) {
    PolicyConfig start = value == ActionMapping.Bound.TANH ? withActionScaling(true) : this;
    return ConfigRecords.replace(start, "actionBound", value);
  }

  public PolicyConfig withActionScaling(boolean value) {
    return ConfigRecords.replace(this, "actionScaling", value);
  }

  public PolicyConfig withContinuousActions(ContinuousDistribution value) {
    return ConfigRecords.replace(this, "continuousActions", value);
  }

  /** Changes where the log standard deviation comes from; from the observation, it starts at 0. */
  public PolicyConfig withStateDependentStd(boolean value) {
    PolicyConfig start = value ? withLogStdInit(0) : this;
    return ConfigRecords.replace(start, "stateDependentStd", value);
  }

  public PolicyConfig withMinLogStd(double value) {
    return ConfigRecords.replace(this, "minLogStd", value);
  }

  public PolicyConfig withMaxLogStd(double value) {
    return ConfigRecords.replace(this, "maxLogStd", value);
  }

  public PolicyConfig withTanhMean(boolean value) {
    return ConfigRecords.replace(this, "tanhMean", value);
  }

  public PolicyConfig withProbabilityEpsilon(double value) {
    return ConfigRecords.replace(this, "probabilityEpsilon", value);
  }

  public PolicyConfig withPolicyGain(double value) {
    return ConfigRecords.replace(this, "policyGain", value);
  }

  public PolicyConfig withExploration(ExplorationConfig value) {
    return ConfigRecords.replace(this, "exploration", value);
  }

  public PolicyConfig withEncoder(EncoderConfig value) {
    return ConfigRecords.replace(this, "encoder", value);
  }

  public PolicyConfig withMemory(MemoryConfig value) {
    return ConfigRecords.replace(this, "memory", value);
  }

  public PolicyConfig withDiscreteObservations(DiscreteObservations value) {
    return ConfigRecords.replace(this, "discreteObservations", value);
  }

  public PolicyConfig withTemperature(double value) {
    return ConfigRecords.replace(this, "temperature", value);
  }

  /** The mapping of actions in {@code space}, as their distribution needs it. */
  public ActionMapping actionMapping(Space space) {
    boolean tuple =
        space instanceof Tuple parts && parts.parts().stream().anyMatch(Box.class::isInstance);
    if (!(space instanceof Box) && !tuple) {
      return ActionMapping.NONE;
    }
    return switch (continuousActions) {
      case GAUSSIAN -> new ActionMapping(actionBound, actionScaling);
      case TANH_GAUSSIAN -> ActionMapping.TANH_SCALED;
      case BETA -> ActionMapping.NONE;
    };
  }

  /** The network for these spaces, with a critic. */
  public ActorCritic network(Space observationSpace, Space actionSpace) {
    return network(observationSpace, actionSpace, true);
  }

  /**
   * The network for these spaces, whose actor and critic share what encodes the observation.
   *
   * @param critic whether there is one; without, a shared trunk is the actor's
   * @throws IllegalArgumentException if these settings do not fit the action space
   */
  public ActorCritic network(Space observationSpace, Space actionSpace, boolean critic) {
    return network(observationSpace, actionSpace, critic, false);
  }

  /**
   * The network for these spaces.
   *
   * @param critic whether there is one; without, a shared trunk is the actor's
   * @param apart whether actor and critic each encode the observation, as optimisers of their own
   *     need
   * @throws IllegalArgumentException if these settings do not fit the action space
   */
  public ActorCritic network(
      Space observationSpace, Space actionSpace, boolean critic, boolean apart) {
    List<Layer> hidden = encoder.linearLayers(hiddenSizes, initialization, activation);
    List<Layer> trunk = new ArrayList<>();
    List<Layer> own = new ArrayList<>();
    if (memory.remembers()) {
      (memory.criticLstm() ? own : trunk).add(initialization.lstm(memory.lstmSize()));
    }
    (sharedTrunk ? trunk : own).addAll(hidden);
    List<Input> parts = parts(observationSpace, actionSpace);
    if (apart && parts.size() == 1) {
      Input part = parts.getFirst();
      own.addAll(0, part.layers());
      parts = List.of(part.withLayers(List.of()));
    }
    List<Integer> shape = ActorCritic.outputShape(ActorCritic.featureShape(parts), trunk);
    int features = ActorCritic.outputs(shape, own);
    PolicyHead head = new PolicyHeads(this).of(actionSpace, features);
    // Refuses bounds that the distribution cannot have.
    AgentDescription.distribution(head, actionSpace);
    if (!critic) {
      return new ActorCritic(parts, trunk, own, head);
    }
    boolean encodes =
        apart && trunk.isEmpty() && parts.stream().anyMatch(part -> !part.layers().isEmpty());
    List<List<Layer>> criticInputs =
        encodes ? parts.stream().map(Input::layers).toList() : List.of();
    return new ActorCritic(parts, trunk, own, head, own, initialization.dense(1, 1), criticInputs);
  }

  private List<Input> parts(Space observationSpace, Space actionSpace) {
    List<Input> parts = new ArrayList<>();
    for (ObservationLayout.Part part : ObservationLayout.of(observationSpace).parts()) {
      parts.add(part.image() ? image(part) : numbers(part));
    }
    if (memory.previousAction()) {
      int size = ActionEncoding.of(actionSpace).size();
      parts.add(new Input(Input.Kind.PREVIOUS_ACTION, List.of(size), List.of()));
    }
    if (memory.previousReward()) {
      parts.add(new Input(Input.Kind.PREVIOUS_REWARD, List.of(1), List.of()));
    }
    return parts;
  }

  private Input numbers(ObservationLayout.Part part) {
    List<Layer> layers = encoder.numberLayers(initialization, activation);
    if (discreteObservations == DiscreteObservations.ONE_HOT && !part.categories().isEmpty()) {
      return Input.categories(part.categories()).withLayers(layers);
    }
    boolean bits =
        discreteObservations == DiscreteObservations.ONE_HOT && part.space() instanceof MultiBinary;
    Input.Kind kind = bits ? Input.Kind.BITS : Input.Kind.NUMBERS;
    return new Input(kind, List.of(part.size()), layers);
  }

  /** Bytes that are no image of channels, rows and columns have no convolutions. */
  private Input image(ObservationLayout.Part part) {
    try {
      List<Layer> layers =
          part.shape().size() == 3
              ? encoder.imageLayers(initialization)
              : encoder.numberLayers(initialization, activation);
      return new Input(Input.Kind.IMAGE, part.shape(), layers);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "policy.encoder does not fit images of shape "
              + part.shape()
              + ", [channels, height, width]: "
              + e.getMessage(),
          e);
    }
  }
}
