package io.github.ascent4j.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.Environment.Outcome;
import io.github.ascent4j.environment.FrameStack.Start;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameStackTest {
  /** Shows how many steps it has taken, from 1 on, in every component; ends after 3. */
  private static final class Count implements Environment {
    private final Space space;
    private int count;
    private boolean closed;

    Count(Space space) {
      this.space = space;
    }

    @Override
    public Space observationSpace() {
      return space;
    }

    @Override
    public Space actionSpace() {
      return new Discrete(3);
    }

    @Override
    public void reset(long seed, float[] observation) {
      count = 1;
      Arrays.fill(observation, count);
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      count++;
      Arrays.fill(observation, count);
      return count > 3 ? Outcome.terminal(count) : Outcome.running(count);
    }

    @Override
    public boolean masksActions() {
      return true;
    }

    @Override
    public void actionMask(boolean[] mask) {
      mask[count % 3] = false;
    }

    @Override
    public int timeLimit() {
      return 17;
    }

    @Override
    public String name() {
      return "Count-v7";
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static FrameStack stack(Space space, int frames, Start start) {
    return new FrameStack(new Count(space), frames, start);
  }

  private static final Box PAIR = Box.uniform(1, 9, 2);

  @Test
  void theLastObservationsAreShownOldestFirst() {
    FrameStack stack = stack(PAIR, 3, Start.ZEROS);
    float[] observation = new float[6];
    stack.reset(0, observation);
    assertThat(observation).containsExactly(0, 0, 0, 0, 1, 1);
    assertThat(stack.observationSpace().contains(observation)).isTrue();
    assertThat(stack.step(new float[1], observation)).isEqualTo(Outcome.running(2));
    assertThat(observation).containsExactly(0, 0, 1, 1, 2, 2);
    stack.step(new float[1], observation);
    assertThat(observation).containsExactly(1, 1, 2, 2, 3, 3);
    assertThat(stack.step(new float[1], observation)).isEqualTo(Outcome.terminal(4));
    assertThat(observation).containsExactly(2, 2, 3, 3, 4, 4);
  }

  @Test
  void theFirstObservationMayStandForThoseBeforeIt() {
    FrameStack stack = stack(PAIR, 3, Start.FIRST);
    float[] observation = new float[6];
    stack.reset(0, observation);
    assertThat(observation).containsExactly(1, 1, 1, 1, 1, 1);
    stack.step(new float[1], observation);
    assertThat(observation).containsExactly(1, 1, 1, 1, 2, 2);
    assertThat(stack.observationSpace()).isEqualTo(Box.uniform(1, 9, 6));
  }

  @Test
  void nothingOfAnEpisodeIsSeenInTheNext() {
    for (Start start : Start.values()) {
      FrameStack stack = stack(PAIR, 2, start);
      float[] first = new float[4];
      float[] second = new float[4];
      stack.reset(0, first);
      stack.step(new float[1], second);
      stack.reset(0, second);
      assertThat(second).isEqualTo(first);
    }
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
    Box image = Box.uniform(List.of(3, 4, 5), DType.UINT8, 0, 255);
    Space stacked = stack(image, 4, Start.ZEROS).observationSpace();
    assertThat(stacked).isEqualTo(Box.uniform(List.of(12, 4, 5), DType.UINT8, 0, 255));
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
    Count count = new Count(PAIR);
    FrameStack stack = new FrameStack(count, 2, Start.ZEROS);
    assertThat(stack.name()).isEqualTo("Count-v7");
    assertThat(stack.timeLimit()).isEqualTo(17);
    assertThat(stack.actionSpace()).isEqualTo(new Discrete(3));
    assertThat(stack.masksActions()).isTrue();
    stack.reset(0, new float[4]);
    boolean[] mask = {true, true, true};
    stack.actionMask(mask);
    assertThat(mask).containsExactly(true, false, true);
    stack.close();
    assertThat(count.closed).isTrue();
  }

  /** The saved episode is replayed, through the stack. */
  @Test
  void aStackIsRestoredInTheMiddleOfAnEpisode() throws IOException {
    try (VectorEnvironment saved = copies();
        VectorEnvironment restored = copies()) {
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

  private static VectorEnvironment copies() {
    return VectorEnvironments.of(() -> stack(PAIR, 3, Start.ZEROS), 2);
  }

  @Test
  void onlyABoxAndAtLeastOneFrameAreStacked() {
    assertThatThrownBy(() -> stack(new Discrete(5), 2, Start.ZEROS))
        .hasMessageContaining("Count-v7 has observations")
        .hasMessageContaining("only those of a Box can be stacked");
    assertThatThrownBy(() -> stack(PAIR, 0, Start.ZEROS))
        .hasMessageContaining("frames 0 must be at least 1");
  }
}
