package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.concurrent.Daemon;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs calls in two threads in turn, as training with several threads does. */
final class TwoThreads implements AutoCloseable {
  private final ExecutorService[] threads = {
    Executors.newSingleThreadExecutor(body -> Daemon.of("ascent-check-turn", body)),
    Executors.newSingleThreadExecutor(body -> Daemon.of("ascent-check-turn", body))
  };
  private int turn;

  void run(Runnable call) {
    turn = 1 - turn;
    try {
      threads[turn].submit(call).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    for (ExecutorService thread : threads) {
      thread.shutdownNow();
    }
  }
}
