import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Checks ({@code check DIR...}) or applies ({@code apply DIR...}) google-java-format to every Java
 * source below the given folders.
 *
 * <p>The formatter parses with the compiler of the JVM it runs in, so it must run in the JDK that
 * compiles the sources and not in Maven's own JVM, which may be older. The parent pom starts it so.
 */
public final class Format {
  private Format() {}

  public static void main(String[] arguments) throws IOException {
    boolean apply = arguments[0].equals("apply");
    List<Path> sources = sources(List.of(arguments).subList(1, arguments.length));
    List<String> findings =
        sources.parallelStream()
            .map(source -> format(source, apply))
            .filter(Objects::nonNull)
            .toList();
    findings.forEach(System.err::println);
    if (findings.isEmpty()) {
      System.out.println("Format: " + sources.size() + " files " + (apply ? "formatted" : "clean"));
    } else {
      System.err.println(
          "Format: " + findings.size() + " findings; mend them with: mvn -N -Pformat validate");
      System.exit(1);
    }
  }

  private static List<Path> sources(List<String> folders) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> paths = Files.walk(Path.of(folder))) {
        paths
            .filter(path -> path.toString().endsWith(".java"))
            .filter(path -> !isGenerated(path))
            .map(Path::normalize)
            .sorted()
            .forEach(sources::add);
      }
    }
    return sources;
  }

  private static boolean isGenerated(Path path) {
    for (Path part : path) {
      String name = part.toString();
      if (name.equals("target") || name.equals(".git")) {
        return true;
      }
    }
    return false;
  }

  /** Returns what is wrong with the file, or null. */
  private static String format(Path source, boolean apply) {
    try {
      String text = Files.readString(source);
      String formatted = new Formatter().formatSourceAndFixImports(text);
      if (formatted.equals(text)) {
        return null;
      }
      if (apply) {
        Files.writeString(source, formatted);
        return null;
      }
      return source + ": not formatted";
    } catch (FormatterException | IOException e) {
      return source + ": " + e.getMessage();
    }
  }
}
