/** Any environment that Python makes. */
module io.github.ascent4j.gymnasium {
  requires transitive io.github.ascent4j.environment;
  requires static org.jspecify;

  exports io.github.ascent4j.gymnasium;

  provides io.github.ascent4j.environment.catalog.EnvironmentProvider with
      io.github.ascent4j.gymnasium.GymnasiumProvider;
}
