package io.github.ascent4j.mujoco;

/** Models for tests. */
public final class Mjcf {
  /** A leg on a slide that lands on the floor: joints, contacts, limits, a motor and a muscle. */
  public static final String LEG =
      """
      <mujoco>
        <option timestep="0.005"/>
        <worldbody>
          <geom name="floor" type="plane" size="5 5 0.1"/>
          <body name="trunk" pos="0 0 0.62">
            <joint name="height" type="slide" axis="0 0 1"/>
            <geom name="trunk" size="0.1"/>
            <body name="thigh" pos="0 0 -0.05">
              <joint name="hip" axis="0 1 0" range="-60 60" limited="true" damping="1"/>
              <geom name="thigh" type="capsule" fromto="0 0 0 0.05 0 -0.25" size="0.04"/>
              <body name="shin" pos="0.05 0 -0.25">
                <joint name="knee" axis="0 1 0" range="-120 0" limited="true" damping="1"/>
                <geom name="shin" type="capsule" fromto="0 0 0 -0.05 0 -0.25" size="0.03"/>
                <site name="foot" pos="-0.05 0 -0.25"/>
              </body>
            </body>
          </body>
        </worldbody>
        <actuator>
          <motor name="hip" joint="hip" gear="20" ctrllimited="true" ctrlrange="-1 1"/>
          <general name="knee" joint="knee" dyntype="filter" dynprm="0.05" gainprm="10"/>
        </actuator>
      </mujoco>
      """;

  /** Twenty balls that will fall on each other. */
  public static String balls(String size) {
    StringBuilder bodies = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      bodies.append("<body pos='0 0 %s'><freejoint/><geom size='0.1'/></body>".formatted(0.25 * i));
    }
    return "<mujoco><size "
        + size
        + "/><worldbody><geom type='plane' size='5 5 0.1'/>"
        + bodies
        + "</worldbody></mujoco>";
  }

  private Mjcf() {}
}
