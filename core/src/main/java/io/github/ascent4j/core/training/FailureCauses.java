package io.github.ascent4j.core.training;

/** What a failure came of. */
final class FailureCauses {
  /** Causes are looked at so far, since there are exceptions that are their own. */
  private static final int DEEPEST = 20;

  private FailureCauses() {}

  /** Whether an interrupt is among the causes. */
  static boolean holdInterrupt(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof InterruptedException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
