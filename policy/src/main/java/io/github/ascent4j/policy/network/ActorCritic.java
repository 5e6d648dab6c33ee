package io.github.ascent4j.policy.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An actor and a critic: the parts of the input, each with layers of its own, whose features laid
 * side by side run through a trunk that both share (it may be empty), then the stack of each, then
 * the policy head and a linear value of one output.
 *
 * <p>Per sample the network yields {@link PolicyHead#parameterCount} policy outputs and, if it has
 * a critic, one value. A network with an LSTM also takes a state of {@link #stateSize} floats for
 * each sequence and yields the next one.
 *
 * <p>Thread safety: a description and all that it is made of are immutable, and all threads may
 * share them.
 *
 * @param parts what the network reads: those of the observation in its order, then those of the
 *     step before
 * @param trunk layers in front of both; empty for separate networks
 * @param actor layers between trunk and policy head
 * @param head the policy head
 * @param critic layers between trunk and value
 * @param value the value layer, which must have one output; null for an actor without a critic
 * @param criticInputs layers through which the critic runs each part of the input, in place of the
 *     parts' own; what they yield, laid side by side, is what its stack starts from. Empty where
 *     actor and critic share the layers of the parts
 */
public record ActorCritic(
    List<Input> parts,
    List<Layer> trunk,
    List<Layer> actor,
    PolicyHead head,
    List<Layer> critic,
    Layer.@Nullable Dense value,
    List<List<Layer>> criticInputs) {

  public ActorCritic {
    parts = List.copyOf(parts);
    trunk = List.copyOf(trunk);
    actor = List.copyOf(actor);
    critic = List.copyOf(critic);
    checkParts(parts);
    if (value == null && !critic.isEmpty()) {
      throw new IllegalArgumentException("a critic of hidden layers only; give its value layer");
    }
    if (value != null && value.outputs() != 1) {
      throw new IllegalArgumentException(
          "the value layer has " + value.outputs() + " outputs; it must have 1");
    }
    List<Integer> features = outputShape(featureShape(parts), trunk);
    checkFeatures(head, Input.size(outputShape(features, actor)));
    criticInputs = criticInputs.stream().map(List::copyOf).toList();
    if (!criticInputs.isEmpty()) {
      features = checkCriticInputs(parts, criticInputs, trunk, value != null);
    }
    outputShape(features, critic);
    checkedSum(
        "floats of a state",
        Stream.of(trunk, actor, critic).flatMap(List::stream).mapToLong(Layer::stateSize).sum());
  }

  /** The shape of what the critic's own layers of the inputs yield. */
  private static List<Integer> checkCriticInputs(
      List<Input> parts, List<List<Layer>> criticInputs, List<Layer> trunk, boolean critic) {
    if (!critic || !trunk.isEmpty() || criticInputs.size() != parts.size()) {
      throw new IllegalArgumentException(
          "layers of its own for the critic for "
              + criticInputs.size()
              + " inputs of "
              + parts.size()
              + ", behind a trunk of "
              + trunk.size()
              + " layers; give layers for each input, a critic, and no trunk, or leave them out");
    }
    List<Input> own = new ArrayList<>();
    for (int i = 0; i < criticInputs.size(); i++) {
      own.add(parts.get(i).withLayers(criticInputs.get(i)));
    }
    return featureShape(own);
  }

  private static int checkedSum(String what, long sum) {
    if (sum > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "network with " + sum + " " + what + "; give at most 2^31-1");
    }
    return (int) sum;
  }

  /** A network whose actor and critic share the layers of the inputs. */
  public ActorCritic(
      List<Input> parts,
      List<Layer> trunk,
      List<Layer> actor,
      PolicyHead head,
      List<Layer> critic,
      Layer.@Nullable Dense value) {
    this(parts, trunk, actor, head, critic, value, List.of());
  }

  /** A network that reads one vector of numbers. */
  public ActorCritic(
      int inputs,
      List<Layer> trunk,
      List<Layer> actor,
      PolicyHead head,
      List<Layer> critic,
      Layer.@Nullable Dense value) {
    this(vector(inputs), trunk, actor, head, critic, value);
  }

  /** An actor without a critic. */
  public ActorCritic(List<Input> parts, List<Layer> trunk, List<Layer> actor, PolicyHead head) {
    this(parts, trunk, actor, head, List.of(), null);
  }

  /** An actor without a critic that reads one vector of numbers. */
  public ActorCritic(int inputs, List<Layer> trunk, List<Layer> actor, PolicyHead head) {
    this(inputs, trunk, actor, head, List.of(), null);
  }

  private static void checkFeatures(PolicyHead head, int features) {
    LogStd.Exploration exploration = head.exploration();
    if (exploration != null && exploration.features() != features) {
      throw new IllegalArgumentException(
          "exploration by "
              + exploration.features()
              + " features behind an actor that yields "
              + features
              + "; give "
              + features);
    }
  }

  private static List<Input> vector(int inputs) {
    if (inputs < 1) {
      throw new IllegalArgumentException("network with " + inputs + " inputs; give at least 1");
    }
    return List.of(Input.numbers(inputs));
  }

  private static void checkParts(List<Input> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("network without inputs; give at least 1");
    }
    checkedSum("inputs", parts.stream().mapToLong(Input::size).sum());
    int reached = 0;
    for (Input part : parts) {
      // Kinds of the observation may mix; those of the step before follow in their order.
      int place = part.kind().observed() ? 0 : part.kind().ordinal();
      if (place < reached || (place > 0 && place == reached)) {
        throw new IllegalArgumentException(
            "an input of kind "
                + part.kind()
                + " in the wrong place; give those of the observation first, then the previous"
                + " action and the previous reward, once each");
      }
      reached = place;
    }
  }

  /** Shape of the features that the parts yield together. */
  public List<Integer> featureShape() {
    return featureShape(parts);
  }

  /** Shape of the features that {@code parts} yield together. */
  public static List<Integer> featureShape(List<Input> parts) {
    if (parts.size() == 1) {
      return outputShape(parts.get(0).encodedShape(), parts.get(0).layers());
    }
    long sum = 0;
    for (Input part : parts) {
      sum += part.features();
    }
    return List.of(checkedSum("features of its inputs", sum));
  }

  /** Components of an observation: floats and bytes of images. */
  public int inputs() {
    int sum = 0;
    for (Input part : parts) {
      sum += part.kind().observed() ? part.size() : 0;
    }
    return sum;
  }

  /** F, floats of an input row: the observation's, then those of the step before. */
  public int numbers() {
    int sum = 0;
    for (Input part : parts) {
      sum += part.image() ? 0 : part.size();
    }
    return sum;
  }

  /** Which floats of an input row are numbers of the observation, the only ones normalised. */
  public int[] normalizedColumns() {
    IntStream.Builder columns = IntStream.builder();
    int first = 0;
    for (Input part : parts) {
      int next = first + (part.image() ? 0 : part.size());
      for (int i = first; i < next && part.kind() == Input.Kind.NUMBERS; i++) {
        columns.add(i);
      }
      first = next;
    }
    return columns.build().toArray();
  }

  /** U, bytes of an input row. */
  public int bytes() {
    int sum = 0;
    for (Input part : parts) {
      sum += part.image() ? part.size() : 0;
    }
    return sum;
  }

  /** The part of that kind, if there is one, else null; for the kinds of the step before. */
  public @Nullable Input part(Input.Kind kind) {
    for (Input part : parts) {
      if (part.kind() == kind) {
        return part;
      }
    }
    return null;
  }

  /** Whether it remembers: its outputs depend on the samples before. */
  public boolean recurrent() {
    return stateSize() > 0;
  }

  /** S, floats remembered of each sequence: those of the LSTMs of trunk, actor and critic. */
  public int stateSize() {
    return stateSize(trunk) + stateSize(actor) + stateSize(critic);
  }

  private static int stateSize(List<Layer> layers) {
    return layers.stream().mapToInt(Layer::stateSize).sum();
  }

  /** The actor's own layers with its head's at the end. */
  public List<Layer> actorLayers() {
    return append(actor, head.layer());
  }

  /** Whether the network yields values. */
  public boolean hasCritic() {
    return value != null;
  }

  /** The critic's own layers with the value layer at the end; empty without a critic. */
  public List<Layer> criticLayers() {
    return value == null ? List.of() : append(critic, value);
  }

  private static List<Layer> append(List<Layer> layers, Layer last) {
    List<Layer> all = new ArrayList<>(layers);
    all.add(last);
    return List.copyOf(all);
  }

  /**
   * Shape of what {@code layers} yield for inputs of shape {@code shape}.
   *
   * @throws IllegalArgumentException if a layer cannot take what it is given, or yields more than
   *     an array has
   */
  public static List<Integer> outputShape(List<Integer> shape, List<Layer> layers) {
    List<Integer> reached = shape;
    for (Layer layer : layers) {
      reached = layer.outputShape(reached);
      Input.size(reached);
    }
    return reached;
  }

  /** Components of what {@code layers} yield for inputs of shape {@code shape}. */
  public static int outputs(List<Integer> shape, List<Layer> layers) {
    return Input.size(outputShape(shape, layers));
  }
}
