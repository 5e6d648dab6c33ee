package io.github.ascent4j.mujoco.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.mujoco.NeedsMujoco;
import io.github.ascent4j.mujoco.binding.MujocoLibrary;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the seed on, episodes have the bits of Gymnasium's. */
@NeedsMujoco
class GoldenEpisodeTest {
  static List<Golden> episodes() {
    return Golden.all("mujoco");
  }

  static List<Golden> episodesWithOptions() {
    return Golden.episodes("options.json.gz");
  }

  @BeforeAll
  static void needsTheRecordedRelease() {
    String release = MujocoLibrary.get().release();
    assumeTrue(
        release.equals("2.2.2"),
        "recorded on MuJoCo 2.2.2, but this is " + release + "; install Debian's libmujoco-dev");
  }

  @Test
  void episodesOfAllTasksAndOfOptionsAreThere() {
    assertThat(episodes().stream().map(Golden::env))
        .hasSize(22)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(Tasks.ids());
    assertThat(episodesWithOptions()).hasSize(45);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void episodesHaveTheBitsOfGymnasium(Golden golden) {
    assertSameBits(golden);
  }

  @ParameterizedTest
  @MethodSource("episodesWithOptions")
  void episodesWithOptionsAndActionsBeyondTheBoundsHaveTheBitsOfGymnasium(Golden golden) {
    assertSameBits(golden);
  }

  private static void assertSameBits(Golden golden) {
    try (VectorEnvironment environment = RobotEnvironments.make(golden.request())) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(golden.data().path("seed").asLong(), batch);
      assertThat(batch.observations)
          .as("first observation")
          .containsExactly(Golden.floats(golden.data().path("obs0")));
      for (int t = 0; t < golden.steps(); t++) {
        environment.step(Golden.floats(golden.data().path("actions").path(t)), batch);
        boolean terminated = golden.data().path("terminated").path(t).asBoolean();
        boolean truncated = golden.data().path("truncated").path(t).asBoolean();
        assertThat(batch.rewards[0])
            .as("reward of step %d", t)
            .isEqualTo(golden.data().path("reward").path(t).asDouble());
        assertThat(batch.terminated[0]).as("end in step %d", t).isEqualTo(terminated);
        assertThat(batch.truncated[0]).as("time limit in step %d", t).isEqualTo(truncated);
        assertThat(terminated || truncated ? batch.finalObservations : batch.observations)
            .as("observation of step %d", t)
            .containsExactly(Golden.floats(golden.data().path("obs").path(t)));
      }
    }
  }
}
