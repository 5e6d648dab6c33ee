/** Environments in pure Java. */
module io.github.ascent4j.envs {
  requires transitive io.github.ascent4j.core;
  requires static org.jspecify;

  exports io.github.ascent4j.envs;
  exports io.github.ascent4j.envs.classic;
}
