package io.github.ascent4j.environment.concurrent;

/** Threads that do not keep a program from ending. */
public final class Daemon {
  private Daemon() {}

  /** A thread that is yet to be started. */
  public static Thread of(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A thread that runs. */
  public static Thread start(String name, Runnable body) {
    Thread thread = of(name, body);
    thread.start();
    return thread;
  }
}
