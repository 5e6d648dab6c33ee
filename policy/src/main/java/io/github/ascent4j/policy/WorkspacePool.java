package io.github.ascent4j.policy;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Why a pool, and what of it is kept. An array that belonged to a thread would be as many arrays as
 * threads, and virtual threads come by the million; but no more calls run at once than there are
 * processors, give or take those that are set aside in the midst of one. So a call takes a workspace
 * and brings it back, and only as many are kept as run at once. A stack with links inside its
 * elements would hand one workspace to two calls where an element goes and comes back between the
 * reading of the top and its exchange; an element in a place of its own is taken by one exchange.
 */

/**
 * Workspaces that calls borrow: one is made where none lies ready, and dropped where all places are
 * taken. Never waits, and allocates nothing while workspaces lie ready. Safe for all threads.
 */
final class WorkspacePool<W> {
  /** Places apart, so that threads do not pull one cache line to and fro: 64 bytes or more. */
  private static final int SPACING = 16;

  private static final int PLACES =
      Integer.highestOneBit(8 * Math.max(4, Runtime.getRuntime().availableProcessors()) - 1);

  private final AtomicReferenceArray<@Nullable W> places =
      new AtomicReferenceArray<>(PLACES * SPACING);

  private final Supplier<W> maker;

  WorkspacePool(Supplier<W> maker) {
    this.maker = maker;
  }

  /** A workspace that nobody else has until it is given back. */
  W borrow() {
    int start = start();
    for (int k = 0; k < PLACES; k++) {
      int place = place(start + k);
      if (places.get(place) != null) {
        W workspace = places.getAndSet(place, null);
        if (workspace != null) {
          return workspace;
        }
      }
    }
    return maker.get();
  }

  void giveBack(W workspace) {
    int start = start();
    for (int k = 0; k < PLACES; k++) {
      int place = place(start + k);
      if (places.get(place) == null && places.compareAndSet(place, null, workspace)) {
        return;
      }
    }
  }

  /** Where a thread looks first: a thread that comes again finds what it brought back. */
  private static int start() {
    long id = Thread.currentThread().getId();
    return (int) ((id * 0x9E3779B97F4A7C15L) >>> 40);
  }

  private static int place(int index) {
    return (index & (PLACES - 1)) * SPACING;
  }
}
