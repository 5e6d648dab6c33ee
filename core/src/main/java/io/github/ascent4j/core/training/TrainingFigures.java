package io.github.ascent4j.core.training;

import io.github.ascent4j.core.result.RecordedFigures;
import io.github.ascent4j.core.rollout.EpisodeStatistics;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What later rows tell of a training's past, though it decides nothing of its future. */
record TrainingFigures(EpisodeStatistics episodes, RecordedFigures recorded) {
  /** Whether there is anything to save. */
  boolean any() {
    return episodes.hasInfos() || recorded.any();
  }

  /** Writes what episodes have said beside their rewards, and what callbacks have recorded. */
  void save(DataOutput state) throws IOException {
    episodes.saveInfos(state);
    recorded.save(state);
  }

  /** Takes over what {@link #save} wrote. */
  void restore(DataInput state) throws IOException {
    episodes.restoreInfos(state);
    recorded.restore(state);
  }
}
