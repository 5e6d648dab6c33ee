/** Environments on the Arcade Learning Environment. */
module io.github.ascent4j.atari {
  requires transitive io.github.ascent4j.core;
  requires static org.jspecify;
}
