/** Environments on the Arcade Learning Environment. */
module io.github.ascent4j.atari {
  requires transitive io.github.ascent4j.environment;
  requires org.bytedeco.ale;
  requires org.bytedeco.javacpp;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.github.ascent4j.atari;

  provides io.github.ascent4j.environment.catalog.EnvironmentProvider with
      io.github.ascent4j.atari.AtariProvider;
}
