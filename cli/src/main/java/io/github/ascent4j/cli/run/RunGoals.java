package io.github.ascent4j.cli.run;

import io.github.ascent4j.cli.run.TrainingSummary.Stop;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.TrainingProgress;
import java.util.List;

/** When a run is at its end: after its steps, its episodes, or with a return that is good enough. */
final class RunGoals implements TrainingCallback {
  private final RunConfig config;
  private final TrainingView training;
  private long episodes;

  RunGoals(RunConfig config, TrainingView training) {
    this.config = config;
    this.training = training;
    List<EpisodeSummary> last = training.lastEpisodes();
    episodes = last.isEmpty() ? 0 : last.getLast().number();
  }

  /** Episodes that have ended so far. */
  long episodes() {
    return episodes;
  }

  @Override
  public Decision onUpdate(TrainingView view, TrainingProgress progress) {
    episodes = progress.episodes();
    return reached() ? Decision.STOP : Decision.CONTINUE;
  }

  /** Whether there is nothing left to do. */
  boolean reached() {
    return reachedSteps() || reachedStopAt() || reachedEpisodes();
  }

  private boolean reachedSteps() {
    return training.steps() >= config.steps();
  }

  private boolean reachedEpisodes() {
    return config.episodes().total() > 0 && episodes >= config.episodes().total();
  }

  private boolean reachedStopAt() {
    Double goal = config.stopAt();
    int window = config.episodes().stopWindow();
    if (goal == null || episodes < window) {
      return false;
    }
    List<EpisodeSummary> last = training.lastEpisodes();
    double sum = 0;
    for (EpisodeSummary episode : last.subList(last.size() - window, last.size())) {
      sum += episode.totalReward();
    }
    return sum / window >= goal;
  }

  /** Why the run has ended. */
  Stop stop() {
    if (!reached()) {
      return Stop.INTERRUPTED;
    }
    if (reachedSteps()) {
      return Stop.STEPS;
    }
    return reachedStopAt() ? Stop.STOP_AT : Stop.EPISODES;
  }
}
