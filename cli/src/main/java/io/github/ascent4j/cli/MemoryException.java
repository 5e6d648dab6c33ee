package io.github.ascent4j.cli;

/** Work that needed more memory than the JVM may use; the message says how much that is. */
final class MemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MemoryException(String message, OutOfMemoryError cause) {
    super(message, cause);
  }

  /** Of work of which nothing more is known. */
  static MemoryException of(OutOfMemoryError e) {
    double heap = Runtime.getRuntime().maxMemory();
    return new MemoryException(
        reason(e)
            + ": the JVM may use "
            + MemoryNeed.gigabytes(heap)
            + "; give it more: ASCENT_JAVA_OPTS="
            + MemoryNeed.option(2 * heap),
        e);
  }

  /** What the JVM says. */
  static String reason(OutOfMemoryError e) {
    return "out of memory (" + e.getMessage() + ")";
  }
}
