package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.evaluation.RecordedEpisodes;
import io.github.ascent4j.core.logging.TrainingLogger;
import io.github.ascent4j.core.monitor.RunnerLogging;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RunnerLoggingTest {
  private static final int STEPS = 1000;
  private static final int EVERY = 300;

  @TempDir Path folder;

  private static final class Rows implements TrainingLogger {
    private final List<Long> steps = new ArrayList<>();
    private final List<Map<String, Double>> figures = new ArrayList<>();

    @Override
    public void scalars(long step, Map<String, Double> row) {
      steps.add(step);
      figures.add(row);
    }
  }

  static List<TrainingCase<?>> algorithms() {
    return TrainingCases.algorithms();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyAlgorithmReportsItsUpdates(TrainingCase<?> algorithm) {
    Rows rows = new Rows();
    try (Agent<?> agent = algorithm.agent(SimdEngine.create(1))) {
      TrainingProgress progress =
          agent.train(
              algorithm.newEnvironment(), STEPS, RunnerLogging.online(EVERY, List.of(rows)));
      assertThat(rows.steps).hasSizeBetween(2, 3).isSorted();
      Map<String, Double> last = rows.figures.getLast();
      assertThat(last.get("Diagnostics/CumUpdates"))
          .isPositive()
          .isLessThanOrEqualTo(progress.optimizerSteps());
      assertThat(last.get("Diagnostics/ReplayRatio")).isGreaterThan(0.2);
      List<String> figures = new ArrayList<>(List.of("gradNorm", "entropy", "perplexity"));
      // Natural gradients follow an objective and have no loss.
      if (progress.metrics().byName().containsKey("train/loss")) {
        figures.add("loss");
      }
      for (String figure : figures) {
        assertThat(last.get(figure + "Average")).as(figure).isFinite();
        assertThat(last.get(figure + "Max"))
            .isGreaterThanOrEqualTo(last.get(figure + "Median"))
            .isGreaterThanOrEqualTo(last.get(figure + "Min"));
      }
      // exp is convex.
      assertThat(last.get("perplexityAverage"))
          .isGreaterThanOrEqualTo(Math.exp(last.get("entropyAverage")) - 1e-6);
      assertThat(last.containsKey("explainedVarianceAverage"))
          .isEqualTo(algorithm.config().hasCritic());
      assertThat(last.get("ReturnAverage")).isFinite();
      assertThat(last.get("LengthMax")).isBetween(1.0, 13.0);
    }
  }

  /** Figures are sums over the whole training, saved with it. */
  @Test
  void countsGoOnWhereATrainingIsResumed() throws IOException {
    TrainingCase<?> algorithm = TrainingCases.PPO;
    assertThat(totals(algorithm)).isEqualTo(resumedTotals(algorithm));
  }

  private static List<Long> totals(TrainingCase<?> algorithm) {
    try (Agent<?> agent = algorithm.agent(SimdEngine.create(1))) {
      return totals(agent.train(algorithm.newEnvironment(), STEPS));
    }
  }

  private <C extends Record & AlgorithmConfig> List<Long> resumedTotals(TrainingCase<C> algorithm)
      throws IOException {
    Path file = folder.resolve("half");
    Training<C> first = algorithm.start(SimdEngine.create(1), STEPS);
    first.iterate();
    first.save(file);
    first.trainedAgent().close();
    Training<C> second =
        Training.resume(
            file, algorithm.algorithm(), algorithm.newEnvironment(), STEPS, SimdEngine.create(1));
    assertThat(second.lastEpisodes()).isEqualTo(first.lastEpisodes()).isNotEmpty();
    TrainingProgress progress;
    do {
      progress = second.iterate();
    } while (!second.finished());
    second.trainedAgent().close();
    return totals(progress);
  }

  private static List<Long> totals(TrainingProgress progress) {
    return List.of(
        progress.steps(), progress.episodes(), progress.optimizerSteps(), progress.learntSamples());
  }

  /** Before the first update, and at every interval; and it leaves no trace in the training. */
  @Test
  void evaluatingReportsOnEpisodesPlayedForItAlsoBeforeTheTraining() {
    TrainingCase<?> algorithm = TrainingCases.PPO;
    float[] undisturbed;
    try (Agent<?> agent = algorithm.agent(SimdEngine.create(1))) {
      agent.train(algorithm.newEnvironment(), STEPS);
      undisturbed = agent.policy().parameters();
    }
    Rows rows = new Rows();
    try (Agent<?> agent = algorithm.agent(SimdEngine.create(1))) {
      RunnerLogging logging =
          RunnerLogging.evaluating(EVERY, agent, Wander.discrete(6), 5, List.of(rows));
      Evaluation fresh = Evaluation.run(agent.policy().actorCritic(), Wander.discrete(6), 5, null);
      agent.train(algorithm.newEnvironment(), STEPS, logging);
      assertThat(agent.policy().parameters()).isEqualTo(undisturbed);
      assertThat(rows.steps.getFirst()).isZero();
      assertThat(rows.steps).hasSize(4);
      assertThat(rows.figures.getFirst().get("ReturnMin")).isEqualTo(fresh.minReturn());
      assertThat(rows.figures.getFirst().get("LengthAverage")).isEqualTo(fresh.meanLength());
      assertThat(rows.figures)
          .allSatisfy(row -> assertThat(row).containsEntry("Diagnostics/TrajsInEval", 6.0));
    }
  }

  /** Episodes of the training, from its rollouts and from its statistics. */
  @Test
  void finishedEpisodesAreThoseOfTheRollout() {
    List<Double> expected = new ArrayList<>();
    List<Double> reported = new ArrayList<>();
    TrainingCase<?> one = TrainingCases.A2C.in("one copy", () -> Wander.discrete(1));
    try (Agent<?> agent = one.agent(SimdEngine.create(1))) {
      agent.train(
          one.newEnvironment(),
          STEPS,
          new TrainingCallback() {
            private double running;

            @Override
            public void onRollout(TrainingView training, RolloutView rollout) {
              for (int t = 0; t < rollout.steps(); t++) {
                running += rollout.reward(t, 0);
                if (rollout.terminated(t, 0) || rollout.truncated(t, 0)) {
                  expected.add(running);
                  running = 0;
                }
              }
            }

            @Override
            public Decision onUpdate(TrainingView training, TrainingProgress progress) {
              for (EpisodeSummary episode : progress.finished()) {
                reported.add(episode.totalReward());
                assertThat(episode.number()).isEqualTo(reported.size());
                assertThat(episode.steps()).isLessThanOrEqualTo(progress.steps());
              }
              return Decision.CONTINUE;
            }
          });
    }
    assertThat(reported).hasSameSizeAs(expected).hasSizeGreaterThan(50);
    for (int i = 0; i < reported.size(); i++) {
      assertThat(reported.get(i)).isCloseTo(expected.get(i), within(1e-3));
    }
  }

  @Test
  void recordedEpisodesAreThoseOfTheEvaluation() {
    try (Agent<?> agent = TrainingCases.PPO.agent(SimdEngine.create(1));
        RecordedEpisodes recorded = new RecordedEpisodes(Wander.discrete(6), 1)) {
      for (int round = 1; round <= 2; round++) {
        Evaluation evaluation = Evaluation.run(agent.policy().actorCritic(), recorded, round, null);
        List<EpisodeSummary> episodes = recorded.take();
        assertThat(episodes)
            .extracting(EpisodeSummary::totalReward)
            .containsExactlyInAnyOrderElementsOf(evaluation.returns());
        assertThat(episodes)
            .extracting(EpisodeSummary::length)
            .isSorted()
            .containsExactlyInAnyOrderElementsOf(evaluation.lengths());
        assertThat(episodes)
            .allSatisfy(
                e -> assertThat(e.discountedReward()).as("discount 1").isEqualTo(e.totalReward()));
        assertThat(episodes.getFirst().number()).isEqualTo(6 * round - 5);
      }
    }
  }
}
