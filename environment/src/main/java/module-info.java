/** What a world is, and how copies of it are stepped, seeded, saved and checked. */
module io.github.ascent4j.environment {
  requires transitive io.github.ascent4j.policy;
  requires static org.jspecify;

  exports io.github.ascent4j.environment;
  exports io.github.ascent4j.environment.catalog;
  exports io.github.ascent4j.environment.check;
  exports io.github.ascent4j.environment.concurrent;
  exports io.github.ascent4j.environment.scene;
  exports io.github.ascent4j.environment.simulator;
  exports io.github.ascent4j.environment.wrapper;
}
