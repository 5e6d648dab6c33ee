package io.github.ascent4j.simd;

/*
 * Design. An incubator module is in no JVM that was not asked for it, and what asks is an option that
 * a program with a main class of its own does not have. The JVM loads modules after its start too,
 * for agents, by a call that needs java.base/jdk.internal.module; a jar that is run by java -jar may
 * export that to itself in its manifest. Where neither was done, the scalar twin gives the same bits.
 *
 * Loaded so, the module costs nothing else: --add-modules makes the JVM print a warning before any
 * code of ours runs and leaves its class archive partly unused.
 */

/** The Vector API, as far as this JVM has it or can still get it. */
final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";
  private static final boolean PRESENT = isThere() || load();

  private VectorModule() {}

  /**
   * Whether it is there: by {@code --add-modules jdk.incubator.vector}, or loaded by this call.
   * Must come before any class that mentions the Vector API is loaded.
   */
  static boolean present() {
    return PRESENT;
  }

  /** Tells once on standard error that it is missing, which a logger may keep to itself. */
  static void tellIfMissing() {
    if (!PRESENT) {
      Missing.tell();
    }
  }

  private static boolean isThere() {
    try {
      Class.forName("jdk.incubator.vector.FloatVector", false, VectorModule.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean load() {
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
    return isThere();
  }

  /** Says its line when it is made, and so once. */
  private static final class Missing {
    static {
      System.err.println(
          "ascent4j: running without vectors, many times slower to the same bits: start java with"
              + " --add-modules "
              + NAME
              + "; for jars and build tools see docs/your-own-program.md");
    }

    static void tell() {}
  }
}
