package io.github.ascent4j.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.StateBytes;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private static VectorEnvironment limited(int length, int limit) {
    return new TimeLimit(Count.copies(Count.PAIR, length, 1), limit);
  }

  @Test
  void anEpisodeIsTruncatedAfterTheLimitAndTheNextOneBegins() {
    VectorEnvironment limited = limited(9, 2);
    assertThat(limited.timeLimit()).isEqualTo(2);
    StepBatch batch = new StepBatch(limited);
    limited.reset(0, batch);
    for (int episode = 0; episode < 3; episode++) {
      limited.step(new float[1], batch);
      assertThat(batch.truncated).containsExactly(false);
      limited.step(new float[1], batch);
      assertThat(batch.truncated).containsExactly(true);
      assertThat(batch.terminated).containsExactly(false);
      assertThat(batch.rewards).containsExactly(3);
      assertThat(batch.infos).containsExactly(3);
      assertThat(batch.finalObservations).containsExactly(3, 3);
      assertThat(batch.observations).containsExactly(1, 1);
      assertThat(batch.actionMasks).containsExactly(true, false, true);
    }
  }

  @Test
  void aTerminalStateInTheLastStepAllowedIsBoth() {
    VectorEnvironment limited = limited(2, 2);
    StepBatch batch = new StepBatch(limited);
    limited.reset(0, batch);
    limited.step(new float[1], batch);
    limited.step(new float[1], batch);
    assertThat(batch.terminated).containsExactly(true);
    assertThat(batch.truncated).containsExactly(true);
    assertThat(batch.finalObservations).containsExactly(3, 3);
    assertThat(batch.observations).containsExactly(1, 1);
  }

  @Test
  void anEpisodeThatEndsByItselfIsLeftAloneAndTheCountStartsAnew() {
    VectorEnvironment limited = limited(2, 3);
    StepBatch batch = new StepBatch(limited);
    limited.reset(0, batch);
    for (int t = 1; t <= 8; t++) {
      limited.step(new float[1], batch);
      assertThat(batch.terminated).containsExactly(t % 2 == 0);
      assertThat(batch.truncated).containsExactly(false);
    }
  }

  /** A stack inside a limit begins anew where the limit cuts; one around it, too. */
  @Test
  void limitsAndStacksComposeInAnyOrder() {
    VectorEnvironment inside = new TimeLimit(new FrameStack(Count.copies(Count.PAIR, 9, 1), 2), 2);
    VectorEnvironment around = new FrameStack(new TimeLimit(Count.copies(Count.PAIR, 9, 1), 2), 2);
    for (VectorEnvironment wrapped : new VectorEnvironment[] {inside, around}) {
      StepBatch batch = new StepBatch(wrapped);
      wrapped.reset(0, batch);
      wrapped.step(new float[1], batch);
      wrapped.step(new float[1], batch);
      assertThat(batch.finalObservations).containsExactly(2, 2, 3, 3);
      assertThat(batch.observations).containsExactly(1, 1, 1, 1);
      assertThat(batch.rewards).containsExactly(3);
      assertThat(batch.truncated).containsExactly(true);
    }
  }

  @Test
  void whatIsLeftOfTheLimitIsSaved() throws IOException {
    VectorEnvironment saved = limited(9, 3);
    StepBatch batch = new StepBatch(saved);
    saved.reset(0, batch);
    saved.step(new float[1], batch);
    saved.step(new float[1], batch);
    byte[] state = StateBytes.of(saved::save);
    VectorEnvironment restored = limited(9, 3);
    StateBytes.read(state, restored::restore);
    restored.step(new float[1], batch);
    assertThat(batch.truncated).containsExactly(true);
    assertThatThrownBy(() -> StateBytes.read(state, limited(9, 4)::restore))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none of time limit of 4; use the wrappers");
    VectorEnvironment bare = Count.copies(Count.PAIR, 9, 1);
    bare.reset(0, batch);
    assertThatThrownBy(() -> StateBytes.read(StateBytes.of(bare::save), saved::restore))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("use the wrappers");
  }

  @Test
  void aLimitThatCanDoNothingIsRefused() {
    assertThatThrownBy(() -> limited(9, 18))
        .hasMessageContaining("Count-v7 ends its episodes after 17 steps")
        .hasMessageContaining("give at most 17");
    assertThatThrownBy(() -> limited(9, 0)).hasMessageContaining("time limit 0 must be at least 1");
    VectorEnvironment entire =
        new VectorWrapper(Count.copies(Box.uniform(0, 9, 1), 9, 1)) {
          @Override
          public boolean restartsCopies() {
            return false;
          }
        };
    assertThatThrownBy(() -> new TimeLimit(entire, 2))
        .hasMessageContaining("cannot cut an episode short")
        .hasMessageContaining("implement restartCopy(int, StepBatch)");
  }
}
