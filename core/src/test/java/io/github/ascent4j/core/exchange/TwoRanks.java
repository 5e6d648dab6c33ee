package io.github.ascent4j.core.exchange;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Two ranks in two threads of one process. */
public final class TwoRanks {
  private final double[][] handed = new double[2][];
  private final CyclicBarrier barrier = new CyclicBarrier(2);

  /** The exchange of rank 0 or 1, for one thread. */
  public Exchange rank(int rank) {
    return new Exchange() {
      @Override
      public int ranks() {
        return 2;
      }

      @Override
      public void sum(float[] values, int from, int to) {
        double[] own = new double[to - from];
        for (int i = 0; i < own.length; i++) {
          own[i] = values[from + i];
        }
        double[] sums = sums(rank, own);
        for (int i = 0; i < own.length; i++) {
          values[from + i] = (float) sums[i];
        }
      }

      @Override
      public void sum(double[] values, int from, int to) {
        double[] own = new double[to - from];
        System.arraycopy(values, from, own, 0, own.length);
        System.arraycopy(sums(rank, own), 0, values, from, own.length);
      }
    };
  }

  private double[] sums(int rank, double[] own) {
    handed[rank] = own;
    await();
    double[] sums = new double[own.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = handed[0][i] + handed[1][i];
    }
    await();
    return sums;
  }

  private void await() {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs both ranks to their ends. */
  public void run(Runnable first, Runnable second) {
    Throwable[] failure = new Throwable[1];
    Thread other =
        Thread.ofPlatform()
            .uncaughtExceptionHandler(
                (_, e) -> {
                  failure[0] = e;
                  barrier.reset();
                })
            .start(second);
    try {
      first.run();
    } finally {
      try {
        other.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (failure[0] != null) {
      throw new IllegalStateException(failure[0]);
    }
  }
}
