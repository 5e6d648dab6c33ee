package io.github.ascent4j.mujoco.binding;

import io.github.ascent4j.environment.EnvironmentException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where libmujoco may be: at the path that {@code ASCENT_MUJOCO} names, under the names that the
 * system's loader knows, in the folders of Debian, Homebrew, MuJoCo's own archives and Python.
 *
 * @param system the operating system's name, as in {@code os.name}
 * @param home the user's folder
 * @param given what {@code ASCENT_MUJOCO} says
 */
record LibrarySearch(String system, Path home, @Nullable String given) {
  private static final String SETTING = "ASCENT_MUJOCO";

  static LibrarySearch ofThisSystem() {
    String given = System.getProperty(SETTING, System.getenv(SETTING));
    return new LibrarySearch(
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", ".")),
        given == null || given.isBlank() ? null : given);
  }

  /**
   * The first library that can be opened.
   *
   * @param open opens a name or a path; empty if there is none or it does not load
   * @throws EnvironmentException if there is none, with how to install it
   */
  <T> T find(Function<String, Optional<T>> open) {
    if (given != null) {
      return open.apply(given)
          .orElseThrow(
              () ->
                  new EnvironmentException(
                      SETTING
                          + " is "
                          + given
                          + ", which is no library that can be loaded; set it to the path of"
                          + " libmujoco, or unset it to search the usual places"));
    }
    for (String candidate : candidates()) {
      Optional<T> opened = open.apply(candidate);
      if (opened.isPresent()) {
        return opened.get();
      }
    }
    throw new EnvironmentException(
        "libmujoco was not found; install it with \"sudo apt install libmujoco-dev\" (Debian,"
            + " Ubuntu) or \"pip3 install --user mujoco=="
            + StructOffsets.name(StructOffsets.table().lastKey())
            + "\" (macOS and others), or set "
            + SETTING
            + " to the path of the library");
  }

  /** Names and paths in the order they are tried. */
  List<String> candidates() {
    List<String> all = new ArrayList<>();
    if (isWindows()) {
      all.add("mujoco.dll");
    } else if (isMac()) {
      all.add("libmujoco.dylib");
    } else {
      all.add("libmujoco.so");
    }
    List<Integer> newestFirst = new ArrayList<>(StructOffsets.table().keySet());
    Collections.reverse(newestFirst);
    for (int version : newestFirst) {
      String name = StructOffsets.name(version);
      if (isMac()) {
        all.add("libmujoco." + name + ".dylib");
      } else if (!isWindows()) {
        all.add("libmujoco.so." + name);
      }
    }
    for (Path folder : folders()) {
      for (Path library : matching(folder, isWindows() ? "mujoco*.dll" : "libmujoco*")) {
        if (isLibrary(library.getFileName().toString())) {
          all.add(library.toString());
        }
      }
    }
    return all;
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of("/usr/local/lib"));
    folders.addAll(matching(Path.of("/usr/lib"), "*-linux-gnu*"));
    folders.add(Path.of("/usr/lib64"));
    folders.add(Path.of("/opt/homebrew/lib"));
    folders.add(
        Path.of("/Applications/MuJoCo.app/Contents/Frameworks/mujoco.framework/Versions/A"));
    for (Path release : matching(home.resolve(".mujoco"), "*")) {
      folders.add(release.resolve("lib"));
      folders.add(release.resolve("bin"));
    }
    List<Path> pythons = new ArrayList<>();
    pythons.addAll(matching(home.resolve(".local/lib"), "python3*"));
    pythons.addAll(matching(home.resolve("Library/Python"), "3*"));
    pythons.addAll(matching(Path.of("/usr/local/lib"), "python3*"));
    for (Path python : pythons) {
      folders.add(python.resolve("site-packages/mujoco"));
      folders.add(python.resolve("dist-packages/mujoco"));
      folders.add(python.resolve("lib/python/site-packages/mujoco"));
    }
    return folders;
  }

  private boolean isLibrary(String file) {
    return isWindows() || file.contains(isMac() ? ".dylib" : ".so");
  }

  private boolean isWindows() {
    return system.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private boolean isMac() {
    return system.toLowerCase(Locale.ROOT).startsWith("mac");
  }

  /** What matches in a folder, by name; nothing where there is no such folder. */
  private static List<Path> matching(Path folder, String glob) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
        entries.forEach(found::add);
      } catch (IOException e) {
        // A folder that cannot be listed holds nothing for us.
      }
    }
    Collections.sort(found);
    return found;
  }
}
