package io.github.ascent4j.cli.watch;

import io.github.ascent4j.environment.scene.Scene;
import java.io.IOException;

/** Where scenes are shown. */
public interface Screen extends AutoCloseable {
  /**
   * Shows the next moment.
   *
   * @return whether anybody still watches
   */
  boolean show(Scene scene) throws IOException;

  @Override
  void close() throws IOException;
}
