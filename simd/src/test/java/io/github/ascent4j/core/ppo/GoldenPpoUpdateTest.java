package io.github.ascent4j.core.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.loss.ValueClipping;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.Schedule;
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
  /** A convention of a case of three steps. */
  record Convention(Golden.Case golden, JsonNode settings) {
    String name() {
      return settings.get("convention").asText();
    }

    @Override
    public String toString() {
      return golden.name() + ", " + name();
    }
  }

  static List<Convention> threeSteps() {
    List<Convention> conventions = new ArrayList<>();
    for (Golden.Case golden :
        Golden.cases("training_step.json", 2, c -> c.kind().equals("ppo_three_steps"))) {
      golden.input("conventions").forEach(c -> conventions.add(new Convention(golden, c)));
    }
    assertThat(conventions).hasSize(4);
    return conventions;
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
    PpoConfig config = config(convention.settings());
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

  private static PpoConfig config(JsonNode settings) {
    boolean cleanrl = settings.get("convention").asText().equals("cleanrl");
    // With a clip range of the values, or the flag that takes that of the policy.
    if (cleanrl) {
      assertThat(settings.get("clip_value_loss").asInt()).isEqualTo(1);
    } else {
      assertThat(settings.hasNonNull("clip_range_vf")).isFalse();
    }
    assertThat(settings.get("normalize_advantages").asInt()).isEqualTo(1);
    double clipRange = settings.get("clip_range").asDouble();
    return (cleanrl ? PpoConfig.cleanrl() : PpoConfig.sb3())
        .withRolloutSteps(64)
        .withMinibatchSize(64)
        .withEpochs(1)
        .withLearningRate(Schedule.constant(settings.get("learning_rate").asDouble()))
        .withClipRange(Schedule.constant(clipRange))
        .withValueClipRange(Schedule.constant(clipRange))
        .withValueCoefficient(settings.get("value_coef").asDouble())
        .withEntropyCoefficient(settings.get("entropy_coef").asDouble())
        .withMaxGradientNorm(settings.get("max_grad_norm").asDouble())
        .withOptimizer(OptimizerConfig.ADAM.withEpsilon(settings.get("adam_eps").asDouble()));
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
