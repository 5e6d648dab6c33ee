package io.github.ascent4j.core.logging;

import io.github.ascent4j.policy.file.Json;
import java.io.IOException;
import java.util.Map;

/**
 * Where the figures of a training go. Used by one thread at a time.
 *
 * <p>A logger that fails must not end a training: give trainings a {@link LoggerGroup}, which drops
 * the one that does.
 */
public interface TrainingLogger extends AutoCloseable {
  /**
   * Notes the settings, once, before the first figures. A logger without a place for them skips.
   */
  default void parameters(Map<String, Json> settings) throws IOException {}

  /**
   * Notes figures.
   *
   * @param step steps taken over all environments; never fewer than in the call before
   * @param figures by name, NaN where there is none
   */
  void scalars(long step, Map<String, Double> figures) throws IOException;

  /** Writes what is still to be written and frees what is held; the default holds nothing. */
  @Override
  default void close() throws IOException {}
}
