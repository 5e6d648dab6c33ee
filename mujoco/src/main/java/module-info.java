/** Environments on MuJoCo. */
module io.github.ascent4j.mujoco {
  requires transitive io.github.ascent4j.core;
  requires static org.jspecify;
}
