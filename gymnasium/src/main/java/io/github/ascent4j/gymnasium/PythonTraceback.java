package io.github.ascent4j.gymnasium;

/** What Python printed where it failed; the cause of the exception that reports the failure. */
final class PythonTraceback extends Exception {
  private static final long serialVersionUID = 1L;

  PythonTraceback(String text) {
    // Where in Java it was received is of no interest.
    super("in Python:\n" + text.strip(), null, false, false);
  }
}
