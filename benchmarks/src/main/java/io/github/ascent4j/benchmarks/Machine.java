package io.github.ascent4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.incubator.vector.FloatVector;

/**
 * What the figures were measured on.
 *
 * @param processor its model, or the architecture where the system does not tell
 * @param cores that the JVM may use
 * @param memoryBytes of the machine
 * @param lanes floats in a vector of the engine
 */
record Machine(
    String processor,
    int cores,
    long memoryBytes,
    int lanes,
    String operatingSystem,
    String runtime) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  static Machine current() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        findProcessor(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        FloatVector.SPECIES_PREFERRED.length(),
        property("os.name") + " " + property("os.version") + ", " + property("os.arch"),
        property("java.vendor") + " " + property("java.runtime.version"));
  }

  private static String findProcessor() {
    try {
      for (String line : Files.readAllLines(PROCESSORS)) {
        int colon = line.indexOf(':');
        if (line.startsWith("model name") && colon > 0) {
          return line.substring(colon + 1).strip();
        }
      }
    } catch (IOException e) {
      // Only Linux has the file; the architecture says something too.
    }
    return property("os.arch");
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
