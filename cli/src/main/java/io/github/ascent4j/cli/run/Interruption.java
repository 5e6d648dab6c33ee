package io.github.ascent4j.cli.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/*
 * Design. A stop that waits for the end of an iteration loses nothing, and most end at once. Where one
 * does not, the thread that trains is interrupted: rollouts and evaluations look at that between two
 * steps, and an environment that sleeps is woken by it. What is deaf to it too, in native code or in a
 * loop, is left behind: the state of the last update is in memory, and another thread writes it.
 */

/**
 * Turns the first Ctrl-C (or TERM, or the terminal's end) into a request that ends a training: at
 * the end of its iteration, halfway where that takes too long, and without it where it does not
 * answer. The second signal ends the process at once.
 *
 * <p>A shutdown hook would not do: the JVM ignores a second signal while hooks run.
 */
final class Interruption implements AutoCloseable {
  /**
   * How long is waited for what.
   *
   * @param iteration for the end of the iteration, before it is interrupted
   * @param answer for what has been interrupted, before it is left behind
   */
  record Patience(Duration iteration, Duration answer) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(1), Duration.ofSeconds(8));
  }

  /** What comes of a request. */
  interface Listener {
    /** Told of the first signal, in a thread of the JVM. */
    void requested();

    /**
     * The training does not answer: to write what there is of it, in a thread that is given as long
     * as the training had to answer. The process ends afterwards.
     */
    void abandoned();

    /** Ends the process at once. */
    default void halt(int code) {
      Runtime.getRuntime().halt(code);
    }
  }

  private record Replaced(Signal signal, SignalHandler handler) {}

  /** Of processes that a signal has ended. */
  private static final int SIGNALLED = 128;

  private final List<Replaced> replaced = new ArrayList<>();
  private final Thread trainer = Thread.currentThread();
  private final Patience patience;
  private final Listener listener;
  private volatile boolean requested;
  private boolean settled;

  /** Made by the thread that trains. */
  Interruption(Patience patience, Listener listener) {
    this.patience = patience;
    this.listener = listener;
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
    int code = SIGNALLED + signal.getNumber();
    if (requested) {
      listener.halt(code);
    }
    request();
    listener.requested();
    Thread.ofPlatform().daemon().name("ascent-interruption").start(() -> insist(code));
  }

  private void insist(int code) {
    try {
      Thread.sleep(patience.iteration);
      synchronized (this) {
        if (settled) {
          return;
        }
        trainer.interrupt();
      }
      Thread.sleep(patience.answer);
      synchronized (this) {
        if (settled) {
          return;
        }
      }
      Thread writer = Thread.ofPlatform().daemon().start(listener::abandoned);
      writer.join(patience.answer);
      listener.halt(code);
    } catch (InterruptedException e) {
      // Nobody does that; the second signal still ends the process.
      return;
    }
  }

  /** Asks the loop to end, as a signal does. */
  void request() {
    requested = true;
  }

  boolean requested() {
    return requested;
  }

  /**
   * The training has ended, and what follows is short: the thread that trains, which calls this, is
   * not interrupted from now on.
   */
  void settle() {
    synchronized (this) {
      settled = true;
    }
    if (requested) {
      Thread.interrupted();
    }
  }

  @Override
  public void close() {
    settle();
    for (Replaced one : replaced) {
      Signal.handle(one.signal, one.handler);
    }
  }
}
