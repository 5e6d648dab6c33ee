package io.github.ascent4j.policy.normalizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer.Divisor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file's reward scalings belong to training. */
@ReadsGolden
final class GoldenNormalizerTest {
  static List<Golden.Case> runningMeanStd() {
    return Golden.cases("normalizers.json", 15, c -> c.kind().equals("running_mean_std"));
  }

  static List<Golden.Case> runningMerge() {
    return Golden.cases("normalizers.json", 2, c -> c.kind().equals("running_merge"));
  }

  static List<Golden.Case> observationStream() {
    return Golden.cases("normalizers.json", 2, c -> c.kind().equals("observation_stream_sb3"));
  }

  @Test
  void everyCaseOfObservationsIsTaken() {
    Golden.assertComplete(
        "normalizers.json",
        Set.of("reward_scaling_sb3", "reward_scaling_gymnasium"),
        GoldenNormalizerTest.class);
  }

  @ParameterizedTest
  @MethodSource
  void runningMeanStd(Golden.Case golden) {
    JsonNode batches = golden.input("batches");
    String semantics = golden.input("semantics").asText();
    boolean fromNothing = semantics.equals("tianshou") || semantics.equals("rlpyt");
    RunningMeanVariance statistics =
        new RunningMeanVariance(batches.get(0).get(0).size(), fromNothing ? 0 : 1e-4);
    for (int i = 0; i < batches.size(); i++) {
      float[] rows = Golden.exactFloats(batches.get(i));
      statistics.update(rows, 0, batches.get(i).size());
      check(golden, golden.expected("after_each_batch").get(i), statistics);
    }
    boolean floor = semantics.equals("rlpyt");
    Divisor divisor = floor ? Divisor.AT_LEAST_EPSILON : Divisor.PLUS_EPSILON;
    double epsilon = golden.input(floor ? "var_clip" : "epsilon").asDouble();
    double limit = golden.input("clip").asDouble();
    float[] probe = Golden.exactFloats(golden.input("probe"));
    float[] unlimited = probe.clone();
    int rows = golden.input("probe").size();
    new ObservationNormalizer(statistics, divisor, epsilon, limit).normalize(probe, 0, rows);
    new ObservationNormalizer(statistics, divisor, epsilon, Double.POSITIVE_INFINITY)
        .normalize(unlimited, 0, rows);
    checkRounded(golden, golden.expected("normalized"), probe);
    checkRounded(golden, golden.expected("normalized_unclipped"), unlimited);
  }

  @ParameterizedTest
  @MethodSource
  void runningMerge(Golden.Case golden) {
    RunningMeanVariance statistics = statistics(golden.input("first"));
    statistics.merge(statistics(golden.input("second")));
    check(golden, golden.json().get("expected"), statistics);
  }

  @ParameterizedTest
  @MethodSource
  void observationStream(Golden.Case golden) {
    JsonNode steps = golden.input("observations");
    RunningMeanVariance statistics = new RunningMeanVariance(steps.get(0).get(0).size(), 1e-4);
    ObservationNormalizer normalizer =
        new ObservationNormalizer(
            statistics, golden.input("epsilon").asDouble(), golden.input("clip").asDouble());
    JsonNode expected = golden.expected("normalized");
    for (int t = 0; t < steps.size(); t++) {
      float[] rows = Golden.exactFloats(steps.get(t));
      statistics.update(rows, 0, steps.get(t).size());
      normalizer.normalize(rows, 0, steps.get(t).size());
      checkRounded(golden, expected.get(t), rows);
    }
    check(golden, golden.json().get("expected"), statistics);
  }

  private static RunningMeanVariance statistics(JsonNode json) {
    return new RunningMeanVariance(
        Golden.doubles(json.get("mean")),
        Golden.doubles(json.get("var")),
        json.get("count").asDouble());
  }

  private static void check(Golden.Case golden, JsonNode expected, RunningMeanVariance actual) {
    double[] means = new double[actual.size()];
    double[] variances = new double[actual.size()];
    for (int d = 0; d < means.length; d++) {
      means[d] = actual.mean(d);
      variances[d] = actual.variance(d);
    }
    golden.checkDouble("mean", expected.get("mean"), means);
    golden.checkDouble("var", expected.get("var"), variances);
    golden.checkDouble("count", expected.get("count"), actual.count());
  }

  /** Computed in double and rounded once, so within half an ulp of the expected double. */
  private static void checkRounded(Golden.Case golden, JsonNode expected, float[] actual) {
    double[] numbers = Golden.doubles(expected);
    assertThat(actual).hasSameSizeAs(numbers);
    for (int i = 0; i < numbers.length; i++) {
      double ulps = Math.abs(actual[i] - numbers[i]) / Math.ulp((float) numbers[i]);
      assertThat(ulps)
          .as(golden + " [" + i + "]: " + actual[i] + " for " + numbers[i])
          .isLessThan(0.6);
    }
  }
}
