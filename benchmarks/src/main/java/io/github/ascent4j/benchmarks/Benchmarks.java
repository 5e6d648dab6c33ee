package io.github.ascent4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * JMH's own command line, with the module that the SIMD engine needs in every forked JVM: {@code
 * java -jar benchmarks/target/benchmarks.jar NAME}.
 */
public final class Benchmarks {
  private static final String APPEND = "-jvmArgsAppend";

  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    String modules = "--add-modules=jdk.incubator.vector";
    int given = all.indexOf(APPEND) + 1;
    if (given > 0 && given < all.size()) {
      all.set(given, all.get(given) + " " + modules);
    } else {
      all.addAll(List.of(APPEND, modules));
    }
    org.openjdk.jmh.Main.main(all.toArray(String[]::new));
  }
}
