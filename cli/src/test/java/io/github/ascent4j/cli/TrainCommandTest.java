package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.run.MetricsTable;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.core.checkpoint.CheckpointFolder.Checkpoint;
import io.github.ascent4j.core.logging.EpisodeLog;
import io.github.ascent4j.policy.file.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
  @TempDir private Path folder;

  @Test
  void newestAndBestCheckpointsAreKept() throws IOException {
    Path run = folder.resolve("run");
    SmallRun.train(run, 4096, "--seed=3", "--checkpoint-every=512", "--keep=2");
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      // The newest two, and the best of the others.
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("step-000000004096.safetensors", "step-000000003584.safetensors")
          .hasSizeBetween(2, 3);
    }
  }

  @Test
  void metricsOfPpoHaveStableBaselinesNames() throws IOException {
    Path run = folder.resolve("run");
    SmallRun.train(run, 4096, "--eval-every=2048", "--eval-episodes=3");
    MetricsTable metrics = MetricsTable.read(run.resolve("metrics.csv"));
    assertThat(metrics.columns())
        .contains(
            "rollout/ep_rew_mean",
            "rollout/ep_len_mean",
            "time/fps",
            "time/total_timesteps",
            "train/approx_kl",
            "train/clip_fraction",
            "train/entropy_loss",
            "train/explained_variance",
            "train/learning_rate",
            "train/policy_gradient_loss",
            "train/perplexity",
            "train/value_loss",
            "train/loss",
            "train/grad_norm",
            "eval/mean_reward");
  }

  @Test
  void evaluationDoesNotDisturbTraining() {
    String plain = SmallRun.sha(SmallRun.train(folder.resolve("a"), 2048));
    String evaluated = SmallRun.sha(SmallRun.train(folder.resolve("b"), 2048, "--eval-every=256"));
    assertThat(evaluated).isEqualTo(plain);
  }

  @Test
  void configOfARunRepeatsIt() {
    Path first = folder.resolve("first");
    String sha = SmallRun.sha(SmallRun.train(first, 2048, "--seed=5", "--set=gamma=0.9"));
    Outcome again =
        Outcome.of(
            "train",
            "CartPole-v1",
            "--config",
            first.resolve("config.json"),
            "--json",
            "--out",
            folder.resolve("again"));
    assertThat(SmallRun.sha(again)).isEqualTo(sha);
    Outcome changed =
        Outcome.of(
            "train",
            "CartPole-v1",
            "--config",
            first.resolve("config.json"),
            "--set",
            "gamma=0.8",
            "--json",
            "--out",
            folder.resolve("changed"));
    assertThat(SmallRun.sha(changed)).isNotEqualTo(sha);
  }

  @Test
  void partOfAConfigChangesThatPart() throws IOException {
    Path part = folder.resolve("part.json");
    Files.writeString(part, "{\"envs\":2,\"settings\":{\"policy\":{\"hiddenSizes\":[8]}}}");
    Path run = folder.resolve("run");
    Outcome.of("train", "CartPole-v1", "--config", part, "--steps=64", "--json", "--out", run);
    Json config = Json.parse(Files.readString(run.resolve("config.json")));
    assertThat(config.get("envs").asInt()).isEqualTo(2);
    assertThat(config.get("settings").get("policy").get("hiddenSizes").toString()).isEqualTo("[8]");
    assertThat(config.get("settings").get("epochs").asInt()).isEqualTo(20);
  }

  @Test
  void presetStaysWhatCopiesAndOneSettingDoNotChange() throws IOException {
    Path run = folder.resolve("run");
    Outcome outcome =
        Outcome.of(
            "train",
            "CartPole-v1",
            "--preset=cleanrl",
            "--envs=1024",
            "--set=rolloutSteps=2",
            "--steps=1",
            "--json",
            "--out",
            run);
    assertThat(outcome.json().get("steps").asLong()).isEqualTo(2048);
    assertThat(outcome.err()).contains("preset cleanrl");
    Json settings = Json.parse(Files.readString(run.resolve("config.json"))).get("settings");
    assertThat(settings.get("minibatches").asInt()).isEqualTo(4);
    assertThat(settings.get("entropyCoefficient").asDouble()).isEqualTo(0.01);
  }

  @Test
  void algorithmFollowsFromAPresetThatPpoLacks() {
    Json json =
        Outcome.of(
                "train",
                "CartPole-v1",
                "--preset=tutorial",
                "--steps=1",
                "--json",
                "--quiet",
                "--out",
                folder.resolve("run"))
            .json();
    assertThat(json.get("algo").asString()).isEqualTo("pg");
  }

  @Test
  void figuresAreWrittenWhereverTheyAreAskedFor() throws IOException {
    Path run = folder.resolve("run");
    Outcome outcome =
        SmallRun.train(run, 512, "--log=table", "--log=jsonl", "--log=prt", "--log=jsonl");
    assertThat(outcome.json().get("steps").asLong()).isEqualTo(512);
    assertThat(outcome.err()).contains("|    ep_rew_mean", "|    total_timesteps");
    List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
    assertThat(lines).hasSize(MetricsTable.read(run.resolve("metrics.csv")).rows().size());
    assertThat(Json.parse(lines.getLast()).members()).containsKey("train/loss");
    Json parameters = Json.parse(Files.readString(run.resolve("parameters.json")));
    assertThat(parameters.get("gamma").asDouble()).isEqualTo(0.99);
    Json scalars = Json.parse(Files.readString(run.resolve("scalars.json")));
    assertThat(scalars.get("train/loss").elements()).hasSize(lines.size());
  }

  @Test
  void stopsAtTheReturnAskedFor() {
    Json json = SmallRun.train(folder.resolve("run"), 100_000, "--stop-at=15").json();
    assertThat(json.get("stopped").asString()).isEqualTo("stop-at");
    assertThat(json.get("steps").asLong()).isLessThan(10_000);
    assertThat(json.get("mean_return_100").asDouble()).isGreaterThanOrEqualTo(15);
  }

  @Test
  void runnersFiguresAreOfTheTrainingOrOfEvaluationsWhereThereAreSome() throws IOException {
    Path online = folder.resolve("online");
    SmallRun.train(online, 4096, "--log=rlpyt");
    List<String> rows = Files.readAllLines(online.resolve("progress.csv"));
    assertThat(rows.getFirst())
        .contains("Diagnostics/StepsInTrajWindow", "ReturnAverage", "gradNormMedian")
        .contains("perplexityStd", "explainedVarianceMin");
    assertThat(rows).hasSize(33);
    Path evaluating = folder.resolve("evaluating");
    SmallRun.train(evaluating, 4096, "--log=rlpyt", "--eval-every=2048", "--eval-episodes=3");
    rows = Files.readAllLines(evaluating.resolve("progress.csv"));
    assertThat(rows).hasSize(4);
    assertThat(rows.getFirst()).contains("Diagnostics/TrajsInEval", "DiscountedReturnMax");
    assertThat(rows.get(1)).startsWith("0,");
    assertThat(rows.get(3)).startsWith("4096,");
  }

  /** A mean of 5 episodes goes up and down where one of 100 does not yet. */
  @Test
  void stopsAtTheReturnOfAsManyEpisodesAsAskedFor() throws IOException {
    Path run = folder.resolve("run");
    Json json = SmallRun.train(run, 100_000, "--stop-at=60", "--stop-window=5").json();
    assertThat(json.get("stopped").asString()).isEqualTo("stop-at");
    assertThat(json.get("mean_return_100").asDouble()).isLessThan(60);
    List<EpisodeLog.Row> episodes = EpisodeLog.read(run.resolve("episodes.csv"));
    double mean =
        episodes.subList(episodes.size() - 5, episodes.size()).stream()
            .mapToDouble(EpisodeLog.Row::totalReward)
            .average()
            .orElseThrow();
    assertThat(mean).isGreaterThanOrEqualTo(60);
  }

  @Test
  void endsAfterAsManyEpisodesAsAskedFor() {
    Path run = folder.resolve("run");
    Json json = SmallRun.train("pg", run, 100_000, "--episodes=40").json();
    assertThat(json.get("stopped").asString()).isEqualTo("episodes");
    assertThat(json.get("episodes").asLong()).isBetween(40L, 60L);
    assertThat(SmallRun.train("pg", folder.resolve("b"), 64, "--episodes=9999").json())
        .extracting(ended -> ended.get("stopped").asString())
        .isEqualTo("steps");
  }

  /** Every episode of every copy is there, and their returns are those of the summary. */
  @Test
  void everyEpisodeHasARow() throws IOException {
    Path run = folder.resolve("run");
    Json json = SmallRun.train(run, 4096).json();
    List<EpisodeLog.Row> rows = EpisodeLog.read(run.resolve("episodes.csv"));
    assertThat(rows).hasSize(json.get("episodes").asInt()).hasSizeGreaterThan(100);
    assertThat(rows).extracting(EpisodeLog.Row::steps).isSorted();
    double mean =
        rows.subList(rows.size() - 100, rows.size()).stream()
            .mapToDouble(EpisodeLog.Row::totalReward)
            .average()
            .orElseThrow();
    assertThat(mean).isEqualTo(json.get("mean_return_100").asDouble());
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.number()).isEqualTo(rows.indexOf(row) + 1);
              assertThat(row.totalReward()).isEqualTo(row.length());
              assertThat(row.seconds()).isPositive();
            });
  }

  /** One environment and one episode an update, a checkpoint every five, and a line for each. */
  @Test
  void tutorialsRecipeIsOnePreset() throws IOException {
    Path run = folder.resolve("run");
    Outcome outcome =
        Outcome.of(
            "train",
            "CartPole-v1",
            "--preset=tutorial",
            "--set=policy.hiddenSizes=8,8",
            "--set=rewardStandardization=RETURNS",
            "--episodes=23",
            "--stop-at=1000",
            "--stop-window=5",
            "--keep=9",
            "--log=episodes",
            "--json",
            "--out",
            run);
    assertThat(outcome.json().get("episodes").asLong()).isEqualTo(23);
    List<EpisodeLog.Row> rows = EpisodeLog.read(run.resolve("episodes.csv"));
    assertThat(outcome.err().lines().filter(line -> line.startsWith("Episode ")))
        .hasSize(23)
        .startsWith("Episode 1, Reward: " + rows.getFirst().totalReward())
        .endsWith("Episode 23, Reward: " + rows.getLast().totalReward());
    List<Long> saved = new ArrayList<>();
    for (Checkpoint checkpoint : RunFolder.of(run).listCheckpoints()) {
      saved.addFirst(checkpoint.steps());
    }
    List<Long> expected = new ArrayList<>(List.of(0L));
    for (int episode : new int[] {5, 10, 15, 20, 23}) {
      expected.add(rows.get(episode - 1).steps());
    }
    assertThat(saved).isEqualTo(expected);
    Json config = Json.parse(Files.readString(run.resolve("config.json")));
    assertThat(config.get("settings").get("batchSize").asInt()).isEqualTo(1);
  }

  @Test
  void meanReturnIsNullBeforeAnEpisodeEnds() {
    Json json =
        Outcome.of(
                "train",
                "Pendulum-v1",
                "--preset=sb3",
                "--set=rolloutSteps=16",
                "--steps=16",
                "--json",
                "--out",
                folder.resolve("run"))
            .json();
    assertThat(json.get("mean_return_100").kind()).isEqualTo(Json.Kind.NULL);
    assertThat(folder.resolve("run/best.safetensors")).exists();
    assertThat(folder.resolve("run/curve.png")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CartPole | did you mean CartPole-v1
          CartPole-v1 --steps 0 | steps 0
          CartPole-v1 --steps 1.5 | no whole number
          CartPole-v1 --envs 0 | envs 0
          CartPole-v1 --envs 1000000000 | envs 1000000000
          CartPole-v1 --envs 1000000 --set rolloutSteps=1000000 | use fewer --envs
          CartPole-v1 --threads 0 | threads 0
          CartPole-v1 --seed -1 | seed -1
          CartPole-v1 --stop-at NaN | stop-at NaN
          CartPole-v1 --stop-at 9 --stop-window 0 | stop-window 0
          CartPole-v1 --stop-at 9 --stop-window 101 | stop-window 101
          CartPole-v1 --stop-window 5 | is about --stop-at
          CartPole-v1 --episodes -1 | episodes -1
          CartPole-v1 --checkpoint-episodes -1 | checkpoint-episodes -1
          CartPole-v1 --eval-every -5 | eval-every -5
          CartPole-v1 --eval-episodes 0 | eval-episodes 0
          CartPole-v1 --keep 0 | keep 0
          CartPole-v1 --set gama=0.9 | near ones are gamma
          CartPole-v1 --set gamma=NaN | gamma NaN
          CartPole-v1 --set gamma | KEY=VALUE
          CartPole-v1 --set hiddenSizes=0 | hiddenSizes
          CartPole-v1 --preset sb4 | near ones are sb3
          CartPole-v1 --preset pendulum | near ones are tuned/Pendulum-v1,
          CartPole-v1 --algo dqn | no algorithm "dqn"; give one of ppo, a2c, pg, reinforce, vpg, trpo, npg
          CartPole-v1 --algo a2c --preset cleanrl | is for ppo, not for a2c
          CartPole-v1 --algo a2c --set epochs=3 | unknown setting 'epochs'
          CartPole-v1 --log tabel | no log "tabel"
          CartPole-v1 --set learningRate=linear(1) | is no schedule
          CartPole-v1 --set learningRate=2 | learningRate 2.0 must start above 0
          CartPole-v1 --set optimizer.kind=adamm | ADAM, ADAMW
          CartPole-v1 --set policy=3 | one by one
          Acrobot-v1 --set policy.continuousActions=triangular | GAUSSIAN, TANH_GAUSSIAN, BETA
          CartPole-v1 --engine torch | simd
          CartPole-v1 --device cuda | cpu
          CartPole-v1 --stpes 5 | near ones are --steps
          CartPole-v1 --config nowhere.json | nowhere.json does not exist
          """)
  void wrongUseIsRefusedBeforeAnythingIsWritten(String arguments, String message) {
    Path run = folder.resolve("run");
    Outcome outcome =
        Outcome.of((Object[]) ("train --out " + run + " " + arguments.strip()).split(" +"));
    assertThat(outcome.err()).startsWith("ascent: ").contains(message.strip());
    assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(run).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--algo vpg --set policy.memory.lstmSize=8 | memory",
        "--set sampling.sampler=ALTERNATING --envs 1 | ALTERNATING",
      })
  void settingsThatDoNotFitOneAnotherAreWrongUse(String arguments, String message) {
    Path run = folder.resolve("run");
    Outcome outcome =
        Outcome.of((Object[]) ("train CartPole-v1 --out " + run + " " + arguments).split(" +"));
    assertThat(outcome.err()).startsWith("ascent: ").contains(message);
    assertThat(outcome.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"steps\":\"many\"}",
        "{\"steps\":-1}",
        "{\"envs\":1e9}",
        "{\"envs\":99999999999}",
        "{\"setings\":{}}",
        "{\"settings\":3}",
        "{\"settings\":{\"gamma\":{\"a\":1}}}",
        "{\"settings\":{\"policy\":{\"hiddenSizes\":[2147483647]}}}",
        "{\"algorithm\":\"dqn\"}",
        "{\"format\":\"other\"}",
        "{\"format_version\":2}",
      })
  void damagedConfigIsBlamedByName(String content) throws IOException {
    Path config = folder.resolve("config.json");
    Files.writeString(config, content);
    Path run = folder.resolve("run");
    Outcome outcome =
        Outcome.of("train", "CartPole-v1", "--config", config, "--out", run, "--steps", 64);
    assertThat(outcome.err()).startsWith("ascent: " + config);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(run).doesNotExist();
  }

  @Test
  void folderWithSomethingInItIsRefused() throws IOException {
    Files.writeString(folder.resolve("precious.txt"), "mine");
    Outcome outcome = Outcome.of("train", "CartPole-v1", "--out", folder);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("not empty");
    assertThat(folder.resolve("config.json")).doesNotExist();
  }

  @Test
  void stacktraceIsPrintedOnlyWhenAskedFor() {
    assertThat(Outcome.of("train", "Nothing").err()).doesNotContain("\tat ");
    assertThat(Outcome.of("train", "Nothing", "--stacktrace").err()).contains("\tat ");
  }

  @Test
  void meanSaysOfHowManyEpisodesItIs() throws IOException {
    Path run = folder.resolve("run");
    Outcome outcome =
        Outcome.of("train", "CartPole-v1", "--steps=2048", "--seed=1", "--quiet", "--out", run);
    long episodes =
        Json.parse(Files.readString(run.resolve("summary.json"))).get("episodes").asLong();
    assertThat(episodes).isBetween(2L, 99L);
    assertThat(outcome.out()).contains(" (mean of the last " + episodes + " episodes) after 2,048");
    Outcome none =
        Outcome.of(
            "train",
            "CartPole-v1",
            "--set=rolloutSteps=2",
            "--set=minibatchSize=2",
            "--envs=1",
            "--steps=2",
            "--quiet",
            "--out",
            folder.resolve("none"));
    assertThat(none.out()).startsWith("CartPole-v1: no episode has ended after 2 steps");
  }

  @Test
  void configMayBeginWithAByteOrderMark() throws IOException {
    String config = "\ufeff{\"envs\":2,\"settings\":{\"gamma\":0.9}}";
    Path marked = Files.writeString(folder.resolve("marked.json"), config);
    Path run = folder.resolve("run");
    Outcome outcome =
        Outcome.of(
            "train", "CartPole-v1", "--config", marked, "--steps=64", "--quiet", "--out", run);
    assertThat(outcome.code()).isZero();
    Json settings = Json.parse(Files.readString(run.resolve("config.json"))).get("settings");
    assertThat(settings.get("gamma").asDouble()).isEqualTo(0.9);
    Path wide = Files.writeString(folder.resolve("wide.json"), config, StandardCharsets.UTF_16LE);
    Outcome refused = Outcome.of("train", "CartPole-v1", "--config", wide);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).isEqualTo("ascent: " + wide + ": is UTF-16 text; save it as UTF-8\n");
  }
}
