package io.github.ascent4j.cli;

/**
 * Loads {@code jdk.incubator.vector} after the JVM has started.
 *
 * <p>{@code --add-modules} would do the same, but then the JVM prints a warning on standard error
 * before any code of ours runs and leaves its class archive partly unused. The JVM loads modules in
 * this way itself, for agents. The call needs {@code java.base/jdk.internal.module}, which the
 * jar's manifest exports; where it does not work the engine falls back to its scalar twin, which
 * gives the same bits, and says so.
 */
final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** Must run before any class that mentions the Vector API is loaded; later calls do nothing. */
  static void load() {
    if (ModuleLayer.boot().findModule(NAME).isPresent()) {
      return;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
    } catch (ReflectiveOperationException e) {
      System.getLogger(VectorModule.class.getName())
          .log(System.Logger.Level.DEBUG, "the Vector API could not be loaded late", e);
    }
  }
}
