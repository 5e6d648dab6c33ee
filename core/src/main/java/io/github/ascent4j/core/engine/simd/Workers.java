package io.github.ascent4j.core.engine.simd;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * Design. A parallel step of the engine lasts some tens of microseconds, about as long as waking a
 * parked thread takes. So a worker that has just worked watches for the next step for a short while
 * before it parks, and the caller, which takes a share of the work itself, watches for the others to
 * finish. Worker w always does items w, w + threads, ...; which thread does what cannot change a
 * result, because items write to places of their own.
 *
 * The step counter is volatile: what the caller wrote before raising it is visible to the workers
 * that see it raised, and what they wrote before counting down is visible to the caller.
 */

/** A fixed set of threads for parallel loops; the calling thread is the first of them. */
final class Workers implements AutoCloseable {
  /** One loop body: {@code item} in order of assignment, {@code worker} from 0. */
  @FunctionalInterface
  interface Body {
    void run(int item, int worker);
  }

  private static final int SPINS = 20_000;

  private final Thread[] threads;
  private final AtomicInteger pending = new AtomicInteger();
  private volatile int step;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private @Nullable Body body;
  private int items;

  /** {@code count} workers, the caller included. */
  Workers(int count) {
    threads = new Thread[count - 1];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] =
          Thread.ofPlatform().daemon().name("ascent-engine-" + worker).start(() -> work(worker));
    }
  }

  int count() {
    return threads.length + 1;
  }

  /** Runs the body for items {@code 0 .. count-1} and returns when all are done. */
  void run(int count, Body loop) {
    if (threads.length == 0 || count == 1) {
      for (int item = 0; item < count; item++) {
        loop.run(item, 0);
      }
      return;
    }
    body = loop;
    items = count;
    pending.set(threads.length);
    step++;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    try {
      share(loop, 0);
    } finally {
      while (pending.get() > 0) {
        Thread.onSpinWait();
      }
      body = null;
    }
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("an engine thread failed: " + thrown.getMessage(), thrown);
    }
  }

  private void share(Body loop, int worker) {
    for (int item = worker; item < items; item += count()) {
      loop.run(item, worker);
    }
  }

  private void work(int worker) {
    int seen = 0;
    while (true) {
      int spins = 0;
      while (step == seen && !closed) {
        if (spins++ < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (closed) {
        return;
      }
      seen++;
      try {
        Body loop = body;
        if (loop != null) {
          share(loop, worker);
        }
      } catch (Throwable thrown) {
        failure = thrown;
      } finally {
        pending.decrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }
}
