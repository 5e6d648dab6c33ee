package io.github.ascent4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The algorithms that there are: those of this library, and those that others provide. */
public final class AlgorithmCatalog {
  private final List<Algorithm<?>> all = new ArrayList<>();

  private AlgorithmCatalog(ServiceLoader<?> services) {
    for (Object service : services) {
      add((Algorithm<?>) service);
    }
  }

  /**
   * All that a class loader sees, those of this library first.
   *
   * @throws IllegalArgumentException if one cannot be loaded, or two have the same name
   */
  public static AlgorithmCatalog load(ClassLoader loader) {
    try {
      return new AlgorithmCatalog(ServiceLoader.load(Algorithm.class, loader));
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "an algorithm on the class path cannot be loaded: "
              + e.getMessage()
              + (e.getCause() == null ? "" : ": " + e.getCause()),
          e);
    }
  }

  private void add(Algorithm<?> algorithm) {
    Optional<Algorithm<?>> before = find(algorithm.name());
    if (before.isPresent()) {
      throw new IllegalArgumentException(
          "two algorithms have the name \""
              + algorithm.name()
              + "\": "
              + before.get().getClass().getName()
              + " and "
              + algorithm.getClass().getName()
              + "; rename yours");
    }
    all.add(algorithm);
  }

  /** All of them, the default one first. */
  public List<Algorithm<?>> list() {
    return List.copyOf(all);
  }

  /** Names of all, the default one first. */
  public List<String> names() {
    return all.stream().<String>map(Algorithm::name).toList();
  }

  /** The algorithm of that name, if there is one. */
  public Optional<Algorithm<?>> find(String name) {
    return all.stream().filter(algorithm -> algorithm.name().equals(name)).findFirst();
  }

  /**
   * The algorithm of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public Algorithm<?> get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no algorithm \""
                        + name
                        + "\"; give one of "
                        + String.join(", ", names())));
  }
}
