/** Environments on MuJoCo. */
module io.github.ascent4j.mujoco {
  requires transitive io.github.ascent4j.environment;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.github.ascent4j.mujoco;

  provides io.github.ascent4j.environment.catalog.EnvironmentProvider with
      io.github.ascent4j.mujoco.MujocoProvider;
}
