package io.github.ascent4j.cli;

import com.sun.management.OperatingSystemMXBean;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.ObservationLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much memory a training needs beside what its environments take, and what would make it less.
 *
 * @param samples of an update
 * @param sampleBytes of one of them
 * @param largestArray elements of the longest array
 * @param copyBytes what is kept for all copies
 * @param networkBytes parameters, gradients, moments, and copies for saving
 * @param heap what the JVM may use, in bytes
 * @param machine what the machine has, in bytes
 */
record MemoryNeed(
    RunConfig config,
    long samples,
    double sampleBytes,
    double largestArray,
    double copyBytes,
    double networkBytes,
    double heap,
    double machine) {
  private static final int PARAMETER_COPIES = 8;
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  /** The collector needs room of its own, and so do environments and what the command does. */
  private static final double SPARE = 1.25;

  private static final double GIGA = 1 << 30;

  /** What {@code config} needs with the spaces of {@code one} and that many parameters. */
  static MemoryNeed of(RunConfig config, VectorEnvironment one, long parameters) {
    ObservationLayout layout = ObservationLayout.of(one.observationSpace());
    double action = one.actionSpace().flatSize();
    double observation = 4.0 * layout.numbers() + layout.bytes();
    // Gathered minibatches are as wide as the batch and can be as long.
    double sample = 2 * (observation + 4 * (action + 8));
    double copy = 6 * observation + 4 * (4 * action + 32);
    double copies =
        (double) config.envs() + (config.evalEvery() > 0 ? config.evaluationCopies() : 0);
    long samples = samples(config);
    return new MemoryNeed(
        config,
        samples,
        sample,
        (double) samples * Math.max(layout.numbers(), layout.bytes()),
        copies * copy,
        4.0 * PARAMETER_COPIES * parameters,
        Runtime.getRuntime().maxMemory(),
        machineBytes());
  }

  /** Samples of an update; whole episodes may go on for about as long again. */
  private static long samples(RunConfig config) {
    return switch (config.algorithmConfig().rolloutLength(config.envs())) {
      case RolloutLength.Steps length -> (long) length.steps() * config.envs();
      case RolloutLength.Episodes length -> 2L * length.steps();
    };
  }

  private static double machineBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Double.POSITIVE_INFINITY;
  }

  private double bytes() {
    return samples * sampleBytes + copyBytes + networkBytes;
  }

  /**
   * Refuses what the JVM may not use.
   *
   * @throws UsageException that says how much it is, and what to type in place
   */
  void check() {
    if (largestArray > MOST_ELEMENTS || bytes() > heap) {
      throw new UsageException(
          "the training needs about "
              + gigabytes(bytes())
              + " ("
              + parts()
              + "), and the JVM may use "
              + gigabytes(heap)
              + "; "
              + String.join(", or ", mends()));
    }
  }

  /** What to throw in place of an error that the JVM threw when its memory was used up. */
  MemoryException exhausted(OutOfMemoryError e) {
    return new MemoryException(
        MemoryException.reason(e)
            + ": the training needs about "
            + gigabytes(bytes())
            + " ("
            + parts()
            + ") beside its environments, and the JVM may use "
            + gigabytes(heap)
            + "; "
            + String.join(", or ", mends()),
        e);
  }

  private String parts() {
    return String.format(
        Locale.ROOT,
        "%s for %,d samples of an update, %s for copies, %s for the network",
        gigabytes(samples * sampleBytes),
        samples,
        gigabytes(copyBytes),
        gigabytes(networkBytes));
  }

  private List<String> mends() {
    List<String> mends = new ArrayList<>();
    double wanted = SPARE * Math.max(bytes(), heap);
    if (largestArray <= MOST_ELEMENTS && wanted <= machine) {
      mends.add("give it more: ASCENT_JAVA_OPTS=" + option(wanted));
    }
    if (samples * sampleBytes >= Math.max(copyBytes, networkBytes)) {
      mends.add(fewerSamples());
      if (config.envs() > 1) {
        mends.add("use fewer --envs");
      }
    } else if (networkBytes >= copyBytes) {
      mends.add("use a smaller network: --set policy.hiddenSizes=...");
    } else if (config.envs() > 1) {
      mends.add("use fewer --envs");
    }
    return mends;
  }

  private String fewerSamples() {
    boolean steps =
        config.algorithmConfig().rolloutLength(config.envs()) instanceof RolloutLength.Steps
            && ConfigRecords.settings(config.settings()).containsKey("rolloutSteps");
    if (!steps) {
      return "use fewer steps or episodes for an update";
    }
    double room = Math.max(0, heap / SPARE - copyBytes - networkBytes);
    double most = Math.min(room / sampleBytes, MOST_ELEMENTS * (samples / largestArray));
    // Where the estimate says that there is room, something else has taken it.
    long fitting = (long) Math.min(most, samples / 2.0) / config.envs();
    return fitting >= 1
        ? "use fewer steps for an update: --set rolloutSteps=" + Long.highestOneBit(fitting)
        : "use fewer steps for an update";
  }

  /** The option that lets the JVM use so much. */
  static String option(double bytes) {
    return "-Xmx" + (long) Math.ceil(bytes / GIGA) + "g";
  }

  static String gigabytes(double bytes) {
    return bytes < 0.1 * GIGA
        ? String.format(Locale.ROOT, "%.0f MB", Math.ceil(bytes / (1 << 20)))
        : String.format(Locale.ROOT, "%,.1f GB", bytes / GIGA);
  }
}
