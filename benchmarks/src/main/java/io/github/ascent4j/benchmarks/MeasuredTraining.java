package io.github.ascent4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.simd.SimdEngine;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** Trains once and prints what it took; run in a JVM of its own, so that nothing is warm. */
public final class MeasuredTraining {
  private static final long SEED = 1;

  private MeasuredTraining() {}

  /** Arguments: the setting, steps, threads of the engine. */
  public static void main(String[] arguments) {
    TrainingSetting setting = TrainingSetting.valueOf(arguments[0]);
    long steps = Long.parseLong(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    System.out.println(run(setting, steps, threads).toLine());
  }

  static TrainingThroughput run(TrainingSetting setting, long steps, int threads) {
    try (VectorEnvironment environment =
            Environments.make(TrainingSetting.ENVIRONMENT, setting.environments());
        Agent<?> agent = setting.agent(environment, SEED, SimdEngine.create(threads))) {
      Training<?> training = Training.start(agent, environment, steps);
      long wallStart = System.nanoTime();
      long cpuStart = cpuNanos();
      long halfSteps = 0;
      long cpuHalf = cpuStart;
      long allocatedHalf = 0;
      TrainingProgress progress;
      do {
        progress = training.iterate();
        if (halfSteps == 0 && 2 * progress.steps() >= steps) {
          halfSteps = progress.steps();
          cpuHalf = cpuNanos();
          allocatedHalf = allocatedBytes();
        }
      } while (!training.finished());
      long cpuEnd = cpuNanos();
      long wallEnd = System.nanoTime();
      long allocated = allocatedBytes() - allocatedHalf;
      System.gc();
      MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
      return new TrainingThroughput(
          progress.steps(),
          (wallEnd - wallStart) * 1e-9,
          (cpuEnd - cpuStart) * 1e-9,
          progress.steps() - halfSteps,
          (cpuEnd - cpuHalf) * 1e-9,
          allocated,
          heap.getUsed(),
          progress.meanReturn());
    }
  }

  private static long allocatedBytes() {
    return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
