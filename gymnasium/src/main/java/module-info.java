/** Any environment that Python makes. */
module io.github.ascent4j.gymnasium {
  requires transitive io.github.ascent4j.core;
  requires static org.jspecify;
}
