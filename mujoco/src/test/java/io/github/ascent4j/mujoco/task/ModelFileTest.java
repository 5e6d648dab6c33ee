package io.github.ascent4j.mujoco.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.NeedsMujoco;
import io.github.ascent4j.mujoco.robot.Ant;
import io.github.ascent4j.mujoco.robot.HalfCheetah;
import io.github.ascent4j.mujoco.robot.MjcfWriter;
import io.github.ascent4j.mujoco.robot.Pusher;
import io.github.ascent4j.mujoco.robot.Robot;
import io.github.ascent4j.policy.space.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Robots of a user's own. */
@NeedsMujoco
class ModelFileTest {
  @TempDir private Path folder;

  private EnvironmentRequest file(String mjcf) throws IOException {
    Path file = Files.writeString(folder.resolve("robot.xml"), mjcf);
    return EnvironmentRequest.of("mujoco:" + file, 1);
  }

  private EnvironmentRequest file(Robot robot) throws IOException {
    return file(MjcfWriter.write(robot));
  }

  private static int observationSize(EnvironmentRequest request) {
    try (VectorEnvironment environment = RobotEnvironments.make(request)) {
      return environment.observationSpace().flatSize();
    }
  }

  @Test
  void whereOnTheGroundARobotIsIsLeftOut() throws IOException {
    assertThat(observationSize(file(Ant.robot()))).isEqualTo(15 + 14 - 2);
    assertThat(observationSize(file(HalfCheetah.robot()))).isEqualTo(9 + 9 - 1);
    assertThat(observationSize(file(Pusher.v5()))).isEqualTo(11 + 11);
    assertThat(
            observationSize(
                file(Ant.robot()).with("exclude_current_positions_from_observation", "false")))
        .isEqualTo(15 + 14);
  }

  @Test
  void velocityMinusControlsIsTheReward() throws IOException {
    // A sledge of 1 kg that is pushed by 2 N: after n timesteps of h it is n(n-1)/2 2h² away.
    EnvironmentRequest request =
        file("""
        <mujoco><option timestep="0.01" gravity="0 0 0"/><worldbody>
        <body name="sledge"><joint name="x" type="slide" axis="1 0 0"/>
        <geom size="0.1" mass="1"/></body></worldbody>
        <actuator><motor joint="x" gear="2"/></actuator></mujoco>
        """)
            .with("frame_skip", "10")
            .with("reset_noise_scale", "0")
            .with("ctrl_cost_weight", "0.25")
            .with("forward_reward_weight", "3");
    try (VectorEnvironment environment = RobotEnvironments.make(request)) {
      assertThat(environment.actionSpace()).isEqualTo(Box.uniform(-1, 1, 1));
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(new float[] {1}, batch);
      double away = 10 * 9 / 2 * 2 * 0.01 * 0.01;
      assertThat(batch.rewards[0]).isCloseTo(3 * away / 0.1 - 0.25, offset(1e-9));
      assertThat(batch.observations).hasSize(1);
      assertThat(batch.observations[0]).isEqualTo(0.2f);
    }
  }

  @Test
  void heightEndsTheEpisodeWhereItHasBounds() throws IOException {
    assertThat(firstEnd(file(Ant.robot()).with("max_episode_steps", "60"))).isEqualTo(60);
    int fall =
        firstEnd(
            file(Ant.robot()).with("max_episode_steps", "60").with("healthy_z_range", "0.6,2"));
    assertThat(fall).isBetween(2, 20);
  }

  private static int firstEnd(EnvironmentRequest request) {
    try (VectorEnvironment environment = RobotEnvironments.make(request)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      Pcg64 generator = new Pcg64(0);
      int t = 0;
      do {
        environment.step(Tasks.randomActions(environment, generator), batch);
        t++;
      } while (!batch.terminated[0] && !batch.truncated[0]);
      return t;
    }
  }

  @Test
  void bodiesAreDrawnAsPoints() throws IOException {
    try (VectorEnvironment environment = RobotEnvironments.make(file(Ant.robot()))) {
      environment.reset(0, new StepBatch(environment));
      Scene scene = environment.scene(0).orElseThrow();
      assertThat(scene.shapes()).filteredOn(Shape.Circle.class::isInstance).hasSize(13);
      assertThat(scene.seconds()).isEqualTo(0.05);
    }
  }

  @Test
  void anotherRobotTakesUpANamedTask() throws IOException {
    Path file = Files.writeString(folder.resolve("ant.xml"), MjcfWriter.write(Ant.robot()));
    EnvironmentRequest request =
        EnvironmentRequest.of("HalfCheetah-v5", 1).with("xml_file", file.toString());
    assertThat(observationSize(request)).isEqualTo(15 + 14 - 1);
  }

  @Test
  void filesThatAreNoModelsAreRefusedByName() throws IOException {
    assertRefused(file("<mujoco><worldbody><boddy/></worldbody></mujoco>"), "robot.xml", "boddy");
    assertRefused(file("no xml"), "robot.xml", "robot.xml");
    assertRefused(file("<mujoco/>"), "robot.xml", "no body");
    assertRefused(
        file("<mujoco><worldbody><body><freejoint/><geom size='1'/></body></worldbody></mujoco>"),
        "robot.xml",
        "0 actuators");
    assertRefused(EnvironmentRequest.of("mujoco:missing.xml", 1), "missing.xml", "can be read");
    assertRefused(EnvironmentRequest.of("mujoco:", 1), "mujoco:", "names no file");
    assertRefused(file(Ant.robot()).with("frame_skp", "1"), "frame_skp", "frame_skip");
  }

  @Test
  void filesThatDoNotFitATaskAreRefused() throws IOException {
    Path ant = Files.writeString(folder.resolve("ant.xml"), MjcfWriter.write(Ant.robot()));
    EnvironmentRequest request = EnvironmentRequest.of("Reacher-v5", 1);
    assertRefused(request.with("xml_file", ant.toString()), "Reacher-v5", "fingertip");
    EnvironmentRequest standing = EnvironmentRequest.of("Ant-v5", 1);
    assertRefused(standing.with("main_body", "tail"), "Ant-v5", "tail");
    assertRefused(standing.with("main_body", "99"), "main_body", "below 14");
  }

  private static void assertRefused(EnvironmentRequest request, String name, String why) {
    assertThatThrownBy(() -> RobotEnvironments.make(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(why);
  }
}
