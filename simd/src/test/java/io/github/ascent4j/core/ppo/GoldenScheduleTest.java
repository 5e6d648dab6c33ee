package io.github.ascent4j.core.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Bandit;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedules and early stops as they act in a training. */
@ReadsGolden(leaves = "schedules.json progress_remaining expected.progress_remaining")
final class GoldenScheduleTest {
  static List<Golden.Case> stableBaselines() {
    return Golden.cases("schedules.json", 1, c -> c.kind().equals("progress_remaining"));
  }

  static List<Golden.Case> cleanrl() {
    return Golden.cases("schedules.json", 1, c -> c.kind().equals("cleanrl_anneal"));
  }

  /** Without Spinning Up's, which looks at the divergence once an epoch against 1.5 targets. */
  static List<Golden.Case> earlyStop() {
    return Golden.cases(
        "schedules.json",
        2,
        c ->
            c.kind().equals("kl_stop")
                && List.of("sb3", "cleanrl").contains(c.input("rule").asText()));
  }

  /** Up to the last rate, which is below 0 with rl-zoo's and never here. */
  @ParameterizedTest
  @MethodSource
  void stableBaselines(Golden.Case golden) {
    double[] steps = Golden.doubles(golden.input("num_timesteps"));
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps((int) steps[0])
            .withMinibatchSize(512)
            .withEpochs(1)
            .withLearningRate(Schedule.linear(golden.input("initial_value").asDouble()));
    double[] rates = rates(config, golden.input("total_timesteps").asLong());
    JsonNode expected = golden.expected("values");
    int last = expected.size() - 1;
    assertThat(rates).hasSize(last + 1);
    for (int i = 0; i < last; i++) {
      golden.checkDouble("rate " + i, expected.get(i), rates[i]);
    }
    assertThat(expected.get(last).asDouble()).isNegative();
    assertThat(rates[last]).isZero();
  }

  @ParameterizedTest
  @MethodSource
  void cleanrl(Golden.Case golden) {
    PpoConfig config =
        PpoConfig.cleanrl()
            .withRolloutSteps(16)
            .withLearningRate(Schedule.linear(golden.input("initial_value").asDouble()));
    // The last rollout goes beyond the total, and counts as a whole one.
    double[] rates = rates(config, 16 * golden.input("num_iterations").asLong() - 3);
    golden.checkSingle("rates", golden.expected("values"), rates);
  }

  private static double[] rates(PpoConfig config, long totalSteps) {
    Bandit bandit = new Bandit(1, 2);
    List<Double> rates = new ArrayList<>();
    try (Agent<PpoConfig> agent = PpoAgent.create(bandit, config, 0)) {
      Training<PpoConfig> training = Training.start(agent, bandit, totalSteps);
      while (!training.finished()) {
        rates.add(training.iterate().byName().get("train/learning_rate"));
      }
    }
    return rates.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Old log-probabilities are set so that the estimate has the case's value in every minibatch. */
  @ParameterizedTest
  @MethodSource
  void earlyStop(Golden.Case golden) {
    boolean immediate = golden.input("rule").asText().equals("sb3");
    double[] kls = Golden.doubles(golden.input("kls"));
    boolean[] stops = Golden.flags(golden.expected("stop"));
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(64)
            .withMinibatchSize(32)
            .withEpochs(3)
            .withLearningRate(Schedule.constant(1e-7))
            .withTargetKl(golden.input("target").asDouble())
            .withKlStop(immediate ? PpoConfig.KlStop.MINIBATCH : PpoConfig.KlStop.EPOCH);
    for (int i = 0; i < kls.length; i++) {
      try (SimdEngine engine = SimdEngine.create(1)) {
        ActorCriticPolicy policy =
            PpoPolicy.create(Identity.discrete(1, 2), config, engine, new TrainingRandom(1, 0))
                .actorCritic();
        float[] before = policy.parameters();
        PpoLearner learner = new PpoLearner(config, policy, 1, new TrainingRandom(1, 2));
        learner.schedule(Progress.START);
        PpoMetrics metrics = learner.update(rollout(policy, logRatio(kls[i])), Double.NaN);
        assertThat(metrics.approximateKl()).isBetween(kls[i] - 1e-5, kls[i] + 1e-5);
        assertThat(metrics.epochs()).as("with " + kls[i]).isEqualTo(stops[i] ? 1 : 3);
        boolean unchanged = Arrays.equals(before, policy.parameters());
        assertThat(unchanged).as("stopped before the first step").isEqualTo(immediate && stops[i]);
      }
    }
  }

  private static RolloutBuffer rollout(ActorCriticPolicy policy, double logRatio) {
    RolloutBuffer buffer = new RolloutBuffer(64, 1, 2, 1);
    float[] outputs = new float[128];
    Batches.forward(policy.network(), buffer.observations, 64, outputs, buffer.values);
    double logProb = outputs[0] - Math.log(Math.exp(outputs[0]) + Math.exp(outputs[1]));
    Arrays.fill(buffer.logProbs, (float) (logProb - logRatio));
    for (int i = 0; i < 64; i++) {
      buffer.advantages[i] = i % 2 == 0 ? 1 : -1;
      buffer.returns[i] = buffer.values[i] + 1;
    }
    return buffer;
  }

  /** The positive x with e^x - 1 - x = kl, by Newton's method. */
  private static double logRatio(double kl) {
    double x = 1;
    for (int i = 0; i < 50; i++) {
      x -= (Math.exp(x) - 1 - x - kl) / (Math.exp(x) - 1);
    }
    return x;
  }
}
