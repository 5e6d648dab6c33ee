package io.github.ascent4j.environment;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closing what may fail to close. An environment that does has still been trained in: all of its
 * copies are closed, and what came of the training is kept.
 */
public final class Closing {
  private Closing() {}

  /**
   * Closes all copies, also those behind one that fails to.
   *
   * @param name of their environment, for the message
   * @throws EnvironmentException if one failed, naming the first that did
   */
  public static void copies(String name, List<? extends AutoCloseable> copies) {
    EnvironmentException failure = null;
    for (int i = 0; i < copies.size(); i++) {
      failure = first(failure, close(copies.get(i), name, ", copy " + i));
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes an environment when what was wanted of it is there, so that a failure is only told. */
  public static void orTell(
      VectorEnvironment environment, Consumer<? super EnvironmentException> told) {
    EnvironmentException failure = close(environment, environment.name(), "");
    if (failure != null) {
      told.accept(failure);
    }
  }

  /** {@link #orTell(VectorEnvironment, Consumer)} of one that is by itself. */
  public static void orTell(Environment environment, Consumer<? super EnvironmentException> told) {
    EnvironmentException failure = close(environment, environment.name(), "");
    if (failure != null) {
      told.accept(failure);
    }
  }

  /** The failure to close {@code one}, or null; one that says already where it arose is kept. */
  private static @Nullable EnvironmentException close(AutoCloseable one, String name, String copy) {
    try {
      one.close();
      return null;
    } catch (EnvironmentException e) {
      return String.valueOf(e.getMessage()).startsWith(name)
          ? e
          : failure(name + copy, String.valueOf(e.getMessage()), e);
    } catch (Exception | AssertionError | StackOverflowError | LinkageError e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return failure(name + copy, e.toString(), e);
    }
  }

  /** In one line, whatever was thrown. */
  private static EnvironmentException failure(String place, String what, Throwable cause) {
    return new EnvironmentException(
        place + ": close failed: " + what.lines().findFirst().orElse(""), cause);
  }

  private static @Nullable EnvironmentException first(
      @Nullable EnvironmentException before, @Nullable EnvironmentException now) {
    if (before == null || now == null) {
      return before == null ? now : before;
    }
    before.addSuppressed(now);
    return before;
  }
}
