package io.github.ascent4j.core.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.TrainingProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunnerDiagnosticsTest {
  private record Update(double loss, double entropy, long optimizerSteps, long learntSamples)
      implements AlgorithmMetrics {
    @Override
    public Map<String, Double> byName() {
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("train/loss", loss);
      figures.put("train/grad_norm", 2 * loss);
      figures.put("train/entropy_loss", -entropy);
      figures.put("train/explained_variance", Double.NaN);
      return figures;
    }
  }

  private static EpisodeSummary episode(int number, double totalReward) {
    return new EpisodeSummary(number, 10L * number, totalReward, 10, 3, totalReward / 2);
  }

  /** The i-th update of 50 steps and half a second, with four steps of 25 samples. */
  private static TrainingProgress update(int i, double loss, EpisodeSummary... finished) {
    return new TrainingProgress(
        1000 + 50L * i,
        9999,
        20 + i,
        7,
        0,
        0,
        100 + 0.5 * i,
        50L * i,
        0.5 * i,
        new Update(loss, 1.5, 4, 100),
        80 + 4L * i,
        2000 + 100L * i,
        List.of(finished));
  }

  /** Two updates within a report: 100 steps and 8 optimiser steps in a second. */
  @Test
  void runnersFiguresAreTotalsAndSpeedsSinceTheLastReport() {
    RunnerDiagnostics diagnostics = new RunnerDiagnostics(List.of());
    diagnostics.update(update(1, 0));
    diagnostics.report(update(1, 0));
    diagnostics.update(update(2, 0, episode(1, 5)));
    diagnostics.update(update(3, 0, episode(2, 6), episode(3, 7)));
    Map<String, Double> figures = diagnostics.report(update(3, 0));
    assertThat(figures)
        .containsEntry("Diagnostics/NewCompletedTrajs", 3.0)
        .containsEntry("Diagnostics/StepsInTrajWindow", 30.0)
        .containsEntry("Diagnostics/Iteration", 23.0)
        .containsEntry("Diagnostics/CumTime (s)", 101.5)
        .containsEntry("Diagnostics/CumSteps", 1150.0)
        .containsEntry("Diagnostics/CumCompletedTrajs", 7.0)
        .containsEntry("Diagnostics/CumUpdates", 92.0)
        .containsEntry("Diagnostics/StepsPerSecond", 100.0)
        .containsEntry("Diagnostics/UpdatesPerSecond", 8.0)
        .containsEntry("Diagnostics/ReplayRatio", 2.0)
        .containsEntry("Diagnostics/CumReplayRatio", 2.0);
    Map<String, Double> next = diagnostics.report(update(4, 0));
    assertThat(next.get("Diagnostics/NewCompletedTrajs")).isZero();
    assertThat(next.get("Diagnostics/UpdatesPerSecond")).isZero();
  }

  /** Of 1, 2, 4 and 9: mean 4, variance (9 + 4 + 0 + 25) / 4, median 3. */
  @Test
  void figuresOfUpdatesAreSummedUpInFiveNumbersAndForgotten() {
    RunnerDiagnostics diagnostics = new RunnerDiagnostics(List.of());
    for (double loss : new double[] {4, 1, 9, 2}) {
      diagnostics.update(update(1, loss));
    }
    Map<String, Double> figures = diagnostics.report(update(1, 0));
    assertThat(figures)
        .containsEntry("lossAverage", 4.0)
        .containsEntry("lossMedian", 3.0)
        .containsEntry("lossMin", 1.0)
        .containsEntry("lossMax", 9.0)
        .containsEntry("gradNormMax", 18.0)
        .containsEntry("entropyAverage", 1.5);
    assertThat(figures.get("lossStd")).isCloseTo(Math.sqrt(9.5), within(1e-12));
    assertThat(figures.get("explainedVarianceAverage")).isNaN();
    assertThat(figures.get("explainedVarianceMedian")).isNaN();
    Map<String, Double> next = diagnostics.report(update(1, 0));
    assertThat(next.get("lossAverage")).isNaN();
    assertThat(next.keySet()).isEqualTo(figures.keySet());
  }

  @Test
  void trajectoriesOfTheTrainingAreTheLastHundredHoweverOld() {
    List<EpisodeSummary> before = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      before.add(episode(i, i));
    }
    RunnerDiagnostics diagnostics = new RunnerDiagnostics(before);
    diagnostics.update(update(1, 0, episode(101, 101), episode(102, 1000)));
    for (int report = 0; report < 2; report++) {
      Map<String, Double> figures = diagnostics.report(update(1, 0));
      assertThat(figures)
          .containsEntry("ReturnMin", 3.0)
          .containsEntry("ReturnMax", 1000.0)
          .containsEntry("ReturnMedian", 52.5)
          .containsEntry("DiscountedReturnMax", 500.0)
          .containsEntry("LengthStd", 0.0)
          .containsEntry("NonzeroRewardsAverage", 3.0);
    }
  }

  @Test
  void trajectoriesOfAnEvaluationTakeThePlaceOfTheTrainings() {
    RunnerDiagnostics diagnostics = new RunnerDiagnostics(List.of(episode(1, 5)));
    diagnostics.report(TrainingProgress.start(10), List.of(episode(1, 8)), 2);
    Map<String, Double> figures =
        diagnostics.report(update(1, 0), List.of(episode(1, 8), episode(2, 10)), 3);
    assertThat(figures)
        .containsEntry("ReturnAverage", 9.0)
        .containsEntry("Diagnostics/TrajsInEval", 2.0)
        .containsEntry("Diagnostics/StepsInEval", 20.0)
        .containsEntry("Diagnostics/CumEvalTime", 5.0)
        .containsEntry("Diagnostics/CumTrainTime", 100.5)
        .containsEntry("Diagnostics/CumTime (s)", 105.5)
        .doesNotContainKeys("Diagnostics/NewCompletedTrajs", "Diagnostics/StepsInTrajWindow");
  }

  @Test
  void beforeAnythingHasHappenedThereAreNoSpeedsAndNoTrajectories() {
    Map<String, Double> figures =
        new RunnerDiagnostics(List.of()).report(TrainingProgress.start(10));
    assertThat(figures.get("Diagnostics/StepsPerSecond")).isNaN();
    assertThat(figures.get("Diagnostics/ReplayRatio")).isNaN();
    assertThat(figures.get("Diagnostics/CumSteps")).isZero();
    assertThat(figures.get("ReturnAverage")).isNaN();
    assertThat(figures.get("ReturnMax")).isNaN();
  }
}
