package io.github.ascent4j.environment.concurrent;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * Design. A parallel step of an engine or of environments lasts some tens of microseconds, about as
 * long as waking a parked thread takes. So a worker that has just worked watches for the next step
 * for a short while before it parks. Items are claimed one by one: where a worker gets no processor,
 * the caller does its share, and a step never waits for a thread that has not begun. Which thread
 * does what cannot change a result, because items write to places of their own.
 *
 * Why it is safe. One word, {@code claims}, holds the step's number, its count of items and the next
 * item to claim, and an item is claimed by raising it by one. A claim thus succeeds only while the
 * step it was read from still has that item to give; the caller does not leave the step before
 * {@code done} says that every item is finished; so between claim and finish, {@code body} is that
 * step's. The caller writes body and done before claims, and a worker reads them after it, so it
 * sees what the caller wrote; the caller reads done after a worker has raised it, so it sees what the
 * worker wrote. A worker says that it sleeps before it looks at claims a last time, and the caller
 * looks at who sleeps after changing claims, so no step is slept through.
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
  private static final int SPINS_BEFORE_YIELD = 2_000;

  /** Bits of the item count and of the next item in a claim; the step's number has the rest. */
  private static final int BITS = 16;

  private static final int MOST_ITEMS = (1 << BITS) - 1;

  private final Thread[] threads;
  private final AtomicLong claims = new AtomicLong();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger sleeping = new AtomicInteger();
  private volatile boolean closed;
  private @Nullable Body body;
  private int first;
  private @Nullable Throwable failure;
  private int failedItem;

  /**
   * {@code count} workers, the caller included.
   *
   * @param name of the threads
   */
  public Workers(int count, String name) {
    if (count < 1 || count > 1024) {
      throw new IllegalArgumentException("threads " + count + " must be from 1 to 1024");
    }
    threads = new Thread[count - 1];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] = Daemon.start(name + "-" + worker, () -> work(worker));
    }
  }

  /** The number of workers, the caller included. */
  public int count() {
    return threads.length + 1;
  }

  /**
   * Runs the body for items {@code 0 .. count-1} and returns when all are done. If some fail, the
   * failure of the first item among them is thrown.
   */
  public void run(int count, Body loop) {
    checkOpen();
    if (threads.length == 0 || count == 1) {
      for (int item = 0; item < count; item++) {
        loop.run(item, 0);
      }
      return;
    }
    for (int start = 0; start < count; start += MOST_ITEMS) {
      step(start, Math.min(MOST_ITEMS, count - start), loop);
    }
  }

  /**
   * Checks that whom they work for is not closed.
   *
   * @throws IllegalStateException if it is
   */
  public void checkOpen() {
    if (closed) {
      throw new IllegalStateException(
          "what is used here is closed; make a new engine, agent or environment, and close it after"
              + " use");
    }
  }

  private void step(int start, int count, Body loop) {
    body = loop;
    first = start;
    done.set(0);
    long number = (claims.get() >>> (2 * BITS)) + 1;
    claims.set(number << (2 * BITS) | (long) count << BITS);
    if (sleeping.get() > 0) {
      for (Thread thread : threads) {
        LockSupport.unpark(thread);
      }
    }
    while (claimAndRun(0)) {
      // Until every item is claimed.
    }
    boolean passedOn = false;
    for (int spins = 0; done.get() < count; spins++) {
      if (spins < SPINS_BEFORE_YIELD) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
        if (!passedOn && Thread.currentThread().isInterrupted()) {
          passedOn = true;
          interruptThreads();
        }
      }
    }
    rethrow();
  }

  /** Whoever interrupts the caller means what is done for it, which may be asleep. */
  private void interruptThreads() {
    for (Thread thread : threads) {
      thread.interrupt();
    }
  }

  /** Does one item of the present step, if it has one to give. */
  private boolean claimAndRun(int worker) {
    long claim = claims.get();
    while (hasItem(claim)) {
      long witness = claims.compareAndExchange(claim, claim + 1);
      if (witness == claim) {
        Body loop = body;
        int item = first + next(claim);
        try {
          if (loop != null) {
            loop.run(item, worker);
          }
        } catch (RuntimeException | Error thrown) {
          remember(item, thrown);
        } finally {
          done.incrementAndGet();
        }
        return true;
      }
      claim = witness;
    }
    return false;
  }

  private static boolean hasItem(long claim) {
    return next(claim) < (claim >>> BITS & MOST_ITEMS);
  }

  private static int next(long claim) {
    return (int) (claim & MOST_ITEMS);
  }

  private synchronized void remember(int item, Throwable thrown) {
    if (failure == null || item < failedItem) {
      failure = thrown;
      failedItem = item;
    }
  }

  private synchronized void rethrow() {
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown;
    }
  }

  private void work(int worker) {
    int spins = 0;
    while (!closed) {
      if (claimAndRun(worker)) {
        spins = 0;
      } else if (spins++ < SPINS) {
        Thread.onSpinWait();
      } else {
        sleeping.incrementAndGet();
        if (!hasItem(claims.get()) && !closed) {
          LockSupport.park(this);
        }
        // Meant for what is done already; it would keep parking from waiting.
        Thread.interrupted();
        sleeping.decrementAndGet();
        spins = 0;
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
