package io.github.ascent4j.policy;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.ActorCritics;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Agents for tests. */
public final class Agents {
  private static final Layer TANH = new Layer.Activation(ActivationFunction.TANH);

  private Agents() {}

  /** Separate networks over 8 inputs with one hidden layer each, four choices, no normaliser. */
  public static SavedAgent discrete(int hidden) {
    List<Layer> layers = List.of(Layer.Dense.orthogonal(hidden, 1.41f), TANH);
    ActorCritic network =
        new ActorCritic(
            8,
            List.of(),
            layers,
            new PolicyHead.Categorical(Layer.Dense.torch(4)),
            layers,
            Layer.Dense.orthogonal(1, 1));
    return agent(
        new AgentDescription(
            Box.uniform(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 8),
            new Discrete(4),
            network,
            ActionMapping.NONE),
        null);
  }

  /** A shared trunk over 3 inputs, two bounded real actions, squashed, with a normaliser. */
  public static SavedAgent continuous() {
    ActorCritic network =
        new ActorCritic(
            3,
            List.of(
                Layer.Dense.torch(7),
                new Layer.Activation(ActivationFunction.SILU),
                Layer.Dense.torch(5)),
            List.of(TANH),
            new PolicyHead.Gaussian(Layer.Dense.torch(2), -0.7f),
            List.of(new Layer.Activation(ActivationFunction.RELU), Layer.Dense.torch(6), TANH),
            Layer.Dense.torch(1));
    RunningMeanVariance statistics =
        new RunningMeanVariance(
            new double[] {0.1, -2, 1.0 / 3}, new double[] {1, 0.25, 1e-9}, 12345.0001);
    return agent(
        new AgentDescription(
            Box.of(
                new float[] {-1, Float.NEGATIVE_INFINITY, -0.1f},
                new float[] {1, Float.POSITIVE_INFINITY, 1e-7f}),
            Box.of(new float[] {-3, 0}, new float[] {0.1f, 5}),
            network,
            ActionMapping.TANH_SCALED),
        new ObservationNormalizer(statistics, 1e-8, 10));
  }

  /** One agent of every kind of head, with all its options. */
  public static List<SavedAgent> ofEveryHead() {
    Layer.Dense four = Layer.Dense.torch(4);
    Box box = bounded();
    LogStd.Free free = new LogStd.Free(-0.5f, -2, Float.POSITIVE_INFINITY);
    LogStd.StateDependent dependent = new LogStd.StateDependent(-5, 0.5f);
    return List.of(
        of(
            new PolicyHead.Categorical(four, 1e-8f),
            new Discrete(4),
            ActionMapping.NONE,
            true,
            true),
        of(new PolicyHead.Categorical(four), new Discrete(4), ActionMapping.NONE, false, false),
        of(
            new PolicyHead.Categorical(four, 0, 2.5f),
            new Discrete(4),
            ActionMapping.NONE,
            true,
            false),
        multiDiscrete(false),
        multiDiscrete(true),
        of(new PolicyHead.Bernoulli(four), new MultiBinary(4), ActionMapping.NONE, true, true),
        of(
            new PolicyHead.Gaussian(Layer.Dense.torch(2), free, ActivationFunction.TANH, 1e-8f),
            box,
            ActionMapping.CLIP_SCALED,
            false,
            true),
        of(
            new PolicyHead.Gaussian(four, dependent, null, 0),
            box,
            ActionMapping.CLIP,
            false,
            false),
        of(
            new PolicyHead.TanhGaussian(Layer.Dense.torch(2), new LogStd.Free(-0.5f)),
            box,
            ActionMapping.TANH_SCALED,
            false,
            true),
        of(
            new PolicyHead.TanhGaussian(four, dependent),
            box,
            ActionMapping.TANH_SCALED,
            false,
            false),
        beta(),
        exploring(true),
        exploring(false));
  }

  private static Box bounded() {
    return Box.of(new float[] {-3, 0}, new float[] {0.1f, 2.5f});
  }

  public static SavedAgent multiDiscrete(boolean masks) {
    PolicyHead head = new PolicyHead.MultiCategorical(Layer.Dense.torch(5), List.of(3, 2));
    return of(head, MultiDiscrete.of(3, 2), ActionMapping.NONE, masks, true);
  }

  public static SavedAgent beta() {
    PolicyHead head = new PolicyHead.Beta(Layer.Dense.torch(4));
    return of(head, bounded(), ActionMapping.NONE, false, true);
  }

  /** Real numbers with free deviations before and behind a choice and bits. */
  public static SavedAgent joint(boolean masks) {
    PolicyHead head =
        new PolicyHead.Joint(
            List.of(
                new PolicyHead.Gaussian(Layer.Dense.torch(2), -0.5f),
                new PolicyHead.Categorical(Layer.Dense.torch(3)),
                new PolicyHead.Bernoulli(Layer.Dense.torch(2)),
                new PolicyHead.Gaussian(Layer.Dense.torch(1), 0.25f)));
    Tuple actions =
        new Tuple(List.of(bounded(), new Discrete(3), new MultiBinary(2), Box.uniform(-1, 4, 1)));
    return of(head, actions, ActionMapping.CLIP_SCALED, masks, true);
  }

  /** Noise from six features, with a deviation for each dimension or one for both. */
  public static SavedAgent exploring(boolean fullStd) {
    LogStd logStd = new LogStd.Exploration(-0.5f, 6, fullStd, !fullStd, fullStd);
    ActivationFunction mean = fullStd ? null : ActivationFunction.TANH;
    PolicyHead head = new PolicyHead.Gaussian(Layer.Dense.torch(2), logStd, mean, 0);
    return of(head, bounded(), ActionMapping.CLIP_SCALED, false, true);
  }

  private static SavedAgent of(
      PolicyHead head, Space actions, ActionMapping mapping, boolean masks, boolean critic) {
    List<Layer> layers = List.of(Layer.Dense.torch(6), TANH);
    ActorCritic network =
        critic
            ? new ActorCritic(3, List.of(), layers, head, layers, Layer.Dense.torch(1))
            : new ActorCritic(3, List.of(), layers, head);
    return agent(
        new AgentDescription(Box.uniform(-9, 9, 3), actions, network, mapping, masks), null);
  }

  private static AgentDescription described(Space observations, Space actions, ActorCritic n) {
    ActionMapping mapping = actions instanceof Box ? ActionMapping.CLIP : ActionMapping.NONE;
    return new AgentDescription(observations, actions, n, mapping);
  }

  /** Three numbers, normalised, and two bounded real actions; reads its last action and reward. */
  public static SavedAgent recurrent() {
    ActorCritic network = ActorCritics.mujocoLstm(3, 2, List.of(5), 4, ActivationFunction.RELU);
    return agent(
        described(Box.uniform(-9, 9, 3), bounded(), network),
        new ObservationNormalizer(new RunningMeanVariance(3, 0), 1e-8, 10));
  }

  /** A memory of its own for actor and critic, but neither last action nor reward. */
  public static SavedAgent recurrentBranches() {
    ActorCritic network =
        new ActorCritic(
            3,
            List.of(Layer.Dense.torch(4), new Layer.LayerNorm(1e-5f)),
            List.of(Layer.Lstm.torch(3), TANH),
            new PolicyHead.Categorical(Layer.Dense.torch(4)),
            List.of(Layer.Lstm.orthogonal(5)),
            Layer.Dense.torch(1));
    return agent(described(Box.uniform(-9, 9, 3), new Discrete(4), network), null);
  }

  /** Images of two channels, 12 x 11, and four choices. */
  public static SavedAgent images(boolean maxPool) {
    ActorCritics.ImageEncoder encoder =
        new ActorCritics.ImageEncoder(
            List.of(3, 4), List.of(4, 3), List.of(2, 2), List.of(0, 1), maxPool, List.of(6));
    Space observations = Box.uniform(List.of(2, 12, 11), DType.UINT8, 0, 255);
    ActorCritic network = ActorCritics.atariFf(List.of(2, 12, 11), 4, encoder);
    return agent(described(observations, new Discrete(4), network), null);
  }

  /** Numbers, a picture and a choice under names; a memory that reads the last of four choices. */
  public static SavedAgent dict() {
    Map<String, Space> parts = new LinkedHashMap<>();
    parts.put("speed", Box.uniform(-9, 9, 2));
    parts.put("camera", Box.uniform(List.of(1, 4, 5), DType.UINT8, 0, 255));
    parts.put("gear", new Discrete(3));
    Layer convolution = Layer.Convolution.torch(3, new Window(2, 3, 2, 1, 0, 1));
    ActorCritic network =
        new ActorCritic(
            List.of(
                Input.numbers(2),
                new Input(Input.Kind.IMAGE, List.of(1, 4, 5), List.of(convolution, TANH)),
                new Input(Input.Kind.NUMBERS, List.of(1), List.of(Layer.Dense.torch(2))),
                new Input(Input.Kind.PREVIOUS_ACTION, List.of(4), List.of()),
                new Input(Input.Kind.PREVIOUS_REWARD, List.of(1), List.of())),
            List.of(Layer.Lstm.torch(5)),
            List.of(),
            new PolicyHead.Categorical(Layer.Dense.torch(4)),
            List.of(),
            Layer.Dense.torch(1));
    return agent(
        described(new Dict(parts), new Discrete(4), network),
        new ObservationNormalizer(
            new RunningMeanVariance(new double[] {1, 0, 0.5}, new double[] {4, 1, 2}, 7), 0, 10));
  }

  /** Numbers, a picture and a choice under names, and four choices with masks; without a memory. */
  public static SavedAgent masked() {
    Map<String, Space> parts = new LinkedHashMap<>();
    parts.put("speed", Box.uniform(-9, 9, 2));
    parts.put("camera", Box.uniform(List.of(1, 4, 5), DType.UINT8, 0, 255));
    parts.put("gear", new Discrete(3));
    Layer convolution = Layer.Convolution.torch(3, new Window(2, 3, 2, 1, 0, 1));
    ActorCritic network =
        new ActorCritic(
            List.of(
                Input.numbers(2),
                new Input(Input.Kind.IMAGE, List.of(1, 4, 5), List.of(convolution, TANH)),
                Input.numbers(1)),
            List.of(Layer.Dense.torch(5), TANH),
            List.of(),
            new PolicyHead.Categorical(Layer.Dense.torch(4)),
            List.of(),
            Layer.Dense.torch(1));
    return agent(
        new AgentDescription(new Dict(parts), new Discrete(4), network, ActionMapping.NONE, true),
        new ObservationNormalizer(
            new RunningMeanVariance(new double[] {1, 0, 0.5}, new double[] {4, 1, 2}, 7), 0, 10));
  }

  /** Two numbers and three categories under names, whose rows of a weight are added up. */
  public static SavedAgent categories() {
    Map<String, Space> parts = new LinkedHashMap<>();
    parts.put("speed", Box.uniform(-9, 9, 2));
    parts.put("gear", new Discrete(3));
    parts.put("place", MultiDiscrete.of(5, 2));
    ActorCritic network =
        new ActorCritic(
            List.of(
                Input.numbers(2), Input.categories(List.of(3)), Input.categories(List.of(5, 2))),
            List.of(),
            List.of(Layer.Dense.torch(5), TANH),
            new PolicyHead.Categorical(Layer.Dense.torch(4)),
            List.of(Layer.Dense.torch(5), TANH),
            Layer.Dense.torch(1));
    return agent(described(new Dict(parts), new Discrete(4), network), null);
  }

  /** One of everything that acts without a memory. */
  public static List<SavedAgent> withoutMemory() {
    List<SavedAgent> agents = new ArrayList<>(ofEveryHead());
    agents.addAll(
        List.of(
            discrete(5),
            continuous(),
            joint(false),
            joint(true),
            images(false),
            images(true),
            masked(),
            categories()));
    return agents;
  }

  /**
   * A Dict of which the choices are read as categories and the bits as bits; the numbers between
   * them alone are normalised. A memory that reads the last two choices.
   */
  public static SavedAgent categories() {
    Map<String, Space> parts = new LinkedHashMap<>();
    parts.put("gear", new Discrete(3));
    parts.put("speed", Box.uniform(-9, 9, 2));
    parts.put("camera", Box.uniform(List.of(1, 2, 2), DType.UINT8, 0, 255));
    parts.put("lights", new MultiBinary(2));
    parts.put("doors", MultiDiscrete.of(2, 4));
    ActorCritic network =
        new ActorCritic(
            List.of(
                Input.categories(List.of(3)),
                Input.numbers(2),
                new Input(Input.Kind.IMAGE, List.of(1, 2, 2), List.of()),
                new Input(Input.Kind.BITS, List.of(2), List.of()),
                Input.categories(List.of(2, 4)).withLayers(List.of(Layer.Dense.torch(3), TANH)),
                new Input(Input.Kind.PREVIOUS_ACTION, List.of(5), List.of())),
            List.of(Layer.Lstm.torch(4)),
            List.of(),
            new PolicyHead.MultiCategorical(Layer.Dense.torch(5), List.of(2, 3)),
            List.of(),
            Layer.Dense.torch(1));
    return agent(
        described(new Dict(parts), MultiDiscrete.of(2, 3), network),
        new ObservationNormalizer(
            new RunningMeanVariance(new double[] {1, 0}, new double[] {4, 1}, 7), 0, 10));
  }

  /** Every form that a vector of numbers alone does not have. */
  public static List<SavedAgent> withPartsAndMemory() {
    return List.of(
        recurrent(), recurrentBranches(), images(false), images(true), dict(), categories());
  }

  private static SavedAgent agent(
      AgentDescription description, @Nullable ObservationNormalizer normalizer) {
    float[] parameters = ParameterLayout.of(description.network()).initialize(new Random(4));
    return new SavedAgent(
        description,
        parameters,
        normalizer,
        Map.of("algorithm", "ppo", "environment", "Test \"quoted\" – ü", "seed", "4"));
  }
}
