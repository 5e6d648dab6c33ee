package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.cli.run.MetricsTable;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every algorithm's run has to have: its folder, and all that is done with it. */
class AlgorithmRunsTest {
  private static final long STEPS = 4096;

  @TempDir private static Path folder;
  private static final Map<String, Outcome> OUTCOMES = new HashMap<>();

  private static List<String> algorithms() {
    return Algorithms.names();
  }

  private static boolean hasCritic(String algorithm) {
    return !algorithm.equals("pg") && !algorithm.equals("reinforce");
  }

  @BeforeAll
  static void train() {
    for (String algorithm : algorithms()) {
      OUTCOMES.put(
          algorithm, SmallRun.train(algorithm, run(algorithm), STEPS, "--eval-every=2048"));
    }
  }

  private static Path run(String algorithm) {
    return folder.resolve(algorithm);
  }

  private static Json summary(String algorithm) {
    return OUTCOMES.get(algorithm).json();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void summaryHasTheFieldsOfTheContractInOrder(String algorithm) {
    Json json = summary(algorithm);
    assertThat(json.members().keySet())
        .containsExactly(
            "env",
            "algo",
            "seed",
            "steps",
            "episodes",
            "seconds",
            "cpu_seconds",
            "steps_per_second",
            "mean_return_100",
            "stopped",
            "parameters_sha256",
            "run");
    assertThat(json.get("env").asString()).isEqualTo("CartPole-v1");
    assertThat(json.get("algo").asString()).isEqualTo(algorithm);
    // The last batch is finished: of whole episodes it may be longer.
    assertThat(json.get("steps").asLong()).isBetween(STEPS, STEPS + 1000);
    assertThat(json.get("stopped").asString()).isEqualTo("steps");
    assertThat(json.get("run").asString()).isEqualTo(run(algorithm).toString());
    Outcome outcome = OUTCOMES.get(algorithm);
    assertThat(outcome.out().lines()).hasSize(1);
    assertThat(outcome.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void folderHoldsTheWholeRun(String algorithm) throws IOException {
    Path run = run(algorithm);
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.startsWith("events.out.tfevents."))
          .containsExactlyInAnyOrder(
              ".lock",
              "best.safetensors",
              "checkpoints",
              "config.json",
              "curve.png",
              "episodes.csv",
              "metrics.csv",
              "policy.safetensors",
              "summary.json");
    }
    assertThat(eventFiles(run)).hasSize(1);
    assertThat(ImageIO.read(run.resolve("curve.png").toFile()).getWidth()).isEqualTo(1600);
    long steps = summary(algorithm).get("steps").asLong();
    assertThat(RunFolder.of(run).listCheckpoints().getFirst().steps()).isEqualTo(steps);
    Json config = Json.parse(Files.readString(run.resolve("config.json")));
    assertThat(config.get("algorithm").asString()).isEqualTo(algorithm);
    assertThat(config.get("settings").get("policy").get("hiddenSizes").toString())
        .isEqualTo("[16,16]");
  }

  private static List<Path> eventFiles(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.filter(f -> f.getFileName().toString().startsWith("events.")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void policyFileIsTheAgentOfTheSummary(String algorithm) throws IOException {
    SavedAgent agent = PolicyFile.load(run(algorithm).resolve("policy.safetensors"));
    assertThat(PolicyFile.parametersSha256(agent.parameters()))
        .isEqualTo(summary(algorithm).get("parameters_sha256").asString());
    assertThat(agent.description().network().hasCritic()).isEqualTo(hasCritic(algorithm));
    assertThat(agent.provenance())
        .containsEntry("environment", "CartPole-v1")
        .containsEntry("algorithm", algorithm)
        .containsEntry("seed", "0")
        .containsEntry("steps", Long.toString(summary(algorithm).get("steps").asLong()));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void metricsHaveStableBaselinesNamesAndARowForTheEnd(String algorithm) throws IOException {
    MetricsTable metrics = MetricsTable.read(run(algorithm).resolve("metrics.csv"));
    assertThat(metrics.columns())
        .contains(
            "rollout/ep_rew_mean",
            "rollout/ep_len_mean",
            "time/fps",
            "time/total_timesteps",
            "train/entropy_loss",
            "train/learning_rate",
            "train/grad_norm",
            "eval/mean_reward");
    boolean natural = algorithm.equals("trpo") || algorithm.equals("npg");
    assertThat(metrics.columns())
        .containsAll(
            natural
                ? List.of("train/policy_objective", "train/kl_divergence_loss")
                : List.of("train/policy_gradient_loss", "train/loss"));
    assertThat(metrics.columns().contains("train/value_loss")).isEqualTo(hasCritic(algorithm));
    assertThat(metrics.columns().contains("train/explained_variance"))
        .isEqualTo(hasCritic(algorithm));
    assertThat(MetricsTable.figure(metrics.rows().getLast(), MetricsTable.STEPS))
        .isEqualTo(summary(algorithm).get("steps").asLong());
    assertThat(metrics.rows())
        .filteredOn(row -> !Double.isNaN(MetricsTable.figure(row, MetricsTable.EVALUATION)))
        .hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void resumedRunHasTheBitsOfOneThatWasNotInterrupted(String algorithm) throws IOException {
    Path half = folder.resolve(algorithm + "-half");
    SmallRun.train(algorithm, half, STEPS / 2, "--eval-every=2048");
    Outcome resumed = Outcome.of("resume", half, "--steps=" + STEPS, "--threads=2", "--json");
    assertThat(resumed.json().get("parameters_sha256"))
        .isEqualTo(summary(algorithm).get("parameters_sha256"));
    assertThat(resumed.json().get("episodes")).isEqualTo(summary(algorithm).get("episodes"));
    assertThat(Files.readAllBytes(half.resolve("policy.safetensors")))
        .isEqualTo(Files.readAllBytes(run(algorithm).resolve("policy.safetensors")));
    assertThat(eventFiles(half)).as("one of each session").hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void agentPlaysTheSameFromRunPolicyAndCheckpoint(String algorithm) throws IOException {
    Path run = run(algorithm);
    String played = Outcome.of("eval", run, "--json", "--episodes=10").out();
    Json json = Json.parse(played);
    assertThat(json.members().keySet())
        .containsExactly(
            "env",
            "episodes",
            "mean_return",
            "std_return",
            "min_return",
            "max_return",
            "mean_length");
    assertThat(json.get("mean_return").asDouble()).isBetween(8.0, 500.0);
    Path checkpoint = RunFolder.of(run).listCheckpoints().getFirst().path();
    for (Path file : List.of(run.resolve("policy.safetensors"), checkpoint)) {
      assertThat(Outcome.of("eval", file, "--json", "--episodes=10").out()).isEqualTo(played);
    }
    assertThat(Outcome.of("eval", run, "--json", "--episodes=10", "--stochastic").json())
        .isNotEqualTo(json);
    assertThat(Outcome.of("eval", run.resolve("best.safetensors"), "--json").code()).isZero();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void inspectionTellsWhetherThereIsACritic(String algorithm) throws IOException {
    Path run = run(algorithm);
    Json json = Outcome.of("inspect", run, "--json").json();
    assertThat(json.get("parameters_sha256"))
        .isEqualTo(summary(algorithm).get("parameters_sha256"));
    assertThat(json.get("provenance").get("algorithm").asString()).isEqualTo(algorithm);
    // A network 4-16-16 with a head of 2, and one with a head of 1.
    int actor = 80 + 272 + 34;
    int critic = 80 + 272 + 17;
    assertThat(json.get("parameter_count").asInt())
        .isEqualTo(hasCritic(algorithm) ? actor + critic : actor);
    Path checkpoint = RunFolder.of(run).listCheckpoints().getFirst().path();
    for (Path file : List.of(run, checkpoint)) {
      String text = Outcome.of("inspect", file).out();
      assertThat(text).contains("4 -> 16 tanh", "categorical over 2 choices", algorithm);
      assertThat(text).contains(hasCritic(algorithm) ? "critic.2" : "critic           none");
    }
  }

  @Test
  void runsOfSeveralAlgorithmsAreLinesNamedByThem() throws IOException {
    Path picture = folder.resolve("all.svg");
    List<Object> arguments = new ArrayList<>(List.of("plot", "--out", picture));
    algorithms().forEach(algorithm -> arguments.add(run(algorithm)));
    Outcome outcome = Outcome.of(arguments.toArray());
    assertThat(outcome.code()).isZero();
    assertThat(Files.readString(picture))
        .contains(
            ">ppo, sb3<",
            ">a2c, sb3<",
            ">pg, prt<",
            ">reinforce, tianshou<",
            ">vpg, spinup<",
            ">trpo, sb3<",
            ">npg, tianshou<")
        .doesNotContain("NaN", "Infinity");
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void configOfARunRepeatsIt(String algorithm) {
    Outcome again =
        Outcome.of(
            "train",
            "CartPole-v1",
            "--config",
            run(algorithm).resolve("config.json"),
            "--json",
            "--quiet",
            "--out",
            folder.resolve(algorithm + "-again"));
    assertThat(again.json().get("parameters_sha256"))
        .isEqualTo(summary(algorithm).get("parameters_sha256"));
    assertThat(again.json().get("algo").asString()).isEqualTo(algorithm);
  }

  @Test
  void configOfAnotherAlgorithmIsRefusedWithBothNamed() {
    Path config = run("a2c").resolve("config.json");
    Outcome other = Outcome.of("train", "CartPole-v1", "--algo=ppo", "--config", config, "--out=x");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .startsWith("ascent: " + config + ": its settings are for a2c, which --algo ppo cannot");
    Outcome preset =
        Outcome.of("train", "CartPole-v1", "--preset=cleanrl", "--config", config, "--out=x");
    assertThat(preset.code()).isEqualTo(2);
    assertThat(preset.err()).contains("\"cleanrl\" is for ppo, not for a2c");
  }
}
