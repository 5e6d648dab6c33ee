package io.github.ascent4j.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;

class InterruptionTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(5);
  private static final Duration ENOUGH_TO_WRITE = Duration.ofSeconds(1);

  /** Notes what comes of a request, and ends no process. */
  private static final class Notes implements Interruption.Listener {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final CountDownLatch requested = new CountDownLatch(1);
    final CountDownLatch halted = new CountDownLatch(1);

    @Override
    public void requested() {
      heard.add("requested");
      requested.countDown();
    }

    @Override
    public void abandoned() {
      heard.add("abandoned");
    }

    @Override
    public void halt(int code) {
      heard.add("halt " + code);
      halted.countDown();
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static void raise() {
    Signal.raise(new Signal("TERM"));
  }

  @Test
  void iterationThatEndsInTimeIsNotInterrupted() throws InterruptedException {
    Notes notes = new Notes();
    try (Interruption interruption =
        new Interruption(new Interruption.Patience(LONG, LONG), notes)) {
      assertThat(interruption.requested()).isFalse();
      raise();
      await(notes.requested);
      assertThat(interruption.requested()).isTrue();
    }
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(notes.heard).containsExactly("requested");
  }

  @Test
  void iterationThatTakesLongIsInterruptedAndWhatFollowsIsNot() throws InterruptedException {
    Notes notes = new Notes();
    try (Interruption interruption =
        new Interruption(new Interruption.Patience(SHORT, LONG), notes)) {
      raise();
      long start = System.nanoTime();
      while (!Thread.currentThread().isInterrupted()) {
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
      }
      interruption.settle();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
    assertThat(notes.heard).containsExactly("requested");
  }

  @Test
  void trainingThatDoesNotAnswerIsLeftBehind() throws InterruptedException {
    Notes notes = new Notes();
    try (Interruption interruption =
        new Interruption(new Interruption.Patience(SHORT, ENOUGH_TO_WRITE), notes)) {
      raise();
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      Thread.interrupted();
      await(notes.halted);
      assertThat(interruption.requested()).isTrue();
    }
    assertThat(notes.heard).containsExactly("requested", "abandoned", "halt 143");
  }

  @Test
  void secondSignalEndsTheProcessAtOnce() throws InterruptedException {
    Notes notes = new Notes();
    try (Interruption interruption =
        new Interruption(new Interruption.Patience(LONG, LONG), notes)) {
      raise();
      await(notes.requested);
      raise();
      await(notes.halted);
      assertThat(interruption.requested()).isTrue();
    }
    assertThat(notes.heard).startsWith("requested", "halt 143");
  }
}
