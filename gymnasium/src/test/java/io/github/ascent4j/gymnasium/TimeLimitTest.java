package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.StateBytes;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.wrapper.FrameStack;
import io.github.ascent4j.environment.wrapper.TimeLimit;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private static VectorEnvironment limited(String... options) {
    return new FrameStack(new TimeLimit(Python.make("Walk", 3, options), 7), 2);
  }

  /** Copies that Python made are cut short one by one, and other processes go on from there. */
  @Test
  void episodesOfPythonAreCutAndResumed() throws IOException {
    byte[] saved;
    List<float[]> rest;
    try (VectorEnvironment environment = limited()) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(2, batch);
      float[] first = batch.observations.clone();
      EpisodesTest.walk(environment, batch, 0, 7);
      assertThat(batch.truncated).contains(true);
      assertThat(batch.observations).isNotEqualTo(first);
      EpisodesTest.walk(environment, batch, 7, 40);
      saved = StateBytes.of(environment::save);
      rest = EpisodesTest.walk(environment, batch, 40, 90);
    }
    try (VectorEnvironment other = limited("processes", "2")) {
      StateBytes.read(saved, other::restore);
      assertThat(StateBytes.of(other::save)).isEqualTo(saved);
      assertThat(EpisodesTest.walk(other, new StepBatch(other), 40, 90))
          .usingRecursiveComparison()
          .isEqualTo(rest);
    }
  }
}
