package io.github.ascent4j.cli.run;

import java.util.ArrayList;
import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns the first Ctrl-C (or TERM, or the terminal's end) into a request that the training loop
 * reads between two iterations; the second one ends the process at once.
 *
 * <p>A shutdown hook would not do: the JVM ignores a second signal while hooks run.
 */
final class Interruption implements AutoCloseable {
  private record Replaced(Signal signal, SignalHandler handler) {}

  private final List<Replaced> replaced = new ArrayList<>();
  private final Runnable onRequest;
  private volatile boolean requested;

  /**
   * @param onRequest told of the first signal, in a thread of the JVM
   */
  Interruption(Runnable onRequest) {
    this.onRequest = onRequest;
    for (String name : List.of("INT", "TERM", "HUP")) {
      handle(name);
    }
  }

  private void handle(String name) {
    try {
      Signal signal = new Signal(name);
      SignalHandler before = Signal.handle(signal, this::arrived);
      if (before.equals(SignalHandler.SIG_IGN)) {
        // nohup and background jobs of a shell ignore it on purpose.
        Signal.handle(signal, SignalHandler.SIG_IGN);
      } else {
        replaced.add(new Replaced(signal, before));
      }
    } catch (IllegalArgumentException e) {
      // This platform lacks the signal, or the JVM was told to keep it.
      return;
    }
  }

  private void arrived(Signal signal) {
    if (requested) {
      Runtime.getRuntime().halt(128 + signal.getNumber());
    }
    request();
    onRequest.run();
  }

  /** Asks the loop to end, as a signal does. */
  void request() {
    requested = true;
  }

  boolean requested() {
    return requested;
  }

  @Override
  public void close() {
    for (Replaced one : replaced) {
      Signal.handle(one.signal, one.handler);
    }
  }
}
