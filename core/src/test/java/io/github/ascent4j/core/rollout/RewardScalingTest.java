package io.github.ascent4j.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.environment.StateBytes;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ReadsGolden
final class RewardScalingTest {
  static List<Golden.Case> stableBaselines() {
    return Golden.cases("normalizers.json", 4, c -> c.kind().equals("reward_scaling_sb3"));
  }

  static List<Golden.Case> gymnasium() {
    return Golden.cases("normalizers.json", 4, c -> c.kind().equals("reward_scaling_gymnasium"));
  }

  @Test
  void everyRewardScalingIsTaken() {
    Golden.assertComplete(
        "normalizers.json",
        Set.of("running_mean_std", "running_merge", "observation_stream_sb3"),
        RewardScalingTest.class);
  }

  @ParameterizedTest
  @MethodSource
  void gymnasium(Golden.Case golden) throws IOException {
    JsonNode rewards = golden.input("rewards");
    int copies = rewards.get(0).size();
    RewardScaling scaling =
        new RewardScaling(
            RewardScaling.Form.PER_ENVIRONMENT,
            copies,
            golden.input("gamma").asDouble(),
            golden.input("epsilon").asDouble(),
            golden.input("clip").asDouble());
    for (int t = 0; t < rewards.size(); t++) {
      float[] scaled = new float[copies];
      boolean[] terminated = Golden.flags(golden.input("terminated").get(t));
      // Cut episodes everywhere, which must not show.
      boolean[] truncated = new boolean[copies];
      Arrays.fill(truncated, t % 2 == 0);
      scaling.scale(Golden.doubles(rewards.get(t)), terminated, truncated, scaled, 0);
      double[] results = new double[copies];
      double[] variances = new double[copies];
      for (int b = 0; b < copies; b++) {
        results[b] = scaled[b];
        variances[b] = scaling.statistics(b).variance(0);
      }
      // The results are floats, with 2^-24 of rounding.
      golden.check(
          "step " + t, golden.expected("normalized_rewards").get(t), results, 1e-9, 0x1p-23);
      golden.checkDouble("variance", golden.expected("variance_after_step").get(t), variances);
    }
    byte[] state = StateBytes.of(scaling::save);
    double[] returns = new double[copies];
    ByteBuffer.wrap(state, 4, 8 * copies).asDoubleBuffer().get(returns);
    golden.checkDouble("returns", golden.expected("final_discounted_return"), returns);
  }

  @ParameterizedTest
  @MethodSource
  void stableBaselines(Golden.Case golden) throws IOException {
    JsonNode rewards = golden.input("rewards");
    int copies = rewards.get(0).size();
    RewardScaling scaling =
        new RewardScaling(
            copies,
            golden.input("gamma").asDouble(),
            golden.input("epsilon").asDouble(),
            golden.input("clip").asDouble());
    for (int t = 0; t < rewards.size(); t++) {
      // The same step in which nothing ends shows the returns that an end sets back.
      RewardScaling endless = new RewardScaling(copies, golden.input("gamma").asDouble(), 1, 1);
      StateBytes.read(StateBytes.of(scaling::save), endless::restore);
      boolean[] none = new boolean[copies];
      endless.scale(Golden.doubles(rewards.get(t)), none, none, new float[copies], 0);
      golden.checkDouble(
          "return before reset",
          golden.expected("return_before_reset").get(t),
          runningReturns(endless, copies));
      float[] scaled = new float[copies + 2];
      scaling.scale(
          Golden.doubles(rewards.get(t)),
          Golden.flags(golden.input("dones").get(t)),
          new boolean[copies],
          scaled,
          2);
      double[] results = new double[copies];
      for (int b = 0; b < copies; b++) {
        results[b] = scaled[2 + b];
      }
      // The results are floats, with 2^-24 of rounding.
      golden.check(
          "step " + t, golden.expected("normalized_rewards").get(t), results, 1e-9, 0x1p-23);
      golden.checkDouble(
          "variance",
          golden.expected("variance_after_step").get(t),
          scaling.statistics(0).variance(0));
      golden.checkDouble(
          "count", golden.expected("count_after_step").get(t), scaling.statistics(0).count());
    }
    golden.checkDouble("mean", golden.expected("final_mean"), scaling.statistics(0).mean(0));
    golden.checkDouble(
        "returns", golden.expected("final_discounted_return"), runningReturns(scaling, copies));
  }

  /** The last that is saved. */
  private static double[] runningReturns(RewardScaling scaling, int copies) throws IOException {
    byte[] state = StateBytes.of(scaling::save);
    double[] returns = new double[copies];
    ByteBuffer.wrap(state, state.length - 8 * copies, 8 * copies).asDoubleBuffer().get(returns);
    return returns;
  }

  @Test
  void aCutEndsTheRunningReturnAsATerminationDoes() throws IOException {
    RewardScaling scaling = new RewardScaling(2, 0.5, 1e-8, 10);
    double[] rewards = {4, 8};
    scaling.scale(rewards, new boolean[2], new boolean[] {true, false}, new float[2], 0);
    assertThat(runningReturns(scaling, 2)).containsExactly(0, 8);
  }

  /** The terminal step counts without the 4 before it, and the next episode goes on from its 1. */
  @Test
  void aTerminationDropsThePastBeforeItsOwnReward() {
    RewardScaling scaling = new RewardScaling(RewardScaling.Form.PER_ENVIRONMENT, 1, 0.5, 1e-8, 10);
    float[] scaled = new float[1];
    RunningMeanVariance expected = new RunningMeanVariance(1, 1e-4);
    for (double seen : new double[] {4, 1, 2.5}) {
      expected.update(new double[] {seen});
    }
    boolean[] no = {false};
    scaling.scale(new double[] {4}, no, no, scaled, 0);
    scaling.scale(new double[] {1}, new boolean[] {true}, no, scaled, 0);
    scaling.scale(new double[] {2}, no, no, scaled, 0);
    assertThat(scaling.statistics(0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void restoredScalingGoesOnWithTheSameNumbers(RewardScaling.Form form) throws IOException {
    RewardScaling original = new RewardScaling(form, 2, 0.9, 1e-8, 10);
    float[] expected = new float[2];
    float[] actual = new float[2];
    boolean[] none = new boolean[2];
    for (int i = 0; i < 20; i++) {
      original.scale(new double[] {i, -3 * i}, none, none, expected, 0);
    }
    RewardScaling restored = new RewardScaling(form, 2, 0.9, 1e-8, 10);
    StateBytes.read(StateBytes.of(original::save), restored::restore);
    original.scale(new double[] {1, 2}, none, none, expected, 0);
    restored.scale(new double[] {1, 2}, none, none, actual, 0);
    assertThat(actual).containsExactly(expected);
  }

  @ParameterizedTest
  @EnumSource
  void anotherNumberOfEnvironmentsIsRefused(RewardScaling.Form form) throws IOException {
    byte[] saved = StateBytes.of(new RewardScaling(form, 2, 0.9, 1e-8, 10)::save);
    RewardScaling other = new RewardScaling(form, 1, 0.9, 1e-8, 10);
    assertThatThrownBy(() -> StateBytes.read(saved, other::restore))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of 2 environments does not fit 1");
  }
}
