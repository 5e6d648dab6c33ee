package io.github.ascent4j.benchmarks;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.mujoco.MujocoModel;
import io.github.ascent4j.mujoco.MujocoSimulation;
import io.github.ascent4j.mujoco.binding.MujocoLibrary;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Steps a MuJoCo model from Java and from C in turn, the same file with the same controls, and
 * prints how fast; run in a JVM of its own. Every thread has an mjData of its own. A step sets all
 * controls, simulates five timesteps and copies position and velocity. {@code java -cp
 * benchmarks/target/benchmarks.jar io.github.ascent4j.benchmarks.MeasuredStepping 9 1000} measures
 * this alone.
 */
public final class MeasuredStepping {
  static final int FRAMES = 5;

  private static final String MODEL = "planar-runner.xml";
  private static final List<Integer> THREADS = List.of(1, 2);

  private static final ThreadMXBean THREADS_TIME = ManagementFactory.getThreadMXBean();

  private MeasuredStepping() {}

  /** Arguments: rounds, the least time of a run in milliseconds, and an MJCF file or nothing. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = Integer.parseInt(arguments[0]);
    long millis = Long.parseLong(arguments[1]);
    Path model = arguments.length > 2 ? Path.of(arguments[2]) : null;
    try {
      for (SteppingRow row : measure(model, rounds, millis)) {
        System.out.println(row.toLine());
      }
    } catch (EnvironmentException | IOException e) {
      System.out.println("not measured: " + e.getMessage());
    }
  }

  /**
   * Measures with every number of threads.
   *
   * @param given the model, null for the one of this package
   * @throws IOException if there is no C compiler or there are no headers of MuJoCo
   * @throws EnvironmentException if there is no libmujoco
   */
  static List<SteppingRow> measure(@Nullable Path given, int rounds, long millis)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("ascent-stepping");
    try {
      Path model = given == null ? folder.resolve(MODEL) : given;
      if (given == null) {
        CompiledLoop.copyResource(MODEL, model);
      }
      CompiledLoop c = CompiledLoop.compile(folder, MujocoLibrary.get().place());
      List<SteppingRow> rows = new ArrayList<>();
      for (int threads : THREADS) {
        rows.add(measure(c, model, threads, rounds, millis));
      }
      return rows;
    } finally {
      delete(folder);
    }
  }

  private static SteppingRow measure(
      CompiledLoop c, Path model, int threads, int rounds, long millis)
      throws IOException, InterruptedException {
    long steps = 1000;
    for (long nanos = 0; nanos < millis * 1_000_000; ) {
      nanos = run(model, threads, steps).nanos();
      steps = Math.round(steps * Math.clamp(1.2 * millis * 1e6 / nanos, 1, 10));
    }
    Samples java = new Samples();
    Samples compiled = new Samples();
    Samples ratios = new Samples();
    for (int round = 0; round < rounds; round++) {
      // Who is first changes, or a machine that slows down steadily would favour one of them.
      SteppingTime fromC = round % 2 == 0 ? c.run(model, threads, steps, FRAMES) : null;
      SteppingTime fromJava = run(model, threads, steps);
      if (fromC == null) {
        fromC = c.run(model, threads, steps, FRAMES);
      }
      if (!fromC.hashes().equals(fromJava.hashes())) {
        throw new IOException("Java and C came to different states, so they did other work");
      }
      java.add(1e9 * threads * steps / fromJava.nanos());
      compiled.add(1e9 * threads * steps / fromC.nanos());
      ratios.add((double) fromC.busyNanos() / fromJava.busyNanos());
    }
    return new SteppingRow(threads, java.median(), compiled.median(), ratios.median());
  }

  /** The loop of {@code mujoco-loop.c}, line by line. */
  private static SteppingTime run(Path file, int threads, long steps) throws InterruptedException {
    try (MujocoModel model = MujocoModel.ofFile(file)) {
      Long[] hashes = new Long[threads];
      LongAdder busy = new LongAdder();
      CyclicBarrier together = new CyclicBarrier(threads + 1);
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int index = i;
        workers.add(
            Thread.ofPlatform()
                .start(() -> hashes[index] = step(model, index, steps, together, busy)));
      }
      await(together);
      long start = System.nanoTime();
      for (Thread worker : workers) {
        worker.join();
      }
      return new SteppingTime(System.nanoTime() - start, busy.sum(), List.of(hashes));
    }
  }

  private static long step(
      MujocoModel model, int index, long steps, CyclicBarrier together, LongAdder busy) {
    int nq = model.nq();
    int nv = model.nv();
    float[] actions = new float[model.nu()];
    double[] observation = new double[nq + nv];
    try (MujocoSimulation simulation = model.simulate()) {
      int noise = index;
      await(together);
      long start = THREADS_TIME.getCurrentThreadCpuTime();
      for (long t = 0; t < steps; t++) {
        for (int i = 0; i < actions.length; i++) {
          noise = noise * 1664525 + 1013904223;
          actions[i] = (noise >>> 8) * 0x1p-23f - 1;
        }
        simulation.setControl(actions, 0);
        simulation.step(FRAMES);
        MemorySegment.copy(simulation.qpos(), JAVA_DOUBLE, 0, observation, 0, nq);
        MemorySegment.copy(simulation.qvel(), JAVA_DOUBLE, 0, observation, nq, nv);
      }
      busy.add(THREADS_TIME.getCurrentThreadCpuTime() - start);
    }
    long hash = 0;
    for (double number : observation) {
      hash = 31 * hash + Double.doubleToRawLongBits(number);
    }
    return hash;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
