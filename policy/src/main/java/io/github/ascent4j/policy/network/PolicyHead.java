package io.github.ascent4j.policy.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last layer of the actor: how its features become the parameters of an action distribution.
 * Each record names a distribution and the layer in front of it.
 */
public sealed interface PolicyHead {
  /** The linear layer that produces the distribution's parameters, or the mean of them. */
  Layer.Dense layer();

  /** Floats the network yields per sample for the policy. */
  default int parameterCount() {
    return layer().outputs();
  }

  /** Floats of an action. */
  default int actionSize() {
    if (this instanceof Categorical) {
      return 1;
    } else if (this instanceof MultiCategorical choices) {
      return choices.choices().size();
    } else if (this instanceof Bernoulli) {
      return layer().outputs();
    } else if (this instanceof Joint joint) {
      return joint.parts().stream().mapToInt(PolicyHead::actionSize).sum();
    }
    boolean halves = this instanceof Beta || logStd() instanceof LogStd.StateDependent;
    return halves ? layer().outputs() / 2 : layer().outputs();
  }

  /** Where the log standard deviation comes from; null for a head that has none or several. */
  default @Nullable LogStd logStd() {
    return null;
  }

  /** What the layer's outputs are divided by before they are parameters of the distribution. */
  default float temperature() {
    return 1;
  }

  /** What the layer's outputs for the mean go through, if anything. */
  default @Nullable ActivationFunction meanActivation() {
    return null;
  }

  /** The log standard deviation that is a parameter of its own, if this head has one. */
  default LogStd.@Nullable Free freeLogStd() {
    return logStd() instanceof LogStd.Free free ? free : null;
  }

  /** The exploration by features, if this head has it. */
  default LogStd.@Nullable Exploration exploration() {
    return logStd() instanceof LogStd.Exploration exploration ? exploration : null;
  }

  /**
   * Floats of a sample that are parameters of their own, the same in every state: free log standard
   * deviations. They follow what the layer yields.
   */
  default int freeParameterCount() {
    return freeLogStd() == null ? 0 : layer().outputs();
  }

  /**
   * Logits of one categorical action, one per choice: the layer's outputs, divided by the
   * temperature.
   *
   * @param epsilon added to probabilities inside logarithms: 1e-8 in rlpyt, otherwise 0
   * @param temperature flattens the probabilities above 1 and sharpens them below
   */
  record Categorical(Layer.Dense layer, float epsilon, float temperature) implements PolicyHead {
    /** The exact categorical distribution. */
    public Categorical(Layer.Dense layer) {
      this(layer, 0);
    }

    /** A distribution of temperature 1. */
    public Categorical(Layer.Dense layer, float epsilon) {
      this(layer, epsilon, 1);
    }

    public Categorical {
      checkEpsilon(epsilon);
      if (!(temperature >= 1e-3f && temperature <= 1e3f)) {
        throw new IllegalArgumentException(
            "a head with temperature " + temperature + "; give one from 0.001 to 1000, 1 for none");
      }
    }
  }

  /**
   * Logits of several independent categorical actions, those of the first one first.
   *
   * @param choices number of choices of each; the layer has as many outputs as their sum
   */
  record MultiCategorical(Layer.Dense layer, List<Integer> choices) implements PolicyHead {
    public MultiCategorical {
      choices = List.copyOf(choices);
      long sum = choices.stream().mapToLong(Integer::longValue).sum();
      if (choices.stream().anyMatch(n -> n < 1)) {
        throw new IllegalArgumentException(
            "choices " + choices + ": give at least 1 for each action");
      }
      if (layer.outputs() != sum) {
        throw new IllegalArgumentException(
            "a layer of " + layer.outputs() + " outputs for choices " + choices + "; give " + sum);
      }
    }
  }

  /** Logits of independent yes-or-no actions. */
  record Bernoulli(Layer.Dense layer) implements PolicyHead {}

  /**
   * A diagonal Gaussian. The network yields {@code [mean, logStd]} per sample, and the features
   * behind where they decide the noise.
   *
   * @param meanActivation applied to the mean, as rlpyt's tanh; null for none
   * @param epsilon added to the standard deviation that errors are divided by: 1e-8 in rlpyt,
   *     otherwise 0
   */
  record Gaussian(
      Layer.Dense layer, LogStd logStd, @Nullable ActivationFunction meanActivation, float epsilon)
      implements PolicyHead {
    public Gaussian {
      checkHalves(layer, logStd);
      checkEpsilon(epsilon);
    }

    /** A free log standard deviation without limits that starts at {@code logStd}. */
    public Gaussian(Layer.Dense layer, float logStd) {
      this(layer, new LogStd.Free(logStd), null, 0);
    }

    @Override
    public int parameterCount() {
      return gaussianParameters(layer, logStd);
    }
  }

  /**
   * A diagonal Gaussian squashed by tanh into the bounds of the action space. The network yields
   * {@code [mean, logStd]} of what is squashed.
   */
  record TanhGaussian(Layer.Dense layer, LogStd logStd) implements PolicyHead {
    public TanhGaussian {
      checkHalves(layer, logStd);
      if (logStd instanceof LogStd.Exploration) {
        throw new IllegalArgumentException(
            "exploration by features for a Gaussian squashed by tanh; use one that is not"
                + " squashed");
      }
    }

    @Override
    public int parameterCount() {
      return gaussianParameters(layer, logStd);
    }
  }

  /**
   * Independent Beta distributions over the bounds of the action space. The network yields {@code
   * [a, b]} per sample; the concentrations are {@code softplus(a) + 1} and {@code softplus(b) + 1}.
   */
  record Beta(Layer.Dense layer) implements PolicyHead {
    public Beta {
      checkEven(layer);
    }
  }

  /**
   * Several heads side by side, for an action of several parts. One layer yields the outputs of all
   * of them in order; the free log standard deviations of all follow, in order.
   *
   * @param parts at least one, none of them itself joint; their layers start alike, since they are
   *     one
   */
  record Joint(List<PolicyHead> parts) implements PolicyHead {
    public Joint {
      parts = List.copyOf(parts);
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("a joint head without parts; give at least one");
      }
      Layer.Dense first = parts.get(0).layer();
      long outputs = 0;
      for (PolicyHead part : parts) {
        checkPart(part);
        Layer.Dense own = part.layer();
        if (!own.weight().equals(first.weight()) || !own.bias().equals(first.bias())) {
          throw new IllegalArgumentException(
              "a joint head of "
                  + first
                  + " and "
                  + own
                  + "; start them alike, since one layer yields all parts");
        }
        outputs += own.outputs();
      }
      if (outputs > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a joint head of " + outputs + " outputs; give at most 2^31-1 in all");
      }
    }

    private static void checkPart(PolicyHead part) {
      if (part instanceof Joint) {
        throw new IllegalArgumentException(
            "a joint head inside another one; put its parts there one by one");
      }
      if (part.exploration() != null) {
        throw new IllegalArgumentException(
            "exploration by features inside a joint head; use a free log standard deviation");
      }
      if (part.temperature() != 1) {
        throw new IllegalArgumentException(
            "a temperature of " + part.temperature() + " inside a joint head; leave it at 1");
      }
      if (part instanceof Gaussian gaussian && gaussian.meanActivation() != null) {
        throw new IllegalArgumentException(
            "a mean through "
                + gaussian.meanActivation()
                + " inside a joint head; leave the mean as it is");
      }
    }

    @Override
    public Layer.Dense layer() {
      Layer.Dense first = parts.get(0).layer();
      int outputs = parts.stream().mapToInt(part -> part.layer().outputs()).sum();
      return new Layer.Dense(outputs, first.weight(), first.bias());
    }

    @Override
    public int parameterCount() {
      return parts.stream().mapToInt(PolicyHead::parameterCount).sum();
    }

    @Override
    public int freeParameterCount() {
      return parts.stream().mapToInt(PolicyHead::freeParameterCount).sum();
    }
  }

  private static int gaussianParameters(Layer.Dense layer, LogStd logStd) {
    if (logStd instanceof LogStd.Exploration exploration) {
      return 2 * layer.outputs() + exploration.features();
    }
    return logStd instanceof LogStd.Free ? 2 * layer.outputs() : layer.outputs();
  }

  private static void checkEpsilon(float epsilon) {
    if (!(epsilon >= 0 && epsilon < 1)) {
      throw new IllegalArgumentException(
          "a head with epsilon " + epsilon + "; give one from 0 to below 1");
    }
  }

  private static void checkHalves(Layer.Dense layer, LogStd logStd) {
    if (logStd instanceof LogStd.StateDependent) {
      checkEven(layer);
    }
  }

  private static void checkEven(Layer.Dense layer) {
    if (layer.outputs() % 2 != 0) {
      throw new IllegalArgumentException(
          "a head of " + layer.outputs() + " outputs; it needs two for each dimension");
    }
  }
}
