package io.github.ascent4j.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.StateBytes;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.environment.wrapper.FrameStack.Start;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameStackTest {
  private static FrameStack stack(Space space, int frames, Start start, int copies) {
    return new FrameStack(Count.copies(space, 3, copies), frames, start);
  }

  private static FrameStack stack(Space space, int frames, Start start) {
    return stack(space, frames, start, 1);
  }

  @Test
  void theLastObservationsAreShownOldestFirst() {
    FrameStack stack = stack(Count.PAIR, 3, Start.ZEROS);
    StepBatch batch = new StepBatch(stack);
    stack.reset(0, batch);
    assertThat(batch.observations).containsExactly(0, 0, 0, 0, 1, 1);
    assertThat(stack.observationSpace().contains(batch.observations)).isTrue();
    assertThat(batch.actionMasks).containsExactly(true, false, true);
    stack.step(new float[1], batch);
    assertThat(batch.observations).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(batch.rewards).containsExactly(2);
    assertThat(batch.infos).containsExactly(2);
    assertThat(batch.actionMasks).containsExactly(true, true, false);
  }

  @Test
  void anEpisodesEndAndTheNextOnesStartAreStackedEach() {
    for (Start start : Start.values()) {
      FrameStack stack = stack(Count.PAIR, 3, start);
      StepBatch batch = new StepBatch(stack);
      stack.reset(0, batch);
      float[] first = batch.observations.clone();
      for (int t = 0; t < 3; t++) {
        assertThat(batch.terminated).containsExactly(false);
        stack.step(new float[1], batch);
      }
      assertThat(batch.terminated).containsExactly(true);
      assertThat(batch.finalObservations).containsExactly(2, 2, 3, 3, 4, 4);
      assertThat(batch.observations).containsExactly(first);
      stack.reset(0, batch);
      assertThat(batch.terminated).containsExactly(false);
      assertThat(batch.rewards).containsExactly(0);
      assertThat(batch.infos).containsExactly(Double.NaN);
    }
  }

  @Test
  void theFirstObservationMayStandForThoseBeforeIt() {
    FrameStack stack = new FrameStack(Count.copies(Count.PAIR, 3, 1), 3);
    StepBatch batch = new StepBatch(stack);
    stack.reset(0, batch);
    assertThat(batch.observations).containsExactly(1, 1, 1, 1, 1, 1);
    stack.step(new float[1], batch);
    assertThat(batch.observations).containsExactly(1, 1, 1, 1, 2, 2);
    assertThat(stack.observationSpace()).isEqualTo(Box.uniform(1, 9, 6));
  }

  /** Only frames that may be missing need room for zeros. */
  @Test
  void boundsAreWidenedForZerosWhereThereMayBeSome() {
    Box space = Box.of(new float[] {1, -9}, new float[] {2, -8});
    assertThat(stack(space, 2, Start.ZEROS).observationSpace())
        .isEqualTo(Box.of(new float[] {0, -9, 1, -9}, new float[] {2, 0, 2, -8}));
    assertThat(stack(space, 1, Start.ZEROS).observationSpace()).isEqualTo(space);
  }

  @Test
  void imagesAreStackedAlongTheirChannels() {
    Box image = Box.uniform(List.of(3, 1, 2), DType.UINT8, 0, 255);
    FrameStack stack = stack(image, 2, Start.ZEROS);
    assertThat(stack.observationSpace())
        .isEqualTo(Box.uniform(List.of(6, 1, 2), DType.UINT8, 0, 255));
    StepBatch batch = new StepBatch(stack);
    stack.reset(0, batch);
    stack.step(new float[1], batch);
    assertThat(batch.images).containsExactly(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2);
  }

  @Test
  void whatHasNoChannelsGetsSome() {
    Box grey = Box.uniform(List.of(4, 5), DType.UINT8, 0, 255);
    Box number = Box.uniform(List.of(), DType.FLOAT32, 0, 9);
    assertThat(stack(grey, 4, Start.FIRST).observationSpace().shape()).containsExactly(4, 4, 5);
    assertThat(stack(number, 4, Start.FIRST).observationSpace().shape()).containsExactly(4);
  }

  @Test
  void everythingElseIsTheEnvironments() {
    Count count = new Count(Count.PAIR, 3);
    FrameStack stack = new FrameStack(VectorEnvironments.of(() -> count, 1), 2);
    assertThat(stack.name()).isEqualTo("Count-v7");
    assertThat(stack.timeLimit()).isEqualTo(17);
    assertThat(stack.actionSpace()).isEqualTo(new Discrete(3));
    assertThat(stack.actionMaskSize()).isEqualTo(3);
    assertThat(stack.infoNames()).containsExactly("count");
    assertThat(stack.stepsInParts()).isTrue();
    stack.close();
    assertThat(count.closed()).isTrue();
  }

  @Test
  void aStackIsRestoredInTheMiddleOfAnEpisode() throws IOException {
    try (VectorEnvironment saved = stack(Count.PAIR, 3, Start.ZEROS, 2);
        VectorEnvironment restored = stack(Count.PAIR, 3, Start.ZEROS, 2)) {
      StepBatch batch = new StepBatch(saved);
      saved.reset(3, batch);
      saved.step(new float[] {2, 2}, batch);
      byte[] state = StateBytes.of(saved::save);
      saved.step(new float[2], batch);
      StepBatch second = new StepBatch(restored);
      StateBytes.read(state, restored::restore);
      restored.step(new float[2], second);
      assertThat(second.observations).containsExactly(batch.observations);
      assertThat(second.observations).containsExactly(1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3);
    }
  }

  @Test
  void onlyABoxAndAtLeastOneFrameAreStacked() {
    assertThatThrownBy(() -> stack(new Discrete(5), 2, Start.ZEROS))
        .hasMessageContaining("Count-v7 has observations")
        .hasMessageContaining("only those of a Box can be stacked");
    assertThatThrownBy(() -> stack(Count.PAIR, 0, Start.ZEROS))
        .hasMessageContaining("frames 0 must be from 1 to 1000");
  }
}
