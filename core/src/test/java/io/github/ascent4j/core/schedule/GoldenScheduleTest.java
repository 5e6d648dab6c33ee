package io.github.ascent4j.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.schedule.Schedule.Exponential;
import io.github.ascent4j.core.schedule.Schedule.Linear;
import io.github.ascent4j.core.schedule.Schedule.Piecewise;
import io.github.ascent4j.core.schedule.Schedule.Unit;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ReadsGolden
final class GoldenScheduleTest {
  static List<Golden.Case> piecewise() {
    return Golden.cases("schedules.json", 7, c -> c.kind().equals("prt_linear"));
  }

  static List<Golden.Case> exponential() {
    return Golden.cases("schedules.json", 2, c -> c.kind().equals("prt_exponential"));
  }

  static List<Golden.Case> progressRemaining() {
    return Golden.cases("schedules.json", 1, c -> c.kind().equals("progress_remaining"));
  }

  static List<Golden.Case> endFraction() {
    return Golden.cases("schedules.json", 2, c -> c.kind().equals("sb3_linear_schedule"));
  }

  static List<Golden.Case> cleanrl() {
    return Golden.cases("schedules.json", 1, c -> c.kind().equals("cleanrl_anneal"));
  }

  static List<Golden.Case> rlpyt() {
    return Golden.cases("schedules.json", 1, c -> c.kind().equals("rlpyt_linear"));
  }

  static List<Golden.Case> klCoefficient() {
    return Golden.cases("schedules.json", 2, c -> c.kind().equals("kl_coefficient"));
  }

  static List<Golden.Case> klStop() {
    return Golden.cases("schedules.json", 3, c -> c.kind().equals("kl_stop"));
  }

  @ParameterizedTest
  @MethodSource
  void piecewise(Golden.Case golden) {
    List<Piecewise.Interval> intervals = new ArrayList<>();
    for (int i = 0; i < golden.input("intervals").size(); i++) {
      JsonNode interval = golden.input("intervals").get(i);
      intervals.add(
          new Piecewise.Interval(
              interval.get(0).asDouble(),
              interval.get(1).asDouble(),
              golden.input("end_values").get(i).asDouble()));
    }
    bySteps(golden, new Piecewise(golden.input("start_value").asDouble(), intervals, Unit.STEPS));
  }

  @ParameterizedTest
  @MethodSource
  void exponential(Golden.Case golden) {
    bySteps(
        golden,
        new Exponential(
            golden.input("start_value").asDouble(),
            golden.input("end_value").asDouble(),
            golden.input("decay_rate").asDouble(),
            Unit.STEPS));
  }

  /** Also by the schedule that is read from the text of this one. */
  private static void bySteps(Golden.Case golden, Schedule schedule) {
    for (Schedule same : List.of(schedule, Schedule.parse(schedule.toString()))) {
      ScheduledSettings settings = new ScheduledSettings();
      ScheduledSettings.Setting setting = settings.add(same);
      JsonNode steps = golden.input("steps");
      double[] values = new double[steps.size()];
      for (int i = 0; i < values.length; i++) {
        settings.update(new Progress(0.5, steps.get(i).asLong()));
        values[i] = setting.value();
      }
      golden.checkDouble("values", golden.expected("values"), values);
    }
  }

  /**
   * Up to the last rate, which is below 0 in rl-zoo: an update that climbs the loss is in nobody's
   * interest. Here the line stays at its end, as that of Stable-Baselines3's own LinearSchedule.
   */
  @ParameterizedTest
  @MethodSource
  void progressRemaining(Golden.Case golden) {
    Schedule schedule = Schedule.parse("lin_" + golden.input("initial_value").asText());
    JsonNode steps = golden.input("num_timesteps");
    double[] remaining = new double[steps.size()];
    for (int i = 0; i < remaining.length; i++) {
      Progress progress =
          Progress.of(steps.get(i).asLong(), golden.input("total_timesteps").asLong());
      remaining[i] = progress.remaining();
      double value = schedule.at(progress, Double.NaN);
      JsonNode expected = golden.expected("values").get(i);
      if (remaining[i] >= 0) {
        golden.checkDouble("rate " + i, expected, value);
      } else {
        assertThat(expected.asDouble()).isNegative();
        assertThat(value).isZero();
      }
    }
    golden.checkDouble("remaining", golden.expected("progress_remaining"), remaining);
  }

  @Test
  void everyScheduleIsTaken() {
    Golden.assertComplete("schedules.json", Set.of(), GoldenScheduleTest.class);
  }

  @ParameterizedTest
  @MethodSource
  void endFraction(Golden.Case golden) {
    Schedule schedule =
        new Linear(
            golden.input("start").asDouble(),
            golden.input("end").asDouble(),
            0,
            golden.input("end_fraction").asDouble(),
            Unit.PROGRESS);
    double[] values = Golden.doubles(golden.input("progress_remaining"));
    for (int i = 0; i < values.length; i++) {
      values[i] = schedule.at(values[i]);
    }
    golden.checkDouble("values", golden.expected("values"), values);
  }

  /** The progress before each iteration. */
  @ParameterizedTest
  @MethodSource
  void cleanrl(Golden.Case golden) {
    int iterations = golden.input("num_iterations").asInt();
    Schedule schedule = Schedule.linear(golden.input("initial_value").asDouble());
    double[] values = new double[iterations];
    for (int i = 0; i < iterations; i++) {
      values[i] = schedule.at(Progress.of(i, iterations), Double.NaN);
    }
    golden.checkDouble("values", golden.expected("values"), values);
  }

  /** The clip range follows the progress of one iteration earlier. */
  @ParameterizedTest
  @MethodSource
  void rlpyt(Golden.Case golden) {
    int iterations = golden.input("n_itr").asInt();
    Schedule rate = Schedule.linear(golden.input("learning_rate").asDouble());
    Schedule clip = Schedule.linear(golden.input("ratio_clip").asDouble());
    double[] rates = new double[iterations];
    double[] clips = new double[iterations];
    for (int i = 0; i < iterations; i++) {
      rates[i] = rate.at(Progress.of(i, iterations), Double.NaN);
      clips[i] = clip.at(Progress.of(Math.max(0, i - 1), iterations), Double.NaN);
    }
    golden.checkDouble("rates", golden.expected("learning_rates"), rates);
    golden.checkDouble("clips", golden.expected("ratio_clips"), clips);
  }

  @ParameterizedTest
  @MethodSource
  void klCoefficient(Golden.Case golden) {
    boolean rllib = golden.input("rule").asText().equals("rllib");
    KlCoefficient coefficient =
        new KlCoefficient(
            rllib ? KlCoefficient.Rule.RLLIB : KlCoefficient.Rule.SCHULMAN,
            golden.input("initial").asDouble(),
            golden.input("target").asDouble());
    double[] values = Golden.doubles(golden.input("kls"));
    for (int i = 0; i < values.length; i++) {
      coefficient.update(values[i]);
      values[i] = coefficient.value();
    }
    golden.checkDouble("coefficients", golden.expected("coefficients"), values);
  }

  @ParameterizedTest
  @MethodSource
  void klStop(Golden.Case golden) {
    boolean plain = golden.input("rule").asText().equals("cleanrl");
    KlLimit limit = plain ? KlLimit.TARGET : KlLimit.TARGET_AND_A_HALF;
    double[] kls = Golden.doubles(golden.input("kls"));
    boolean[] stops = Golden.flags(golden.expected("stop"));
    for (int i = 0; i < kls.length; i++) {
      assertThat(limit.exceeded(kls[i], golden.input("target").asDouble())).isEqualTo(stops[i]);
    }
  }
}
