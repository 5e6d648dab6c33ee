package io.github.ascent4j.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Where results go, which remembers why they could not be written: the writers of the JDK forget
 * it, and a command whose results are lost would end as if it had worked.
 */
final class StandardOutput {
  private final PrintWriter writer;
  private @Nullable IOException failure;

  StandardOutput(OutputStream out, Charset charset) {
    writer = new PrintWriter(new Remembering(out), true, charset);
  }

  PrintWriter writer() {
    return writer;
  }

  /**
   * The exit code of a command once its results are written: its own, or that of work that failed.
   * Whoever closed the pipe, as {@code head} does, has seen enough and is told nothing.
   */
  int finish(int code, PrintWriter err) {
    writer.flush();
    IOException cause = failure;
    if (cause == null) {
      return code;
    }
    if (!isClosedPipe(cause)) {
      err.println("ascent: cannot write to standard output: " + Failures.describe(cause));
      err.flush();
    }
    return code == 0 ? Failures.WORK_FAILED : code;
  }

  /** The JDK gives the system's words, and no class of its own. */
  private static boolean isClosedPipe(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Broken pipe") || message.contains("pipe is being closed");
  }

  /** Notes the first failure and drops what comes after it. */
  private final class Remembering extends FilterOutputStream {
    Remembering(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      if (failure == null) {
        try {
          out.write(bytes, from, count);
        } catch (IOException e) {
          failure = e;
        }
      }
    }

    @Override
    public void flush() {
      if (failure == null) {
        try {
          out.flush();
        } catch (IOException e) {
          failure = e;
        }
      }
    }
  }
}
