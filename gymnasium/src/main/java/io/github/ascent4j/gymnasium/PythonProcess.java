package io.github.ascent4j.gymnasium;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.concurrent.Daemon;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/*
 * Design. Frames go through the pipes that are the child's standard input and output. A read from a
 * pipe cannot be given a time limit, so a thread looks now and then whether somebody has been waiting
 * for too long, and ends the child: then the read finds the end of the pipe.
 *
 * The child needs no looking after: when this process ends, for whatever reason, bridge.py finds the
 * end of its input and ends too, even where an environment hangs.
 *
 * What can be imported is what Python has installed and what PYTHONPATH names by its whole path. The
 * current folder may be anybody's, a run's that was sent here for one, so it is taken off the path.
 */

/** A Python that runs the bridge, and the frames to and from it. Used by one thread at a time. */
final class PythonProcess implements AutoCloseable {
  /** Reads the length of a program and the program from standard input, and runs it. */
  private static final String LOADER =
      """
      import sys
      sys.path[:] = [folder for folder in sys.path if folder]
      import os
      def take(count):
          taken = b''
          while len(taken) < count:
              piece = os.read(0, count - len(taken))
              if not piece:
                  sys.exit('the input ended before the program')
              taken += piece
          return taken
      exec(compile(take(int.from_bytes(take(4), sys.byteorder)), 'bridge.py', 'exec'))
      """;

  /** Loading what an environment needs may take longer than a step. */
  private static final Duration LEAST_START = Duration.ofSeconds(60);

  private static final int MAX_FAULT_BYTES = 1 << 20;

  /** How long closing may take; CLOSE_SECONDS of bridge.py. */
  private static final long CLOSE_MILLIS = 3000;

  /** The exit code after an environment that could not be closed, as bridge.py gives it. */
  private static final int CLOSE_FAILURE = 81;

  private static final String MODULE_FOLDERS = "PYTHONPATH";

  /** What bridge.py gets to end its group before it is ended itself. */
  private static final long END_MILLIS = 500;

  private static final int SIGNAL_BASE = 128;

  private final String environment;
  private final String name;
  private final Process process;
  private final OutputStream requests;
  private final InputStream replies;
  private final ErrorTail errors;
  private final Duration timeout;
  private final ByteBuffer header =
      ByteBuffer.allocate(Frame.HEADER_BYTES).order(ByteOrder.nativeOrder());

  /** When the wait for the child began, in nanoseconds and never 0; 0 while nobody waits. */
  private volatile long waitingSince;

  /** How long it may be; more while the child starts. */
  private volatile Duration limit;

  private volatile boolean timedOut;
  private boolean failed;

  /**
   * Since when the child closes its environments, in nanoseconds and never 0; 0 while it does not.
   */
  private long finishing;

  /**
   * Starts a child.
   *
   * @param environment what it will make, for messages
   * @param first the first of {@code copies} copies that it will hold, for messages
   * @throws IllegalArgumentException if there is no such Python
   */
  PythonProcess(String environment, int first, int copies, String python, Duration timeout) {
    this.environment = environment;
    name =
        environment
            + (copies == 1
                ? ", copy " + first
                : ", copies " + first + " to " + (first + copies - 1));
    this.timeout = timeout;
    limit = timeout.compareTo(LEAST_START) < 0 ? LEAST_START : timeout;
    try {
      ProcessBuilder builder = new ProcessBuilder(python, "-c", LOADER);
      builder.environment().computeIfPresent(MODULE_FOLDERS, (key, path) -> wholePaths(path));
      process = builder.start();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          name
              + ": \""
              + python
              + "\" cannot be run ("
              + e.getMessage()
              + "); install Python 3 with numpy and gymnasium, or say where it is with the option"
              + " python",
          e);
    }
    requests = process.getOutputStream();
    replies = process.getInputStream();
    errors = new ErrorTail(process.getErrorStream());
    Daemon.start("ascent-python-watch", this::watch);
  }

  /** Those folders that mean the same wherever the process starts; Python takes none for unset. */
  static String wholePaths(String folders) {
    return Arrays.stream(folders.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> new File(folder).isAbsolute())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Gives the child its program. */
  void start() {
    byte[] program = program();
    byte[] length =
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.nativeOrder())
            .putInt(program.length)
            .array();
    write(length, length.length, "its start");
    write(program, program.length, "its start");
  }

  private static byte[] program() {
    try (InputStream in = PythonProcess.class.getResourceAsStream("bridge.py")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void watch() {
    long pause = Math.max(1, Math.min(500, timeout.toMillis() / 10));
    try {
      while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
        long since = waitingSince;
        if (since != 0 && System.nanoTime() - since > limit.toNanos()) {
          timedOut = true;
          kill();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends a request. A reply is to be received before the next one is sent.
   *
   * @param doing what the child is to do, for messages
   * @throws EnvironmentException if the child has ended
   */
  void send(Frame frame, String doing) {
    write(frame.finish(), frame.length(), doing);
  }

  private void write(byte[] bytes, int count, String doing) {
    waitingSince = System.nanoTime() | 1;
    try {
      requests.write(bytes, 0, count);
      requests.flush();
    } catch (IOException e) {
      throw ended(doing, e);
    }
  }

  /**
   * Receives the header of a reply; {@link #length} is the size of what follows.
   *
   * @param kind what the reply has to be
   * @throws EnvironmentException if the child reports a failure, has ended or does not answer
   */
  void receive(int kind, String doing) {
    read(header.array(), Frame.HEADER_BYTES, doing);
    int received = header.getInt(0);
    int length = length();
    if (length < 0 || length > Frame.MAX_BYTES) {
      throw damaged(doing, "a reply of " + length + " bytes");
    }
    if (received == Frame.FAULT) {
      throw fault(doing);
    }
    if (received != kind) {
      throw damaged(doing, "a reply of kind " + received + " where " + kind + " is due");
    }
  }

  private EnvironmentException fault(String doing) {
    ByteBuffer payload = payload(MAX_FAULT_BYTES, doing);
    try {
      int copy = payload.getInt();
      SpaceReader texts = new SpaceReader(payload);
      String what = texts.text();
      String message = texts.text();
      String traceback = texts.text();
      return new EnvironmentException(
          environment
              + (copy < 0 ? "" : ", copy " + copy)
              + ": "
              + what
              + (message.isEmpty() ? "" : ": " + message),
          traceback.isEmpty() ? null : new PythonTraceback(traceback));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return damaged(doing, "a failure that cannot be read");
    }
  }

  int length() {
    return header.getInt(Integer.BYTES);
  }

  /** Receives {@code count} bytes of the reply. */
  void read(byte[] into, int count, String doing) {
    waitingSince = System.nanoTime() | 1;
    try {
      if (replies.readNBytes(into, 0, count) < count) {
        throw ended(doing, null);
      }
    } catch (IOException e) {
      throw ended(doing, e);
    }
    waitingSince = 0;
  }

  /** Receives the whole reply, if it is no longer than {@code limit} bytes. */
  ByteBuffer payload(int limit, String doing) {
    int length = length();
    if (length > limit) {
      throw damaged(doing, "a reply of " + length + " bytes, more than the " + limit + " possible");
    }
    byte[] bytes;
    waitingSince = System.nanoTime() | 1;
    try {
      // Memory is taken as bytes arrive, not on the word of the header.
      bytes = replies.readNBytes(length);
    } catch (IOException e) {
      throw ended(doing, e);
    }
    if (bytes.length < length) {
      throw ended(doing, null);
    }
    waitingSince = 0;
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** From now on the child has to answer within the timeout. */
  void started() {
    limit = timeout;
  }

  /** For a reply that makes no sense; the child is ended, since nothing after it would either. */
  EnvironmentException damaged(String doing, String what) {
    failed = true;
    kill();
    return new EnvironmentException(
        name
            + ": Python sent "
            + what
            + " during "
            + doing
            + "; does the environment write to file descriptors that are not its own?");
  }

  private EnvironmentException ended(String doing, @Nullable IOException cause) {
    waitingSince = 0;
    failed = true;
    String how = "was ended";
    String printed = "";
    try {
      if (process.waitFor(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        how = exit(process.exitValue());
      }
      kill();
      printed = errors.afterEnd();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    String lastLine = ErrorTail.lastLine(printed);
    String message =
        timedOut
            ? name
                + ": Python has not answered for "
                + limit.toMillis() / 1e3
                + " s during "
                + doing
                + " and was ended; if it may take longer, give the option timeout"
            : name + ": Python " + how + " during " + doing;
    if (!lastLine.isEmpty()) {
      message += "; the last it printed: " + lastLine;
    }
    EnvironmentException failure =
        new EnvironmentException(message, printed.isBlank() ? null : new PythonTraceback(printed));
    if (cause != null) {
      failure.addSuppressed(cause);
    }
    return failure;
  }

  private static String exit(int code) {
    return code > SIGNAL_BASE
        ? "was ended by signal " + (code - SIGNAL_BASE) + " (exit code " + code + ")"
        : "ended with exit code " + code;
  }

  private void kill() {
    List<ProcessHandle> descendants = process.descendants().toList();
    // bridge.py then ends its whole group, also what no longer descends from it.
    process.toHandle().destroy();
    try {
      process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    descendants.forEach(ProcessHandle::destroyForcibly);
    // Process.destroyForcibly would close the pipes before the last words have been read.
    process.toHandle().destroyForcibly();
  }

  /** Lets the child close its environments, which it does while others are told to. */
  void finish() {
    if (finishing == 0) {
      finishing = System.nanoTime() | 1;
      try {
        requests.close();
      } catch (IOException e) {
        // It has ended already.
        failed = true;
      }
    }
  }

  /**
   * Waits until the child has closed its environments and ended, but not for long.
   *
   * @throws EnvironmentException if it could not close one or did not come to its end; it has ended
   *     all the same
   */
  @Override
  public void close() {
    finish();
    long left = finishing + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS) - System.nanoTime();
    String unclosed = "";
    try {
      if (failed) {
        kill();
      } else if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
        unclosed =
            name
                + ": closing it took Python longer than "
                + CLOSE_MILLIS / 1000
                + " s, so that it was ended";
        kill();
      } else if (process.exitValue() == CLOSE_FAILURE) {
        unclosed = environment + ", " + ErrorTail.lastLine(errors.afterEnd());
      }
      process.waitFor(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    try {
      replies.close();
    } catch (IOException e) {
      // Nothing is read from it any more.
      failed = true;
    }
    if (!unclosed.isEmpty()) {
      failed = true;
      throw new EnvironmentException(unclosed);
    }
  }
}
