package io.github.ascent4j.core.training;

import static io.github.ascent4j.core.training.RecordedBatch.minus;
import static io.github.ascent4j.core.training.RecordedBatch.plus;
import static io.github.ascent4j.core.training.RecordedBatch.standardized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Targets;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.training.AgentPolicy.ActionEvaluation;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An update by plain gradient descent takes the steps that the documented loss asks for: the loss
 * is written here once more, over the recorded batch, and differentiated by finite differences.
 */
final class UpdateTest {
  private static final double GAMMA = 0.9;
  private static final double LAMBDA = 0.8;
  private static final double RATE = 0.1;

  /** Large, or it would go under among advantages that are not normalised. */
  private static final double ENTROPY = 3;

  private static final double DIFFERENCE = 1.0 / 256;

  /** What a loss makes of the evaluation of a batch's actions. */
  interface Loss {
    double of(ActionEvaluation evaluation);
  }

  /**
   * @param loss reads rewards and values once, before the update
   * @param steps gradient steps of an update
   */
  record Update(TrainingCase<?> training, int steps, Function<RecordedBatch, Loss> loss) {
    @Override
    public String toString() {
      return training + ", " + steps + " steps";
    }
  }

  /** Without normalisation or clipping; what the systems do otherwise has tests of its own. */
  private static <C extends Record & AlgorithmConfig> TrainingCase<C> plain(TrainingCase<C> start) {
    return start
        .in("Wander", () -> Wander.discrete(4))
        .with(
            "policy.hiddenSizes=3",
            "policy.initialization=ORTHOGONAL",
            "policy.policyGain=1",
            "optimizer.kind=SGD",
            "maxGradientNorm=Infinity",
            "gamma=" + GAMMA,
            "learningRate=" + RATE);
  }

  static List<Update> updates() {
    TrainingCase<?> pg = plain(TrainingCases.PG);
    TrainingCase<?> one = pg.in("one copy", () -> Wander.discrete(1));
    TrainingCase<?> box = pg.in("a box", () -> Wander.continuous(4));
    TrainingCase<?> baseline = pg.with("baselineLearningRate=" + RATE, "baselineOptimSteps=1");
    List<Update> updates = new ArrayList<>();
    for (TrainingCase<?> whole : List.of(one, pg, box)) {
      updates.add(new Update(whole, 1, batch -> policy(normal(batch.totals(GAMMA)))));
      updates.add(
          new Update(
              whole.with("useRewardToGo=true", "optimSteps=2"),
              2,
              batch -> policy(normal(batch.rewardsToGo(GAMMA)))));
    }
    updates.add(
        new Update(
            one.with("useRewardToGo=true", "policy.temperature=0.5"),
            1,
            batch -> policy(normal(batch.rewardsToGo(GAMMA)))));
    updates.add(
        new Update(
            pg.in("several choices", () -> Targets.multiDiscrete(2)).with("useRewardToGo=true"),
            1,
            batch -> policy(normal(batch.rewardsToGo(GAMMA)))));
    updates.add(
        new Update(
            one.with(
                "useRewardToGo=true",
                "normalizeAdvantages=false",
                "rewardStandardization=REWARDS",
                "reduction=SUM",
                "entropyCoefficient=" + ENTROPY,
                "learningRate=0.001"),
            1,
            batch -> {
              batch.standardizeRewards();
              double[] returns = batch.rewardsToGo(GAMMA);
              return e -> batch.size() * (policy(returns).of(e) - ENTROPY * mean(e.entropies()));
            }));
    // The baseline learns G, not what is left of it.
    updates.add(
        new Update(
            baseline.with("baseline=true", "useRewardToGo=true"),
            1,
            batch -> {
              double[] returns = batch.rewardsToGo(GAMMA);
              Loss policy = policy(normal(minus(returns, batch.values)));
              return e -> policy.of(e) + error(returns, e);
            }));
    updates.add(
        new Update(
            baseline.with("useGae=true", "gaeLambda=" + LAMBDA),
            1,
            batch -> {
              double[] advantages = batch.generalizedAdvantages(GAMMA, LAMBDA);
              Loss policy = policy(normal(advantages));
              return e -> policy.of(e) + error(plus(advantages, batch.values), e);
            }));
    TrainingCase<?> reinforce = plain(TrainingCases.REINFORCE);
    updates.add(new Update(reinforce, 1, batch -> policy(batch.rewardsToGo(GAMMA))));
    updates.add(
        new Update(
            reinforce.with("repeats=2", "episodes=6"),
            2,
            batch -> policy(batch.rewardsToGo(GAMMA))));
    updates.add(
        new Update(
            reinforce.in("a box", () -> Wander.continuous(4)).with("sumActionDimensions=false"),
            1,
            batch -> e -> policy(batch.rewardsToGo(GAMMA)).of(e) / 2));
    TrainingCase<?> a2c =
        plain(TrainingCases.A2C)
            .with(
                "gaeLambda=" + LAMBDA, "entropyCoefficient=" + ENTROPY, "bootstrapTruncated=false");
    updates.add(new Update(a2c, 1, batch -> actorCritic(batch, 0.5)));
    updates.add(new Update(a2c.with("halfValueLoss=true"), 1, batch -> actorCritic(batch, 0.25)));
    updates.add(
        new Update(a2c.with("policy.sharedTrunk=true"), 1, batch -> actorCritic(batch, 0.5)));
    updates.add(
        new Update(
            plain(TrainingCases.VPG)
                .with(
                    "gaeLambda=" + LAMBDA,
                    "criticLearningRate=" + RATE,
                    "criticIterations=1",
                    "bootstrapTruncated=false"),
            1,
            batch -> {
              Loss policy = policy(standardized(batch.generalizedAdvantages(GAMMA, LAMBDA), 0, 0));
              double[] returns = batch.rewardsToGo(GAMMA);
              return e -> policy.of(e) + error(returns, e);
            }));
    TrainingCase<?> ppo =
        plain(TrainingCases.PPO)
            .with(
                "gaeLambda=" + LAMBDA,
                "minibatches=1",
                "epochs=3",
                "entropyCoefficient=" + ENTROPY,
                "bootstrapTruncated=false");
    updates.add(new Update(ppo, 3, UpdateTest::clipped));
    updates.add(new Update(ppo.with("policy.sharedTrunk=true"), 3, UpdateTest::clipped));
    return updates;
  }

  private static double[] normal(double[] weights) {
    return standardized(weights, 1, 1e-8);
  }

  private static Loss policy(double[] weights) {
    return e -> {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum -= weights[i] * e.logProbs()[i];
      }
      return sum / weights.length;
    };
  }

  private static double error(double[] returns, ActionEvaluation e) {
    double sum = 0;
    for (int i = 0; i < returns.length; i++) {
      sum += (e.values()[i] - returns[i]) * (e.values()[i] - returns[i]);
    }
    return sum / returns.length;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static Loss actorCritic(RecordedBatch batch, double valueWeight) {
    double[] advantages = batch.generalizedAdvantages(GAMMA, LAMBDA);
    double[] returns = plus(advantages, batch.values);
    return e ->
        policy(advantages).of(e) + valueWeight * error(returns, e) - ENTROPY * mean(e.entropies());
  }

  private static Loss clipped(RecordedBatch batch) {
    double[] advantages = batch.generalizedAdvantages(GAMMA, LAMBDA);
    double[] returns = plus(advantages, batch.values);
    double[] normal = normal(advantages);
    return e -> {
      double surrogate = 0;
      for (int i = 0; i < normal.length; i++) {
        double ratio = Math.exp(e.logProbs()[i] - batch.logProbs[i]);
        double bounded = Math.max(0.8, Math.min(1.2, ratio));
        surrogate += Math.min(ratio * normal[i], bounded * normal[i]);
      }
      return -surrogate / normal.length + 0.5 * error(returns, e) - ENTROPY * mean(e.entropies());
    };
  }

  /** Keeps the first batch, the parameters after it and what was seen behind it. */
  private static final class Recorder implements TrainingCallback {
    private final List<RecordedBatch> batches = new ArrayList<>();
    private final List<float[]> parameters = new ArrayList<>();

    @Override
    public void onRollout(TrainingView training, RolloutView rollout) {
      parameters.add(training.agent().parameters());
      batches.add(new RecordedBatch(rollout));
    }
  }

  @ParameterizedTest
  @MethodSource("updates")
  void stepsFollowTheGradientOfTheLoss(Update update) {
    try (Agent<?> agent = update.training.agent(SimdEngine.create(1))) {
      Recorder recorder = new Recorder();
      Training<?> training = Training.start(agent, update.training.newEnvironment(), 10_000);
      training.setCallback(recorder);
      training.iterate();
      training.iterate();
      RecordedBatch batch = recorder.batches.getFirst();
      float[] start = recorder.parameters.getFirst();
      agent.policy().actorCritic().setParameters(start);
      if (update.training.config().hasCritic() && batch.environments > 1) {
        fillBehind(batch, recorder.batches.get(1), agent.policy());
      }
      batch.logProbs = evaluate(agent.policy(), batch).logProbs();
      Loss loss = update.loss.apply(batch);
      double rate = rate(update.training);
      double[] expected = new double[start.length];
      double[] whole = new double[start.length];
      float[] parameters = start.clone();
      for (int step = 0; step < update.steps; step++) {
        double[] gradient = gradient(agent.policy(), batch, loss, parameters);
        for (int j = 0; j < start.length; j++) {
          expected[j] -= gradient[j];
          whole[j] += Math.abs(gradient[j]);
          parameters[j] = (float) (start[j] + rate * expected[j]);
        }
      }
      float[] end = recorder.parameters.get(1);
      ActorCritic network = agent.policy().description().network();
      for (Parameter tensor : ParameterLayout.of(network).parameters()) {
        int to = tensor.offset() + tensor.size();
        double largest = Arrays.stream(whole, tensor.offset(), to).max().orElseThrow();
        assertThat(largest).as(tensor.name() + " is more than noise").isGreaterThan(0.005);
        for (int j = tensor.offset(); j < to; j++) {
          assertThat((end[j] - start[j]) / rate)
              .as(tensor.name() + ", parameter " + j)
              .isCloseTo(expected[j], within(0.01 * largest + 3e-4));
        }
      }
    }
  }

  private static double rate(TrainingCase<?> training) {
    Object rate = ConfigRecords.settings(training.config()).get("learningRate");
    return ((Schedule) rate).start();
  }

  /** The next batch begins where this one ends. */
  private static void fillBehind(RecordedBatch batch, RecordedBatch next, AgentPolicy policy) {
    int size = next.observations.length / next.size();
    float[] first = Arrays.copyOf(next.observations, size * next.environments);
    float[] values = policy.values(first);
    for (int b = 0; b < values.length; b++) {
      batch.behind[b] = values[b];
    }
  }

  private static ActionEvaluation evaluate(AgentPolicy policy, RecordedBatch batch) {
    return policy.evaluateActions(batch.observations, batch.actions);
  }

  private static double[] gradient(
      AgentPolicy policy, RecordedBatch batch, Loss loss, float[] parameters) {
    ActorCriticPolicy network = policy.actorCritic();
    double[] gradient = new double[parameters.length];
    for (int j = 0; j < parameters.length; j++) {
      float[] changed = parameters.clone();
      changed[j] = (float) (parameters[j] + DIFFERENCE);
      double width = changed[j];
      network.setParameters(changed);
      double above = loss.of(evaluate(policy, batch));
      changed[j] = (float) (parameters[j] - DIFFERENCE);
      width -= changed[j];
      network.setParameters(changed);
      gradient[j] = (above - loss.of(evaluate(policy, batch))) / width;
    }
    network.setParameters(parameters);
    return gradient;
  }
}
