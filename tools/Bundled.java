import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Checks that the list of what a jar bundles is true: {@code Bundled.java LIST JAR CLASSPATH}. A
 * line of the list is {@code artifact | licence | where it comes from}; lines without bars are
 * prose. Every entry of the jar has to come from an artifact of the list, every artifact of the
 * list has to be on the class path that the jar was made of and to have given something, and the
 * list has to be in the jar.
 */
public final class Bundled {
  private static final String INSIDE = "META-INF/THIRD-PARTY.txt";

  private Bundled() {}

  public static void main(String[] arguments) throws IOException {
    Path list = Path.of(arguments[0]);
    List<String> findings = new ArrayList<>();
    Map<String, String> licences = licences(list, findings);
    Map<String, String> owners = new HashMap<>();
    for (String place : arguments[2].split(File.pathSeparator)) {
      String artifact = artifact(Path.of(place));
      for (String entry : entries(Path.of(place))) {
        // Of two artifacts with an entry of one name, one of the list is as good as the other.
        owners.merge(entry, artifact, (one, other) -> licences.containsKey(one) ? one : other);
      }
    }
    Set<String> given = new HashSet<>();
    for (String entry : entries(Path.of(arguments[1]))) {
      String artifact = owners.get(entry);
      if (artifact != null && licences.containsKey(artifact)) {
        given.add(artifact);
      } else if (!entry.startsWith("META-INF/") && given.add("! " + artifact)) {
        findings.add(
            arguments[1] + " has " + entry + " of " + artifact + ", which is not in " + list);
      }
    }
    for (String artifact : licences.keySet()) {
      if (!given.contains(artifact)) {
        findings.add(list + " has " + artifact + ", of which nothing is in " + arguments[1]);
      }
    }
    try (JarFile jar = new JarFile(arguments[1])) {
      JarEntry inside = jar.getJarEntry(INSIDE);
      if (inside == null || !text(jar, inside).equals(Files.readString(list))) {
        findings.add(arguments[1] + " lacks " + list + " as its " + INSIDE);
      }
    }
    findings.forEach(System.err::println);
    System.exit(findings.isEmpty() ? 0 : 1);
  }

  private static Map<String, String> licences(Path list, List<String> findings) throws IOException {
    Map<String, String> licences = new LinkedHashMap<>();
    for (String line : Files.readAllLines(list)) {
      if (line.contains("|")) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 3 || Stream.of(cells).anyMatch(String::isBlank)) {
          findings.add(list + ": write ARTIFACT | LICENCE | SOURCE in place of: " + line);
        } else if (licences.put(cells[0].strip(), cells[1].strip()) != null) {
          findings.add(list + " has " + cells[0].strip() + " twice");
        }
      }
    }
    return licences;
  }

  /** The name of the artifact that a jar or a folder of classes is. */
  private static String artifact(Path place) {
    if (Files.isDirectory(place)) {
      Path target = place.toAbsolutePath();
      while (!Files.exists(target.resolve("pom.xml"))) {
        target = target.getParent();
      }
      return "ascent4j-" + target.getFileName();
    }
    return place.getFileName().toString().replaceFirst("-\\d.*", "");
  }

  private static List<String> entries(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        return files
            .filter(Files::isRegularFile)
            .map(file -> place.relativize(file).toString().replace(File.separatorChar, '/'))
            .toList();
      }
    }
    try (JarFile jar = new JarFile(place.toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  private static String text(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
