package io.github.ascent4j.environment;

import io.github.ascent4j.environment.concurrent.Daemon;
import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;

/** What makes the threads that the episodes of an {@link InvertedEnvironment} run in. */
public final class EpisodeThreads {
  private static final ThreadFactory LIGHTEST = find();

  private EpisodeThreads() {}

  /** Virtual threads on Java 21 and newer, daemons elsewhere. */
  public static ThreadFactory lightest() {
    return LIGHTEST;
  }

  /** Daemons, which have a stack of the size that the JVM was started with. */
  public static ThreadFactory platform() {
    return body -> Daemon.of("ascent-episode", body);
  }

  /** This module is compiled for Java 17, which has no names for what it looks for. */
  private static ThreadFactory find() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
      return (ThreadFactory) factory.invoke(builder);
    } catch (ReflectiveOperationException e) {
      // Java 19 and 20 know them as a preview, and refuse with an exception of the method called.
      return platform();
    }
  }
}
