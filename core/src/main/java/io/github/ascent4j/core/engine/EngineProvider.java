package io.github.ascent4j.core.engine;

/**
 * An engine that a module offers as a service, to be found by {@link Engine#load(String, int)}.
 * Making one is cheap: nothing is loaded before {@link #create}.
 */
public interface EngineProvider {
  /** The name it is asked for by, for example {@code simd}. */
  String name();

  /**
   * An engine, which the caller closes.
   *
   * @param threads the most threads that it works in
   */
  Engine create(int threads);
}
