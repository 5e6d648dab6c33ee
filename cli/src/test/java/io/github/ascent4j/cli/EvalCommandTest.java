package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.environment.Treadmill;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.program.ParameterLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code eval} plays: with how many copies, from which seeds, and for how long. */
class EvalCommandTest {
  @TempDir private static Path folder;
  private static Path run;
  private static Path agent;

  @BeforeAll
  static void train() throws IOException {
    run = folder.resolve("run");
    SmallRun.train(run, 512);
    agent = folder.resolve("agent.safetensors");
    Treadmill.set(0, Integer.MAX_VALUE);
    try (Treadmill one = new Treadmill()) {
      AgentDescription description =
          new AgentDescription(
              one.observationSpace(),
              one.actionSpace(),
              PolicyConfig.DEFAULT.network(one.observationSpace(), one.actionSpace()),
              PolicyConfig.DEFAULT.actionMapping(one.actionSpace()));
      float[] parameters = ParameterLayout.of(description.network()).initialize(new Random(3));
      PolicyFile.save(agent, new SavedAgent(description, parameters, null, Map.of()));
    }
  }

  private static Outcome onTreadmill(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("eval", agent));
    arguments.add("--env=" + Treadmill.class.getName());
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray());
  }

  @Test
  void numberOfCopiesChangesNoFigure() {
    for (List<String> actions : List.of(List.<String>of(), List.of("--stochastic"))) {
      List<Object> arguments = new ArrayList<>(List.of("eval", run, "--json", "--episodes=11"));
      arguments.addAll(actions);
      String usual = Outcome.of(arguments.toArray()).out();
      assertThat(usual).contains("\"episodes\":11");
      for (int copies : new int[] {1, 3, 100}) {
        List<Object> more = new ArrayList<>(arguments);
        more.add("--envs=" + copies);
        assertThat(Outcome.of(more.toArray()).out()).isEqualTo(usual);
      }
    }
  }

  /** As many as the run was trained with, and never one an episode. */
  @Test
  void fewCopiesPlayManyEpisodes() {
    Treadmill.set(3, Integer.MAX_VALUE);
    assertThat(onTreadmill("--episodes=50", "--json").json().get("mean_length").asDouble())
        .isEqualTo(3);
    assertThat(Treadmill.mostLiving()).isEqualTo(8);
    Treadmill.set(3, Integer.MAX_VALUE);
    assertThat(onTreadmill("--episodes=50", "--envs=2").code()).isZero();
    assertThat(Treadmill.mostLiving()).isEqualTo(2);
  }

  @Test
  void whatCanBeMadeOnceOnlyIsPlayedByOneCopy() {
    Treadmill.set(3, 1);
    String one = onTreadmill("--episodes=5", "--json").out();
    assertThat(one).contains("\"episodes\":5", "\"mean_length\":3");
    Treadmill.set(3, 1);
    Outcome two = onTreadmill("--episodes=5", "--envs=2");
    assertThat(two.code()).isEqualTo(1);
    assertThat(two.err()).contains("there is one treadmill only");
  }

  /** The first reset of each episode is what the help says; the others belong to no episode. */
  @Test
  void episodesGetTheSeedsThatTheHelpNames() {
    String help = Outcome.of("eval", "--help").out().replaceAll("\\s+", " ");
    assertThat(help).contains("VectorEnvironments.episodeSeed(seed + i, 0)");
    Treadmill.set(1, Integer.MAX_VALUE);
    assertThat(onTreadmill("--episodes=4", "--envs=1", "--seed=70").code()).isZero();
    List<Long> firsts = new ArrayList<>();
    for (int i = 0; i < Treadmill.seeds.size(); i += 2) {
      firsts.add(Treadmill.seeds.get(i));
    }
    assertThat(firsts)
        .containsExactly(
            VectorEnvironments.episodeSeed(70, 0),
            VectorEnvironments.episodeSeed(71, 0),
            VectorEnvironments.episodeSeed(72, 0),
            VectorEnvironments.episodeSeed(73, 0));
  }

  @Test
  void episodeWithoutEndIsNamedInALineAndEndsTheCommand() {
    Treadmill.set(0, Integer.MAX_VALUE);
    Outcome outcome = onTreadmill("--max-episode-steps=200", "--seed=5", "--json");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err())
        .startsWith(
            "ascent: Treadmill: episode 0 of 100 (counted from 0; its seed is 5) has not ended"
                + " after 200 steps; ")
        .contains("--max-episode-steps");
    assertThat(onTreadmill("--episodes=1").err()).contains("has not ended after 100,000 steps");
    assertThat(Outcome.of("eval", run, "--max-episode-steps=2").code()).isEqualTo(1);
    assertThat(Outcome.of("eval", run, "--max-episode-steps=500").code()).isZero();
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThat(Outcome.of("eval", run, "--envs=0").code()).isEqualTo(2);
    assertThat(Outcome.of("eval", run, "--max-episode-steps=0").code()).isEqualTo(2);
  }
}
