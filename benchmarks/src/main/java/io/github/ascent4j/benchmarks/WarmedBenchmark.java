package io.github.ascent4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/*
 * Design. Vector code that is not compiled yet is a thousand times slower, and on a busy machine the
 * compiler may need many seconds. A warm-up of fixed length is then either too long for most cases
 * or too short for some, and a figure that is wrong by a thousand looks like any other. So the first
 * iteration waits until the compiler is at rest, which shows in the processor time that no Java
 * thread accounts for.
 */

/** A benchmark that is called until all of it is compiled, before JMH's own warm-up. */
@State(Scope.Thread)
public abstract class WarmedBenchmark {
  private static final long SLICE_NANOS = 100_000_000;
  private static final long LIMIT_NANOS = 30_000_000_000L;
  private static final int SLICES_AT_REST = 4;

  /** A compiler at rest still looks around now and then. */
  private static final long REST_NANOS = 4_000_000;

  private boolean warm;

  /** Not private, so that the calls of the warm-up may have a reader and are made. */
  @Nullable Object result;

  /** Calls all that is measured. */
  abstract Object call();

  @Setup(Level.Iteration)
  public void warmUp() {
    if (warm) {
      return;
    }
    warm = true;
    long start = System.nanoTime();
    int atRest = 0;
    while (atRest < SLICES_AT_REST && System.nanoTime() - start < LIMIT_NANOS) {
      long before = compilerNanos();
      long sliceStart = System.nanoTime();
      do {
        result = call();
      } while (System.nanoTime() - sliceStart < SLICE_NANOS);
      atRest = compilerNanos() - before < REST_NANOS ? atRest + 1 : 0;
    }
  }

  /** Processor time of the process without that of its Java threads. */
  private static long compilerNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    for (long id : threads.getAllThreadIds()) {
      nanos -= Math.max(0, threads.getThreadCpuTime(id));
    }
    return nanos;
  }
}
