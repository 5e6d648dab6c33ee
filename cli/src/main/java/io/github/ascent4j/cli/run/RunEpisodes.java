package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.logging.EpisodeLog;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.TrainingProgress;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes each episode of a run to its table, and prints it if that is asked for.
 *
 * @param printed whether episodes are printed
 */
record RunEpisodes(EpisodeLog log, boolean printed, Appendable out) implements TrainingCallback {
  @Override
  public Decision onUpdate(TrainingView training, TrainingProgress progress) {
    try {
      log.append(progress.finished(), progress.seconds());
      if (printed) {
        print(progress.finished());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Decision.CONTINUE;
  }

  /** In the words of the tutorial whose readers ask for it. */
  private void print(List<EpisodeSummary> finished) throws IOException {
    for (EpisodeSummary episode : finished) {
      out.append("Episode " + episode.number() + ", Reward: " + episode.totalReward() + "\n");
    }
    if (out instanceof Flushable flushable) {
      flushable.flush();
    }
  }
}
