package io.github.ascent4j.core.advantage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of return of the golden files. */
@ReadsGolden
final class GoldenReturnsTest {
  static List<Golden.Case> rewardToGo() {
    List<String> kinds = List.of("reward_to_go", "prt_reward_to_go", "rlpyt_discount_return");
    return Golden.cases("returns.json", 10, c -> kinds.contains(c.kind()));
  }

  static List<Golden.Case> total() {
    return Golden.cases("returns.json", 8, c -> c.kind().equals("prt_total_return"));
  }

  static List<Golden.Case> steps() {
    return Golden.cases("returns.json", 6, c -> c.kind().equals("n_step"));
  }

  static List<Golden.Case> stepsWithoutBootstrap() {
    return Golden.cases("returns.json", 2, c -> c.kind().equals("rlpyt_n_step"));
  }

  static List<Golden.Case> lambda() {
    return Golden.cases("returns.json", 4, c -> c.kind().equals("td_lambda"));
  }

  static List<Golden.Case> vtrace() {
    return Golden.cases("returns.json", 9, c -> c.kind().equals("vtrace"));
  }

  static List<Golden.Case> valid() {
    return Golden.cases("returns.json", 2, c -> c.kind().equals("rlpyt_valid"));
  }

  static List<Golden.Case> runningNormalization() {
    return Golden.cases("returns.json", 3, c -> c.kind().equals("tianshou_pg_returns"));
  }

  static List<Golden.Case> standardizedRewards() {
    return Golden.cases("returns.json", 2, c -> c.kind().equals("tutorial_returns"));
  }

  /** A case's steps; the inputs that it may leave out count as nothing. */
  private record Steps(StepArrays arrays, double gamma) {
    static Steps of(Golden.Case golden) {
      JsonNode rewards = golden.input("rewards");
      int size = Golden.doubles(rewards).length;
      int environments = rewards.get(0).isArray() ? rewards.get(0).size() : 1;
      String last = golden.given("last_values") ? "last_values" : "bootstrap_values";
      StepArrays arrays =
          new StepArrays(
              rewards.size(),
              environments,
              Golden.floats(rewards),
              floats(golden, "values", size),
              flags(golden, golden.given("dones") ? "dones" : "terminated", size),
              flags(golden, "truncated", size),
              floats(golden, "final_values", size),
              floats(golden, last, environments));
      return new Steps(arrays, golden.input("gamma").asDouble());
    }

    private static float[] floats(Golden.Case golden, String name, int size) {
      return golden.given(name) ? Golden.floats(golden.input(name)) : new float[size];
    }

    private static boolean[] flags(Golden.Case golden, String name, int size) {
      return golden.given(name) ? Golden.flags(golden.input(name)) : new boolean[size];
    }

    float[] results() {
      return new float[arrays.size()];
    }
  }

  @ParameterizedTest
  @MethodSource
  void rewardToGo(Golden.Case golden) {
    Steps s = Steps.of(golden);
    float[] returns = s.results();
    MonteCarlo.rewardToGo(s.arrays, s.gamma, returns);
    golden.check("returns", returns);
  }

  @ParameterizedTest
  @MethodSource
  void total(Golden.Case golden) {
    Steps s = Steps.of(golden);
    float[] returns = s.results();
    MonteCarlo.total(s.arrays, s.gamma, returns);
    golden.check("returns", returns);
  }

  @ParameterizedTest
  @MethodSource
  void steps(Golden.Case golden) {
    Steps s = Steps.of(golden);
    float[] returns = s.results();
    NStepReturns.compute(s.arrays, golden.input("n").asInt(), s.gamma, returns);
    golden.check("returns", returns);
  }

  @ParameterizedTest
  @MethodSource
  void stepsWithoutBootstrap(Golden.Case golden) {
    Steps s = Steps.of(golden);
    int n = golden.input("n").asInt();
    StepArrays arrays = s.arrays;
    int rows = (arrays.steps() - n + 1) * arrays.environments();
    float[] returns = new float[rows];
    boolean[] done = new boolean[rows];
    NStepReturns.withoutBootstrap(
        arrays.steps(),
        arrays.environments(),
        n,
        arrays.rewards(),
        arrays.terminated(),
        s.gamma,
        returns,
        done);
    golden.check("returns", returns);
    assertThat(done).isEqualTo(Golden.flags(golden.expected("done_n")));
  }

  @ParameterizedTest
  @MethodSource
  void lambda(Golden.Case golden) {
    Steps s = Steps.of(golden);
    float[] returns = s.results();
    TemporalDifferenceLambda.compute(s.arrays, s.gamma, golden.input("lambda").asDouble(), returns);
    golden.check("returns", returns);
  }

  @ParameterizedTest
  @MethodSource
  void vtrace(Golden.Case golden) {
    vtrace(golden, false, "pg_advantages");
    vtrace(golden, true, "pg_advantages_lambda_mixed");
  }

  private static void vtrace(Golden.Case golden, boolean mixed, String advantagesName) {
    Steps s = Steps.of(golden);
    double rhoLimit = golden.input("rho_bar").asDouble();
    VTrace vtrace =
        new VTrace(
            s.gamma,
            golden.input("lambda").asDouble(),
            rhoLimit,
            golden.input("c_bar").asDouble(),
            golden.input("rho_pg_bar").asDouble(),
            mixed);
    float[] ratios = s.results();
    float[] errors = s.results();
    float[] targets = s.results();
    float[] advantages = s.results();
    vtrace.compute(
        s.arrays,
        Golden.floats(golden.input("behaviour_log_probs")),
        Golden.floats(golden.input("target_log_probs")),
        ratios,
        errors,
        targets,
        advantages);
    golden.check("rho", ratios);
    golden.check("td_errors", errors);
    golden.check("vs", targets);
    golden.check(advantagesName, advantages);
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = Math.min((float) rhoLimit, ratios[i]);
    }
    golden.check("clipped_rho", ratios);
  }

  @ParameterizedTest
  @MethodSource
  void valid(Golden.Case golden) {
    JsonNode dones = golden.input("dones");
    boolean[] valid = new boolean[dones.size() * dones.get(0).size()];
    ValidSteps.upToFirstEnd(dones.size(), dones.get(0).size(), Golden.flags(dones), valid);
    assertThat(valid).isEqualTo(Golden.flags(golden.expected("valid")));
  }

  /** An end that is no termination, of either kind, goes on with the mean of the returns so far. */
  @ParameterizedTest
  @MethodSource
  void runningNormalization(Golden.Case golden) {
    ReturnNormalization normalization = new ReturnNormalization();
    for (int i = 0; i < golden.input("batches").size(); i++) {
      JsonNode batch = golden.input("batches").get(i);
      JsonNode expected = golden.expected("batches").get(i);
      boolean[] truncated = Golden.flags(batch.get("truncated"));
      for (JsonNode index : batch.get("unfinished_index")) {
        truncated[index.asInt()] = true;
      }
      float mean = (float) normalization.mean();
      float[] means = new float[truncated.length];
      Arrays.fill(means, mean);
      float[] returns = new float[truncated.length];
      MonteCarlo.rewardToGo(
          new StepArrays(
              truncated.length,
              1,
              Golden.floats(batch.get("rewards")),
              new float[truncated.length],
              Golden.flags(batch.get("terminated")),
              truncated,
              means,
              new float[] {mean}),
          golden.input("gamma").asDouble(),
          returns);
      golden.check("unnormalized", expected.get("unnormalized_returns"), returns);
      if (golden.flag("reward_normalization")) {
        normalization.normalize(returns, returns.length);
      }
      golden.check("returns", expected.get("returns"), returns);
      golden.checkSingle("mean", expected.get("rms_mean"), normalization.mean());
      golden.checkSingle("var", expected.get("rms_var"), normalization.variance());
      golden.checkDouble("count", expected.get("rms_count"), normalization.count());
    }
  }

  @ParameterizedTest
  @MethodSource
  void standardizedRewards(Golden.Case golden) {
    Steps s = Steps.of(golden);
    StepArrays arrays = s.arrays;
    float[] rewards = arrays.rewards();
    RewardStandardization.perEpisode(
        arrays.steps(), 1, rewards, arrays.terminated(), arrays.truncated());
    golden.check("normalized_rewards", rewards);
    float[] returns = s.results();
    MonteCarlo.rewardToGo(arrays, s.gamma, returns);
    golden.check("returns", returns);
  }
}
