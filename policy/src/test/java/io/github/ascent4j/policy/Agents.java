package io.github.ascent4j.policy;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.ParameterLayout;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
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
