package io.github.ascent4j.cli.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** What wrote a run, for {@code config.json} and provenance. */
final class Versions {
  private Versions() {}

  static String ascent4j() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  static Map<String, String> all() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("ascent4j", ascent4j());
    versions.put("java", System.getProperty("java.vendor", "") + " " + Runtime.version());
    versions.put(
        "os",
        String.join(
            " ",
            System.getProperty("os.name", ""),
            System.getProperty("os.version", ""),
            System.getProperty("os.arch", "")));
    return versions;
  }
}
