package io.github.ascent4j.policy;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.ParameterLayout;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
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
