package io.github.ascent4j.core.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.loss.ValueClipping;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.ScheduledSettings;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.training.AgentPolicy;
import io.github.ascent4j.core.update.AdvantageStep;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ReadsGolden(leaves = "losses.json *")
final class GoldenPpoUpdateTest {
  /** A convention of a case of three steps, by the name of what it expects. */
  record Convention(Golden.Case golden, String name, JsonNode settings) {
    @Override
    public String toString() {
      return golden.name() + ", " + name;
    }
  }

  /** What other systems made of an update, and the same with every option on and off. */
  static List<Convention> threeSteps() {
    List<Golden.Case> cases = new ArrayList<>(threeStepCases());
    cases.addAll(optionCases());
    List<Convention> conventions = new ArrayList<>();
    for (Golden.Case golden : cases) {
      golden
          .input("conventions")
          .properties()
          .forEach(c -> conventions.add(new Convention(golden, c.getKey(), c.getValue())));
    }
    assertThat(conventions).hasSize(4 + 14);
    return conventions;
  }

  private static List<Golden.Case> threeStepCases() {
    return Golden.cases("training_step.json", 2, c -> c.kind().equals("ppo_three_steps"));
  }

  private static List<Golden.Case> optionCases() {
    return Golden.cases("training_options.json", 2, c -> c.kind().equals("ppo_three_steps"));
  }

  static List<Golden.Case> explainedVariance() {
    return Golden.cases(
        "losses.json",
        60,
        c -> c.expects("diagnostics") && c.expected("diagnostics").has("explained_variance"));
  }

  /** A rollout that is one minibatch, learnt from once, is one step of the reference. */
  @ParameterizedTest
  @MethodSource
  void threeSteps(Convention convention) {
    Golden.Case golden = convention.golden();
    PpoConfig config =
        config(convention.settings(), golden.input("minibatches").get(0).get("returns").size());
    AgentDescription description = description(golden, config);
    ParameterLayout layout = ParameterLayout.of(description.network());
    try (Engine engine = SimdEngine.create(1)) {
      ActorCriticPolicy policy =
          ActorCriticPolicy.of(
              description,
              engine,
              config.optimization(),
              config.criticApart(),
              null,
              parameters(layout, golden.input("parameters"), golden.input("shapes")));
      JsonNode steps = golden.expected(convention.name()).get("steps");
      assertThat(steps).hasSize(3);
      for (int k = 0; k < 3; k++) {
        RolloutBuffer buffer = buffer(golden.input("minibatches").get(k), description);
        PpoMetrics metrics = update(config, policy, buffer);
        JsonNode step = steps.get(k);
        check(golden, step, "policy_loss", metrics.policyLoss());
        check(golden, step, "value_loss", metrics.valueLoss());
        check(golden, step, "entropy", metrics.entropy());
        check(golden, step, "loss", metrics.loss());
        check(golden, step, "clip_fraction", metrics.clipFraction());
        check(golden, step, "approx_kl_k3", metrics.approximateKl());
        check(golden, step, "gradient_norm", metrics.gradientNorm());
        float[] parameters = policy.parameters();
        for (Parameter p : layout.parameters()) {
          golden.check(
              "step " + k + " " + p.name(),
              step.get("parameters").get(p.name()),
              Arrays.copyOfRange(parameters, p.offset(), p.offset() + p.size()));
        }
      }
    }
  }

  private static PpoMetrics update(
      PpoConfig config, ActorCriticPolicy policy, RolloutBuffer buffer) {
    PpoLearner learner = new PpoLearner(config, policy, 1, new TrainingRandom(0, 2));
    learner.schedule(Progress.START);
    AdvantageStep advantages =
        AdvantageStep.generalized(
            new ScheduledSettings(), config.advantages(), config.criticTarget());
    return learner.update(buffer, advantages.explainedVariance(buffer));
  }

  private static void check(Golden.Case golden, JsonNode step, String name, double actual) {
    golden.checkSingle(name, step.get(name), actual);
  }

  private static PpoConfig config(JsonNode settings, int samples) {
    String convention = settings.get("convention").asText();
    boolean half = convention.equals("cleanrl") || convention.equals("baselines");
    boolean normalizes = settings.get("normalize_advantages").asInt() == 1;
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(samples)
            .withMinibatchSize(samples)
            .withEpochs(1)
            .withHalfValueLoss(half)
            .withLearningRate(settings.get("learning_rate").asDouble())
            .withClipRange(settings.get("clip_range").asDouble())
            .withValueCoefficient(settings.get("value_coef").asDouble())
            .withEntropyCoefficient(settings.get("entropy_coef").asDouble())
            .withMaxGradientNorm(limit(settings, "max_grad_norm"))
            .withAdvantageNormalization(
                normalizes ? AdvantageNormalization.MINIBATCH : AdvantageNormalization.NONE)
            .withOptimizer(OptimizerConfig.ADAM.withEpsilon(settings.get("adam_eps").asDouble()));
    return switch (convention) {
      case "sb3" ->
          settings.hasNonNull("clip_range_vf")
              ? config
                  .withValueClipping(ValueClipping.REPLACE)
                  .withValueClipRange(settings.get("clip_range_vf").asDouble())
              : config;
      case "cleanrl" -> clippedIf(config, settings, "clip_value_loss");
      case "baselines" ->
          clippedIf(config, settings, "clip_value_loss")
              .withAdvantageStandardization(Standardization.POPULATION_PLUS_EPSILON);
      case "tianshou" ->
          clippedIf(config, settings, "value_clip").withDualClip(limit(settings, "dual_clip"));
      default -> throw new IllegalArgumentException(convention);
    };
  }

  private static double limit(JsonNode settings, String name) {
    return settings.hasNonNull(name) ? settings.get(name).asDouble() : Double.POSITIVE_INFINITY;
  }

  private static PpoConfig clippedIf(PpoConfig config, JsonNode settings, String flag) {
    return settings.get(flag).asInt() == 1
        ? config
            .withValueClipping(ValueClipping.MAXIMUM)
            .withValueClipRange(settings.get("clip_range").asDouble())
        : config;
  }

  private static AgentDescription description(Golden.Case golden, PpoConfig config) {
    int actions = golden.input("action_size").asInt();
    Space observationSpace = Box.uniform(-10, 10, golden.input("observation_size").asInt());
    Space actionSpace =
        golden.input("action_type").asText().equals("discrete")
            ? new Discrete(actions)
            : Box.uniform(-1, 1, actions);
    List<Integer> hidden = new ArrayList<>();
    golden.input("hidden").forEach(size -> hidden.add(size.asInt()));
    PolicyConfig shape = config.policy().withHiddenSizes(hidden);
    return new AgentDescription(
        observationSpace,
        actionSpace,
        shape.network(observationSpace, actionSpace, true),
        shape.actionMapping(actionSpace),
        false);
  }

  private static float[] parameters(ParameterLayout layout, JsonNode named, JsonNode shapes) {
    float[] parameters = new float[layout.size()];
    assertThat(named).hasSize(layout.parameters().size());
    for (Parameter p : layout.parameters()) {
      float[] values = Golden.floats(named.get(p.name()));
      assertThat(Golden.integers(shapes.get(p.name())))
          .as(p.name())
          .containsExactly(p.shape().stream().mapToInt(Integer::intValue).toArray());
      System.arraycopy(values, 0, parameters, p.offset(), p.size());
    }
    return parameters;
  }

  private static RolloutBuffer buffer(JsonNode minibatch, AgentDescription description) {
    RolloutBuffer buffer =
        new RolloutBuffer(
            minibatch.get("returns").size(),
            1,
            description.observationSpace().flatSize(),
            description.actionSpace().flatSize());
    copy(minibatch, "observations", buffer.observations);
    copy(minibatch, "actions", buffer.actions);
    copy(minibatch, "old_log_probs", buffer.logProbs);
    copy(minibatch, "old_values", buffer.values);
    copy(minibatch, "advantages", buffer.advantages);
    copy(minibatch, "returns", buffer.returns);
    return buffer;
  }

  private static void copy(JsonNode minibatch, String name, float[] target) {
    float[] values = Golden.floats(minibatch.get(name));
    assertThat(values).as(name).hasSameSizeAs(target);
    System.arraycopy(values, 0, target, 0, target.length);
  }

  @ParameterizedTest
  @MethodSource
  void explainedVariance(Golden.Case golden) {
    float[] values = Golden.floats(golden.input("old_values"));
    RolloutBuffer buffer = new RolloutBuffer(values.length, 1, 2, 1);
    System.arraycopy(values, 0, buffer.values, 0, values.length);
    float[] returns = Golden.floats(golden.input("returns"));
    System.arraycopy(returns, 0, buffer.returns, 0, values.length);
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(values.length)
            .withEpochs(1)
            .withValueClipping(ValueClipping.NONE);
    try (Engine engine = SimdEngine.create(1)) {
      AgentPolicy policy =
          PpoPolicy.create(Identity.discrete(1, 2), config, engine, new TrainingRandom(0, 0));
      PpoMetrics metrics = update(config, policy.actorCritic(), buffer);
      golden.checkSingle(
          "explained variance",
          golden.expected("diagnostics").get("explained_variance"),
          metrics.explainedVariance());
    }
  }
}
