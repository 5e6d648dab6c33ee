package io.github.ascent4j.cli.environment;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code --classpath} brings: classes of one's own, beside those of this program. */
public final class ClassPath {
  private ClassPath() {}

  /**
   * Loads classes of folders and jars, and all others as this program does.
   *
   * @param classpath as {@code java} takes it; empty for nothing
   * @throws IllegalArgumentException if one of them does not exist
   */
  // Never closed: classes may be loaded at any step of a training.
  public static ClassLoader loader(String classpath) {
    ClassLoader parent = ClassPath.class.getClassLoader();
    return classpath.isEmpty() ? parent : new URLClassLoader(urls(classpath), parent);
  }

  private static URL[] urls(String classpath) {
    List<URL> urls = new ArrayList<>();
    for (String entry : classpath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (!Files.exists(path)) {
        throw new IllegalArgumentException("--classpath: " + entry + " does not exist");
      }
      try {
        urls.add(path.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("--classpath: " + entry + ": " + e.getMessage(), e);
      }
    }
    return urls.toArray(URL[]::new);
  }
}
