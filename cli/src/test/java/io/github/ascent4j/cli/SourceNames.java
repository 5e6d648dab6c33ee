package io.github.ascent4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The classes of modules with all their members, public or not, by their simple names. */
final class SourceNames {
  private final Map<String, List<Class<?>>> classes = new HashMap<>();

  /**
   * @param anchors a class of each module
   */
  SourceNames(List<Class<?>> anchors) {
    for (Class<?> anchor : anchors) {
      for (ModuleReference module : ModuleFinder.of(location(anchor)).findAll()) {
        addAll(module);
      }
    }
  }

  private static Path location(Class<?> anchor) {
    try {
      return Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addAll(ModuleReference module) {
    try (ModuleReader reader = module.open();
        Stream<String> files = reader.list()) {
      files
          .filter(file -> file.endsWith(".class") && file.contains("/") && file.indexOf('$') < 0)
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .filter(name -> !name.endsWith(".package-info"))
          .forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String name) {
    try {
      Class<?> type = Class.forName(name, false, getClass().getClassLoader());
      classes.computeIfAbsent(type.getSimpleName(), first -> new ArrayList<>()).add(type);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a name is that of a class, or of a class and something declared in it. */
  boolean has(String name) {
    String[] steps = name.split("\\.", -1);
    return classes.getOrDefault(steps[0], List.of()).stream()
        .anyMatch(type -> leadsOn(type, Arrays.asList(steps).subList(1, steps.length)));
  }

  private static boolean leadsOn(Class<?> type, List<String> steps) {
    if (steps.isEmpty()) {
      return true;
    }
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    boolean nested =
        Arrays.stream(type.getDeclaredClasses())
            .anyMatch(c -> c.getSimpleName().equals(step) && leadsOn(c, rest));
    return nested || (rest.isEmpty() && declares(type, step));
  }

  private static boolean declares(Class<?> type, String member) {
    return Arrays.stream(type.getDeclaredMethods()).anyMatch(m -> m.getName().equals(member))
        || Arrays.stream(type.getDeclaredFields()).anyMatch(f -> f.getName().equals(member));
  }
}
