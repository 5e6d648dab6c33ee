package io.github.ascent4j.mujoco.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.ascent4j.mujoco.MujocoModel;
import io.github.ascent4j.mujoco.NeedsMujoco;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MuJoCo makes of a description what the description says. */
@NeedsMujoco
class RobotTest {
  static Stream<Robot> robots() {
    return Stream.of(
        Pendulums.single(),
        Pendulums.stacked(),
        Reacher.robot(),
        Pusher.v4(),
        Pusher.v5(),
        Swimmer.robot(),
        Hopper.robot(),
        Walker2d.v4(),
        Walker2d.v5(),
        HalfCheetah.robot(),
        Ant.robot(),
        Humanoid.standing(),
        Humanoid.lying());
  }

  private static MujocoModel compile(Robot robot) {
    return MujocoModel.ofMjcf(MjcfWriter.write(robot));
  }

  @ParameterizedTest
  @MethodSource("robots")
  void compiledModelHasTheBodiesAndNumbersOfTheDescription(Robot robot) {
    try (MujocoModel model = compile(robot)) {
      assertThat(model.nq()).isEqualTo(robot.positions());
      assertThat(model.nv()).isEqualTo(robot.velocities());
      assertThat(model.nu()).isEqualTo(robot.motors().size());
      assertThat(model.timestep()).isEqualTo(robot.physics().timestep());
      List<Body> bodies = robot.allBodies();
      assertThat(model.nbody()).isEqualTo(1 + bodies.size());
      for (int i = 0; i < bodies.size(); i++) {
        assertThat(model.bodyId(bodies.get(i).name())).isEqualTo(i + 1);
      }
      for (int i = 0; i < robot.motors().size(); i++) {
        assertThat(model.actuatorCtrlRange()[2 * i]).isEqualTo(robot.motors().get(i).low());
        assertThat(model.actuatorCtrlRange()[2 * i + 1]).isEqualTo(robot.motors().get(i).high());
      }
    }
  }

  @Test
  void massesAreThoseOfTheirGeometry() {
    try (MujocoModel model = compile(Ant.robot())) {
      double ball = 5 * 4 / 3.0 * Math.PI * 0.25 * 0.25 * 0.25;
      assertThat(model.bodyMass()[1]).isCloseTo(ball, offset(1e-12));
    }
  }

  @Test
  void halfCheetahWeighsFourteenKilograms() {
    try (MujocoModel model = compile(HalfCheetah.robot())) {
      assertThat(Arrays.stream(model.bodyMass()).sum()).isCloseTo(14, offset(1e-12));
    }
  }

  @Test
  void turnedAxesPointWhereTheyShould() {
    assertThat(Turn.NONE.turnedZ()).isEqualTo(Point.Z);
    assertThat(new Turn.Quaternion(2, 0, 2, 0).turnedZ()).isEqualTo(Point.X);
    Point halfRight = new Turn.AboutY(Math.PI / 6).turnedZ();
    assertThat(halfRight.x()).isCloseTo(0.5, offset(1e-15));
    assertThat(halfRight.z()).isCloseTo(Math.sqrt(0.75), offset(1e-15));
  }
}
