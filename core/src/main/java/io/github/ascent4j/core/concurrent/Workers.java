package io.github.ascent4j.core.concurrent;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * Design. A parallel step of an engine or of environments lasts some tens of microseconds, about as
 * long as waking a parked thread takes. So a worker that has just worked watches for the next step
 * for a short while before it parks, and the caller, which takes a share of the work itself, watches
 * for the others to finish. Worker w always does items w, w + count, ...; which thread does what
 * cannot change a result, because items write to places of their own.
 *
 * The step counter is volatile: what the caller wrote before raising it is visible to the workers
 * that see it raised, and what they wrote before counting down is visible to the caller.
 */

/** A fixed set of threads for parallel loops; the calling thread is the first of them. */
public final class Workers implements AutoCloseable {
  /** One loop body. */
  @FunctionalInterface
  public interface Body {
    /**
     * @param item index of the item
     * @param worker index of the worker that does it, from 0
     */
    void run(int item, int worker);
  }

  private static final int SPINS = 20_000;

  private final Thread[] threads;
  private final @Nullable Throwable[] failures;
  private final AtomicInteger pending = new AtomicInteger();
  private volatile int step;
  private volatile boolean closed;
  private @Nullable Body body;
  private int items;

  /**
   * {@code count} workers, the caller included.
   *
   * @param name of the threads
   */
  public Workers(int count, String name) {
    if (count < 1 || count > 1024) {
      throw new IllegalArgumentException("threads " + count + " must be from 1 to 1024");
    }
    failures = new Throwable[count];
    threads = new Thread[count - 1];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] = Thread.ofPlatform().daemon().name(name + "-" + worker).start(() -> work(worker));
    }
  }

  /** The number of workers, the caller included. */
  public int count() {
    return threads.length + 1;
  }

  /**
   * Runs the body for items {@code 0 .. count-1} and returns when all are done. If some fail, the
   * failure of the first worker among them is thrown.
   */
  public void run(int count, Body loop) {
    if (threads.length == 0 || count == 1) {
      for (int item = 0; item < count; item++) {
        loop.run(item, 0);
      }
      return;
    }
    if (closed) {
      throw new IllegalStateException(
          "the threads are closed; make a new engine or environment and close it after use");
    }
    body = loop;
    items = count;
    pending.set(threads.length);
    step++;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    share(loop, 0);
    while (pending.get() > 0) {
      Thread.onSpinWait();
    }
    body = null;
    rethrow();
  }

  private void rethrow() {
    Throwable first = null;
    for (int worker = 0; worker < failures.length; worker++) {
      first = first == null ? failures[worker] : first;
      failures[worker] = null;
    }
    switch (first) {
      case null -> {}
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalStateException(first);
    }
  }

  private void share(Body loop, int worker) {
    try {
      for (int item = worker; item < items; item += count()) {
        loop.run(item, worker);
      }
    } catch (RuntimeException | Error thrown) {
      failures[worker] = thrown;
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
      Body loop = body;
      if (loop != null) {
        share(loop, worker);
      }
      pending.decrementAndGet();
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
