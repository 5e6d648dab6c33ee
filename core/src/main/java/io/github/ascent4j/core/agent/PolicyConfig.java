package io.github.ascent4j.core.agent;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * The default policy for given spaces: which network is built and how its actions reach the
 * environment.
 *
 * @param hiddenSizes widths of the hidden layers; empty for a linear policy
 * @param activation after every hidden layer
 * @param sharedTrunk whether actor and critic share the hidden layers
 * @param initialization how weights and biases start
 * @param logStdInit start of the free log standard deviation of continuous actions
 * @param actionBound how a continuous action is brought into its range
 * @param actionScaling whether that range is [-1, 1], stretched to the space's bounds afterwards
 */
public record PolicyConfig(
    List<Integer> hiddenSizes,
    ActivationFunction activation,
    boolean sharedTrunk,
    Initialization initialization,
    double logStdInit,
    ActionMapping.Bound actionBound,
    boolean actionScaling) {

  /** Two hidden layers of 64 with tanh, separate networks, orthogonal, clipped actions. */
  public static final PolicyConfig DEFAULT =
      new PolicyConfig(
          List.of(64, 64),
          ActivationFunction.TANH,
          false,
          Initialization.ORTHOGONAL,
          0,
          ActionMapping.Bound.CLIP,
          false);

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
  }

  public PolicyConfig withHiddenSizes(List<Integer> sizes) {
    return new PolicyConfig(
        sizes, activation, sharedTrunk, initialization, logStdInit, actionBound, actionScaling);
  }

  public PolicyConfig withActivation(ActivationFunction function) {
    return new PolicyConfig(
        hiddenSizes, function, sharedTrunk, initialization, logStdInit, actionBound, actionScaling);
  }

  public PolicyConfig withSharedTrunk(boolean shared) {
    return new PolicyConfig(
        hiddenSizes, activation, shared, initialization, logStdInit, actionBound, actionScaling);
  }

  public PolicyConfig withInitialization(Initialization start) {
    return new PolicyConfig(
        hiddenSizes, activation, sharedTrunk, start, logStdInit, actionBound, actionScaling);
  }

  public PolicyConfig withLogStdInit(double start) {
    return new PolicyConfig(
        hiddenSizes, activation, sharedTrunk, initialization, start, actionBound, actionScaling);
  }

  /** Changes the bound; tanh implies scaling, which it needs. */
  public PolicyConfig withActionBound(ActionMapping.Bound bound) {
    boolean scaling = actionScaling || bound == ActionMapping.Bound.TANH;
    return new PolicyConfig(
        hiddenSizes, activation, sharedTrunk, initialization, logStdInit, bound, scaling);
  }

  public PolicyConfig withActionScaling(boolean scaling) {
    return new PolicyConfig(
        hiddenSizes, activation, sharedTrunk, initialization, logStdInit, actionBound, scaling);
  }

  /** The mapping of actions in {@code space}: none where it is not continuous. */
  public ActionMapping actionMapping(Space space) {
    return space instanceof Box
        ? new ActionMapping(actionBound, actionScaling)
        : ActionMapping.NONE;
  }

  /**
   * The network for these spaces.
   *
   * @throws IllegalArgumentException if no policy head fits the action space
   */
  public ActorCritic network(Space observationSpace, Space actionSpace) {
    float gain = (float) Math.sqrt(2);
    List<Layer> hidden = new ArrayList<>();
    for (int size : hiddenSizes) {
      hidden.add(dense(size, gain));
      hidden.add(new Layer.Activation(activation));
    }
    PolicyHead head =
        switch (actionSpace) {
          case Discrete discrete -> new PolicyHead.Categorical(dense(discrete.n(), 0.01f));
          case Box box -> new PolicyHead.Gaussian(dense(box.flatSize(), 0.01f), (float) logStdInit);
          case MultiDiscrete space -> throw unsupported(space);
          case MultiBinary space -> throw unsupported(space);
        };
    List<Layer> none = List.of();
    return new ActorCritic(
        observationSpace.flatSize(),
        sharedTrunk ? hidden : none,
        sharedTrunk ? none : hidden,
        head,
        sharedTrunk ? none : hidden,
        dense(1, 1));
  }

  private Layer.Dense dense(int outputs, float gain) {
    return switch (initialization) {
      case ORTHOGONAL -> Layer.Dense.orthogonal(outputs, gain);
      case TORCH -> Layer.Dense.torch(outputs);
    };
  }

  private static IllegalArgumentException unsupported(Space space) {
    return new IllegalArgumentException(
        "no policy head for the action space " + space + "; use a Discrete or a Box space");
  }
}
