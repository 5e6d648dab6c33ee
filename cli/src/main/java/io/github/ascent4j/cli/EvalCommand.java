package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.AgentEvaluation;
import io.github.ascent4j.cli.run.Figures;
import io.github.ascent4j.cli.run.JsonFiles;
import io.github.ascent4j.cli.run.LoadedAgent;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.evaluation.EvaluationPlan;
import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ascent eval}: lets an agent play and reports its returns. */
@Command(
    name = "eval",
    description = "Lets an agent play and reports its returns.",
    sortOptions = false)
final class EvalCommand extends AscentCommand {
  private static final int MOST_EPISODES = 100_000;

  @Parameters(paramLabel = "RUN_OR_POLICY", description = "Folder of a run, or a policy file.")
  private Path path = Path.of("");

  @Option(names = "--env", paramLabel = "ENV", description = "Environment; that of training.")
  private @Nullable String environment;

  @Option(names = "--episodes", paramLabel = "N", description = "Episodes; 100.")
  private int episodes = 100;

  @Option(
      names = "--envs",
      paramLabel = "N",
      description =
          "Copies that play at a time, which change no result; "
              + RunConfig.MOST_EVALUATION_COPIES
              + " or fewer: one an episode, and no more than a run was trained with.")
  private @Nullable Integer envs;

  @Option(
      names = "--max-episode-steps",
      paramLabel = "N",
      description =
          "Steps after which an episode counts as one without end, which ends the command with"
              + " exit code 1; the environment's own time limit, or "
              + EvaluationPlan.MOST_STEPS
              + ".")
  private @Nullable Integer maxEpisodeSteps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Episode i, counted from 0, is the first one of an environment whose reset gets seed + i;"
              + " 0. A class of your own gets that number mixed:"
              + " VectorEnvironments.episodeSeed(seed + i, 0). With --stochastic, its actions are"
              + " drawn by seed + i, too.")
  private long seed;

  @Option(
      names = "--stochastic",
      description = "Draw actions from the policy; otherwise the most probable ones are taken.")
  private boolean stochastic;

  @Mixin private FileEnvironmentChoice choice = new FileEnvironmentChoice();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (episodes < 1 || episodes > MOST_EPISODES) {
      throw new UsageException("--episodes " + episodes + " must be from 1 to " + MOST_EPISODES);
    }
    if (envs != null && (envs < 1 || envs > MOST_EPISODES)) {
      throw new UsageException("--envs " + envs + " must be from 1 to " + MOST_EPISODES);
    }
    if (maxEpisodeSteps != null && maxEpisodeSteps < 1) {
      throw new UsageException(
          "--max-episode-steps " + maxEpisodeSteps + " must be at least 1 step");
    }
    if (seed < 0 || seed > RunConfig.MAX_SEED) {
      throw new UsageException("--seed " + seed + " must be from 0 to " + RunConfig.MAX_SEED);
    }
    EvaluationPlan plan =
        new EvaluationPlan(
            episodes, seed, !stochastic, maxEpisodeSteps == null ? 0 : maxEpisodeSteps);
    LoadedAgent loaded = LoadedAgent.load(path);
    VectorEnvironment copies = copies(loaded);
    try {
      String name = environment != null ? environment : String.valueOf(loaded.environment());
      print(name, AgentEvaluation.run(loaded.agent(), copies, plan));
    } finally {
      Closing.orTell(copies, failure -> say(String.valueOf(failure.getMessage())));
    }
    return 0;
  }

  /** Where nothing is said of copies and several cannot be made, one plays all episodes. */
  private VectorEnvironment copies(LoadedAgent loaded) throws IOException {
    if (choice.wrap().records()) {
      // Copies play on while others end, which belongs to no evaluation and in no record of it.
      return Player.environment(loaded, environment, choice, 1);
    }
    if (envs != null) {
      return Player.environment(loaded, environment, choice, Math.min(envs, episodes));
    }
    int most = Math.min(episodes, RunConfig.MOST_EVALUATION_COPIES);
    int copies = RunFolder.isRun(path) ? Math.min(most, RunFolder.of(path).copies()) : most;
    try {
      return Player.environment(loaded, environment, choice, copies);
    } catch (EnvironmentException | UsageException | OutOfMemoryError e) {
      if (copies == 1) {
        throw e;
      }
      return Player.environment(loaded, environment, choice, 1);
    }
  }

  private void print(String name, Evaluation result) {
    if (json) {
      out()
          .println(
              Json.object()
                  .put("env", name)
                  .put("episodes", result.episodes())
                  .put("mean_return", JsonFiles.number(result.meanReturn()))
                  .put("std_return", JsonFiles.number(result.stdReturn()))
                  .put("min_return", JsonFiles.number(result.minReturn()))
                  .put("max_return", JsonFiles.number(result.maxReturn()))
                  .put("mean_length", JsonFiles.number(result.meanLength()))
                  .build());
    } else {
      out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s: return %s +- %s over %d episodes (%s to %s), mean length %s, %s actions",
                  name,
                  Figures.decimal(result.meanReturn()),
                  Figures.decimal(result.stdReturn()),
                  result.episodes(),
                  Figures.decimal(result.minReturn()),
                  Figures.decimal(result.maxReturn()),
                  Figures.decimal(result.meanLength()),
                  stochastic ? "drawn" : "most probable"));
    }
    out().flush();
  }
}
