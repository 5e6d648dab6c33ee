/** Environments in pure Java, or with natives that come along. */
module io.github.ascent4j.envs {
  requires transitive io.github.ascent4j.environment;
  requires static org.jspecify;

  exports io.github.ascent4j.envs;
  exports io.github.ascent4j.envs.box2d;
  exports io.github.ascent4j.envs.classic;
  exports io.github.ascent4j.envs.pixel;

  uses io.github.ascent4j.environment.catalog.EnvironmentProvider;

  provides io.github.ascent4j.environment.catalog.EnvironmentProvider with
      io.github.ascent4j.envs.box2d.Box2dProvider,
      io.github.ascent4j.envs.classic.ClassicControlProvider,
      io.github.ascent4j.envs.pixel.PixelProvider;
}
