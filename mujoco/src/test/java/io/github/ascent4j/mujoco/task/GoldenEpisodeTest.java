package io.github.ascent4j.mujoco.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.MujocoModel;
import io.github.ascent4j.mujoco.NeedsMujoco;
import io.github.ascent4j.mujoco.binding.MujocoLibrary;
import io.github.ascent4j.mujoco.robot.MjcfWriter;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import io.github.ascent4j.policy.golden.GoldenFile;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From the seed on, episodes have the bits of Gymnasium's. The numbers drawn at a reset show in the
 * state that they make, and version 4 tells nobody of parts of a reward here.
 */
@NeedsMujoco
@ReadsGolden(leaves = {"mujoco/* reset_draws", "mujoco/*-v4_* info"})
class GoldenEpisodeTest {
  static List<GoldenEpisode> episodes() {
    return GoldenEpisode.all("mujoco");
  }

  static List<GoldenEpisode> episodesWithOptions() {
    List<GoldenEpisode> episodes = new ArrayList<>();
    for (JsonNode episode : GoldenFile.read("options.json.gz")) {
      String name = episode.get("env").asText() + episode.get("kwargs");
      episodes.add(new GoldenEpisode(name, episode));
    }
    return episodes;
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
    assertThat(episodes().stream().map(GoldenEpisode::env))
        .hasSize(22)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(Tasks.ids());
    assertThat(episodesWithOptions()).hasSize(45);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void episodesHaveTheBitsOfGymnasium(GoldenEpisode golden) {
    assertSameBits(golden);
  }

  @ParameterizedTest
  @MethodSource("episodesWithOptions")
  void episodesWithOptionsAndActionsBeyondTheBoundsHaveTheBitsOfGymnasium(GoldenEpisode golden) {
    assertSameBits(golden);
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void positionsAndVelocitiesHaveTheBitsOfGymnasium(GoldenEpisode golden) {
    CatalogEntry entry =
        Catalog.entries().stream()
            .filter(e -> e.id().equals(golden.env()))
            .findFirst()
            .orElseThrow();
    RobotTask task = entry.task().apply(new Settings(Requests.of(golden), entry.options()));
    try (MujocoModel model = MujocoModel.ofMjcf(MjcfWriter.write(entry.robot()));
        RobotSimulator simulator = task.simulator(model)) {
      simulator.start(new Pcg64(golden.seed()));
      assertState(simulator, golden.data().get("init_state"), -1);
      for (int t = 0; t < golden.steps(); t++) {
        simulator.step(golden.action(t), 0);
        assertState(simulator, golden.at("state", t), t);
      }
    }
  }

  private static void assertInfos(
      List<String> names, double[] infos, GoldenEpisode golden, int step) {
    if (names.isEmpty() || !golden.data().has("info")) {
      assertThat(golden.env().endsWith("-v5") && golden.data().has("info")).isFalse();
      return;
    }
    JsonNode said = golden.at("info", step);
    assertThat(said.fieldNames()).toIterable().containsExactlyElementsOf(names);
    for (int i = 0; i < names.size(); i++) {
      assertThat(infos[i])
          .as("%s of step %d", names.get(i), step)
          .isEqualTo(said.get(names.get(i)).asDouble());
    }
  }

  private static void assertState(RobotSimulator simulator, JsonNode state, int step) {
    assertThat(simulator.qpos.toArray(ValueLayout.JAVA_DOUBLE))
        .as("positions after step %d", step)
        .containsExactly(Golden.doubles(state.get("qpos")));
    assertThat(simulator.qvel.toArray(ValueLayout.JAVA_DOUBLE))
        .as("velocities after step %d", step)
        .containsExactly(Golden.doubles(state.get("qvel")));
  }

  private static void assertSameBits(GoldenEpisode golden) {
    try (VectorEnvironment environment = RobotEnvironments.make(Requests.of(golden))) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(golden.seed(), batch);
      assertThat(batch.observations)
          .as("first observation")
          .containsExactly(golden.firstObservation());
      for (int t = 0; t < golden.steps(); t++) {
        environment.step(golden.action(t), batch);
        boolean terminated = golden.terminated(t);
        boolean truncated = golden.truncated(t);
        assertThat(batch.rewards[0]).as("reward of step %d", t).isEqualTo(golden.reward(t));
        assertThat(batch.terminated[0]).as("end in step %d", t).isEqualTo(terminated);
        assertThat(batch.truncated[0]).as("time limit in step %d", t).isEqualTo(truncated);
        assertThat(terminated || truncated ? batch.finalObservations : batch.observations)
            .as("observation of step %d", t)
            .containsExactly(golden.observation(t));
        assertInfos(environment.infoNames(), batch.infos, golden, t);
      }
    }
  }
}
