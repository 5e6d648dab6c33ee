package io.github.ascent4j.cli.environment;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Makes environments of classes by their qualified names: an {@link Environment} with a public
 * constructor without arguments, or a {@link VectorEnvironment} with one that takes the number of
 * copies.
 */
public final class ClassProvider implements EnvironmentProvider {
  private static final Pattern NAME = Pattern.compile("\\w+(\\.\\w+)+(\\$\\w+)*");

  private static final List<EnvironmentOption> OPTIONS =
      List.of(
          new EnvironmentOption(
              "classpath",
              "",
              "folders and jars with the class and what it needs",
              EnvironmentOption.Reach.CLASS_PATH));

  @Override
  public List<EnvironmentInfo> list() {
    return List.of();
  }

  @Override
  public boolean provides(String id) {
    return NAME.matcher(id).matches();
  }

  @Override
  public List<EnvironmentOption> options(String id) {
    return OPTIONS;
  }

  @Override
  public VectorEnvironment make(EnvironmentRequest request) {
    Class<?> type = type(request);
    if (Environment.class.isAssignableFrom(type)) {
      return VectorEnvironments.of(instances(type), request.copies(), request.threads());
    }
    if (VectorEnvironment.class.isAssignableFrom(type)) {
      return (VectorEnvironment) create(constructor(type, int.class), request.copies());
    }
    throw new IllegalArgumentException(
        type.getName()
            + " is no environment; implement "
            + Environment.class.getName()
            + " or "
            + VectorEnvironment.class.getName());
  }

  /**
   * What makes single instances of the class that a request names, if it is an {@link Environment}
   * and no vector environment.
   *
   * @throws IllegalArgumentException as {@link #make}
   */
  public static Optional<Supplier<Environment>> singles(EnvironmentRequest request) {
    if (!NAME.matcher(request.id()).matches()) {
      return Optional.empty();
    }
    Class<?> type = type(request);
    return Environment.class.isAssignableFrom(type)
        ? Optional.of(instances(type))
        : Optional.empty();
  }

  private static Class<?> type(EnvironmentRequest request) {
    request.allowOnly(OPTIONS);
    Class<?> type = load(request.id(), request.text("classpath", ""));
    if (Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
      throw new IllegalArgumentException(
          type.getName() + " has to be a public class that is not abstract");
    }
    return type;
  }

  private static Supplier<Environment> instances(Class<?> type) {
    Constructor<?> constructor = constructor(type);
    return () -> (Environment) create(constructor);
  }

  private static Class<?> load(String name, String classpath) {
    try {
      // Initialised when it is made: by then it is known to be an environment.
      return Class.forName(name, false, ClassPath.loader(classpath));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "there is no class "
              + name
              + (classpath.isEmpty()
                  ? "; say where it is with --classpath"
                  : " in " + classpath + "; give the folder above its package, or its jar"),
          e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          name + " cannot be loaded: " + e + "; is everything it needs in --classpath?", e);
    }
  }

  private static Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
    try {
      return type.getConstructor(parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          type.getName()
              + " needs a public constructor "
              + (parameters.length == 0
                  ? "without arguments"
                  : "that takes an int, the number of copies"),
          e);
    }
  }

  private static Object create(Constructor<?> constructor, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new EnvironmentException(
          "making a " + constructor.getDeclaringClass().getName() + " failed: " + e.getCause(),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new EnvironmentException(
          "making a " + constructor.getDeclaringClass().getName() + " failed: " + e, e);
    }
  }
}
