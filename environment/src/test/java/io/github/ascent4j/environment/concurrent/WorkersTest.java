package io.github.ascent4j.environment.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyItemIsDoneOnce(int count) {
    try (Workers workers = new Workers(count, "test")) {
      for (int items = 0; items < 12; items++) {
        AtomicIntegerArray done = new AtomicIntegerArray(12);
        workers.run(
            items,
            (item, worker) -> {
              assertThat(worker).isBetween(0, count - 1);
              done.incrementAndGet(item);
            });
        for (int i = 0; i < 12; i++) {
          assertThat(done.get(i)).isEqualTo(i < items ? 1 : 0);
        }
      }
    }
  }

  /** Long enough apart for the workers to have gone to sleep. */
  @Test
  void sleepingWorkersWakeUp() throws InterruptedException {
    try (Workers workers = new Workers(3, "test")) {
      for (int round = 0; round < 3; round++) {
        TimeUnit.MILLISECONDS.sleep(50);
        AtomicIntegerArray done = new AtomicIntegerArray(3);
        workers.run(3, (item, worker) -> done.incrementAndGet(item));
        assertThat(done).hasToString("[1, 1, 1]");
      }
    }
  }

  @Test
  void theFirstItemsFailureIsThrownAndTheNextRunIsWhole() {
    try (Workers workers = new Workers(3, "test")) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      6,
                      (item, worker) -> {
                        if (item > 1) {
                          throw new IllegalArgumentException("item " + item);
                        }
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("item 2");
      AtomicIntegerArray done = new AtomicIntegerArray(6);
      workers.run(6, (item, worker) -> done.incrementAndGet(item));
      assertThat(done).hasToString("[1, 1, 1, 1, 1, 1]");
    }
  }

  /** Many short steps, so that workers arrive late for some of them. */
  @Test
  void stepsFollowEachOtherWithoutLosingOrRepeatingItems() {
    try (Workers workers = new Workers(4, "test")) {
      int[] sums = new int[5];
      for (int step = 0; step < 50_000; step++) {
        int added = step % 7;
        workers.run(5, (item, worker) -> sums[item] += added);
      }
      int expected = 0;
      for (int step = 0; step < 50_000; step++) {
        expected += step % 7;
      }
      assertThat(sums).containsOnly(expected);
    }
  }

  @Test
  void moreItemsThanOneStepHoldsAreDone() {
    try (Workers workers = new Workers(2, "test")) {
      byte[] done = new byte[150_000];
      workers.run(done.length, (item, worker) -> done[item]++);
      assertThat(done).containsOnly(1);
    }
  }

  @Test
  void closedWorkersSayThatTheyAreClosed() {
    Workers workers = new Workers(2, "test");
    workers.close();
    assertThatThrownBy(() -> workers.run(2, (item, worker) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1025})
  void numbersOfThreadsThatCannotBeAreRefused(int count) {
    assertThatThrownBy(() -> new Workers(count, "test"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threads " + count + " must be from 1 to 1024");
  }
}
