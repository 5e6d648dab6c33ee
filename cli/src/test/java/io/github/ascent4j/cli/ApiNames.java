package io.github.ascent4j.cli;

import io.github.ascent4j.core.config.SettingGroup;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public classes of the modules' exported packages, by their simple names. */
final class ApiNames {
  private final Map<String, List<Class<?>>> classes = new HashMap<>();

  /** The classes of the library: policy, environment, core, its engine and environments. */
  ApiNames() {
    for (Class<?> anchor :
        List.of(
            Policy.class,
            VectorEnvironment.class,
            Agent.class,
            SimdEngine.class,
            Environments.class)) {
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
    Set<String> exported =
        module.descriptor().exports().stream()
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    try (ModuleReader reader = module.open();
        Stream<String> files = reader.list()) {
      files
          .filter(file -> file.endsWith(".class") && file.contains("/"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
          .filter(name -> name.indexOf('$') < 0 && !name.endsWith(".package-info"))
          .forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String name) {
    try {
      Class<?> type = Class.forName(name, false, getClass().getClassLoader());
      if (Modifier.isPublic(type.getModifiers())) {
        classes.computeIfAbsent(type.getSimpleName(), first -> new ArrayList<>()).add(type);
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  int size() {
    return classes.size();
  }

  /** All public classes. */
  Stream<Class<?>> all() {
    return classes.values().stream().flatMap(List::stream);
  }

  /**
   * Whether a name leads somewhere: a class, a class in a class, or a chain of public members such
   * as {@code PpoConfig.policy.hiddenSizes} and {@code PpoConventions.prt(1).epochs()}.
   */
  boolean has(String name) {
    List<String> steps = List.of(name.replaceAll("\\([^)]*\\)", "").split("\\.", -1));
    return classes.getOrDefault(steps.getFirst(), List.of()).stream()
        .anyMatch(start -> leadsOn(start, steps.subList(1, steps.size())));
  }

  private static boolean leadsOn(Class<?> start, List<String> steps) {
    Optional<Class<?>> type = Optional.of(start);
    for (String step : steps) {
      type = type.flatMap(here -> member(here, step));
    }
    return type.isPresent();
  }

  /** A setting of a group counts as one of the config that holds the group. */
  private static Optional<Class<?>> member(Class<?> type, String name) {
    Stream<Class<?>> nested =
        Arrays.stream(type.getClasses()).filter(c -> c.getSimpleName().equals(name));
    Stream<Class<?>> methods =
        Arrays.stream(type.getMethods())
            .filter(m -> m.getName().equals(name) && m.getDeclaringClass() != Object.class)
            .map(Method::getReturnType);
    Stream<Class<?>> fields =
        Arrays.stream(type.getFields()).filter(f -> f.getName().equals(name)).map(Field::getType);
    Stream<Class<?>> grouped =
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .filter(SettingGroup.class::isAssignableFrom)
                .flatMap(group -> member(group, name).stream())
            : Stream.empty();
    return Stream.of(nested, methods, fields, grouped).flatMap(stream -> stream).findFirst();
  }

  /** What a static factory gives that takes nothing or whole numbers. */
  Record call(String factory) {
    String[] parts = factory.split("[.(),]");
    Object[] arguments =
        Arrays.stream(parts).skip(2).map(text -> (Object) Integer.valueOf(text.strip())).toArray();
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, int.class);
    try {
      Class<?> type = classes.getOrDefault(parts[0], List.of()).getFirst();
      return (Record) type.getMethod(parts[1], types).invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(factory + " gives no settings", e);
    }
  }
}
