package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WorkspacePoolTest {
  private final AtomicInteger made = new AtomicInteger();
  private final WorkspacePool<Object> pool =
      new WorkspacePool<>(
          () -> {
            made.incrementAndGet();
            return new Object();
          });

  /** As many threads as there are, one after the other: one workspace does. */
  @Test
  void threadsLeaveTheirWorkspaceToTheNext() throws InterruptedException {
    for (int t = 0; t < 100; t++) {
      Thread thread = new Thread(() -> pool.giveBack(pool.borrow()));
      thread.start();
      thread.join();
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void whatIsBorrowedIsNobodyElses() {
    Set<Object> borrowed = new HashSet<>();
    for (int k = 0; k < 1000; k++) {
      assertThat(borrowed.add(pool.borrow())).isTrue();
    }
    assertThat(made).hasValue(1000);
    // Not all of so many are kept.
    borrowed.forEach(pool::giveBack);
    List<Object> again = new ArrayList<>();
    made.set(0);
    for (int k = 0; k < 1000; k++) {
      again.add(pool.borrow());
    }
    assertThat(made.get()).isBetween(1, 999);
    assertThat(again).doesNotHaveDuplicates();
  }
}
