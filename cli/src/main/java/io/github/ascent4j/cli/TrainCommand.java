package io.github.ascent4j.cli;

import io.github.ascent4j.cli.preset.Preset;
import io.github.ascent4j.cli.preset.Presets;
import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.cli.run.JsonFiles;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.RunConfig.Episodes;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.cli.run.StartingAgent;
import io.github.ascent4j.cli.run.TrainingRun;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.evaluation.EvaluationPlan;
import io.github.ascent4j.policy.file.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ascent train}: a new run from preset, file and options, in this order of precedence. */
@Command(
    name = "train",
    description = "Trains an agent and keeps the run in a folder.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "Algorithms:%n")
final class TrainCommand extends AscentCommand implements AlgorithmUser {
  private static final int DEFAULT_EVAL_EPISODES = 10;
  private static final int DEFAULT_KEEP = 3;

  @Parameters(paramLabel = "ENV", description = "Environment; ascent envs lists them.")
  private String environment = "";

  @Option(
      names = "--algo",
      paramLabel = "NAME",
      completionCandidates = AlgorithmNames.class,
      description = "Algorithm: ${COMPLETION-CANDIDATES}; the first is the default.")
  private @Nullable String algorithm;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "Named settings; ascent presets lists them. Default: tuned for ENV, or a convention.")
  private @Nullable String preset;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A run's config.json to start from; all other options win over it.")
  private @Nullable Path configFile;

  @Mixin private Assignments assignments = new Assignments();

  @Option(
      names = "--from",
      paramLabel = "POLICY_OR_RUN",
      description =
          "Start from the parameters that are there, and from its network unless --set policy...."
              + " asks for another one; layers that fit are taken then.")
  private @Nullable Path from;

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Length of the training, over all copies (100k, 1M, 1e6 are fine).")
  private @Nullable Long steps;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "End after so many episodes, if --steps have not ended it before.")
  private @Nullable Long episodes;

  @Option(names = "--envs", paramLabel = "N", description = "Copies of the environment.")
  private @Nullable Integer envs;

  @Option(names = "--seed", paramLabel = "N", description = "Decides everything random; 0.")
  private @Nullable Long seed;

  @Option(names = "--threads", paramLabel = "N", description = "Threads; 1. They change no bit.")
  private @Nullable Integer threads;

  @Option(names = "--engine", paramLabel = "NAME", description = "What computes: simd (default).")
  private @Nullable String engine;

  @Option(names = "--device", paramLabel = "NAME", description = "Where: cpu (default).")
  private String device = "cpu";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder; runs/ENV-ALGO-SEED-TIME.")
  private @Nullable Path out;

  @Option(
      names = "--eval-every",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Steps between evaluations; none by default.")
  private @Nullable Long evalEvery;

  @Option(names = "--eval-episodes", paramLabel = "N", description = "Episodes of each; 10.")
  private @Nullable Integer evalEpisodes;

  @Option(
      names = "--max-episode-steps",
      paramLabel = "N",
      description =
          "Steps after which an evaluation gives an episode up as one without end; the"
              + " environment's own time limit, or "
              + EvaluationPlan.MOST_STEPS
              + ".")
  private @Nullable Integer maxEpisodeSteps;

  @Option(
      names = "--stop-at",
      paramLabel = "RETURN",
      description = "Stop when the mean of the last 100 training episodes reaches it.")
  private @Nullable Double stopAt;

  @Option(
      names = "--stop-window",
      paramLabel = "N",
      description = "Episodes of that mean, 1 to 100; 100.")
  private @Nullable Integer stopWindow;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Steps between checkpoints; a twentieth of the training, at most one a second.")
  private @Nullable Long checkpointEvery;

  @Option(
      names = "--checkpoint-episodes",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Checkpoints every N episodes, too.")
  private @Nullable Long checkpointEpisodes;

  @Option(names = "--keep", paramLabel = "N", description = "Newest checkpoints to keep; 3.")
  private @Nullable Integer keep;

  @Option(
      names = "--log",
      paramLabel = "NAME",
      description = "Also print table or episodes, or write jsonl, prt or rlpyt; may be repeated.")
  private List<String> logs = new ArrayList<>();

  @Mixin private FileEnvironmentChoice choice = new FileEnvironmentChoice();
  @Mixin private TrainingOutput output = new TrainingOutput();

  private record Plan(
      RunConfig config, TrustedEnvironment environment, @Nullable StartingAgent from) {}

  @Override
  public @Nullable String classpath() {
    return choice.classpath();
  }

  @Override
  public Integer call() throws IOException {
    checkParts();
    Plan plan = plan();
    RunConfig config = plan.config();
    MemoryNeed need = TrainingPlan.check(config, plan.environment(), this::say);
    choice.wrap().checkRecord();
    if (out != null) {
      RunFolder.checkUnused(out);
    }
    try (RunFolder folder = out != null ? RunFolder.create(out) : RunFolder.create(config);
        TrainingRun run = start(plan, folder)) {
      if (!output.quiet()) {
        say(
            "training "
                + config.environment()
                + wrapped(plan.environment())
                + " with "
                + config.algorithm()
                + ", preset "
                + config.preset()
                + ", "
                + config.envs()
                + (config.envs() == 1 ? " copy" : " copies")
                + ", seed "
                + config.seed()
                + ", into "
                + folder.path());
      }
      output.run(run, this);
    } catch (OutOfMemoryError e) {
      throw need.exhausted(e);
    }
    return 0;
  }

  private static String wrapped(TrustedEnvironment environment) {
    List<String> wrappers = environment.wrappers();
    return wrappers.isEmpty() ? "" : " in " + String.join(" in ", wrappers);
  }

  private TrainingRun start(Plan plan, RunFolder folder) throws IOException {
    try {
      return TrainingRun.start(
          plan.config(),
          folder,
          this::say,
          err(),
          choice.wrap().recorded(plan.environment()),
          plan.from());
    } catch (IOException e) {
      throw Failures.writing(folder.path(), e, "");
    }
  }

  private void checkParts() {
    if (engine != null && !Engine.names().contains(engine)) {
      throw new UsageException(
          "--engine " + engine + ": there are " + String.join(", ", Engine.names()));
    }
    if (!device.equals("cpu")) {
      throw new UsageException("--device " + device + ": the engines here run on the cpu only");
    }
  }

  private Plan plan() throws IOException {
    try {
      Plan start =
          configFile == null
              ? new Plan(started(), choice.typed(environment), null)
              : planned(configFile);
      RunConfig config = start.config;
      if (from == null) {
        return new Plan(changed(config).in(start.environment), start.environment, null);
      }
      boolean ownNetwork = assignments.anyOf(config.settings(), "policy.");
      if (configFile == null) {
        config = StartingAgent.likeItsRun(config, from);
      }
      StartingAgent agent = StartingAgent.load(from, ownNetwork);
      return new Plan(
          changed(config).in(start.environment).startedFrom(agent.origin()),
          start.environment,
          agent);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A file's run. Of what it chose of its environment holds what it may choose of this one. */
  private Plan planned(Path file) throws IOException {
    return JsonFiles.read(
        file,
        json ->
            new Plan(
                read(json),
                choice.trusted(RunConfig.environment(file, json, environment), environment),
                null));
  }

  /** The preset's run. */
  private RunConfig started() {
    return started(algorithm);
  }

  private RunConfig started(@Nullable String name) {
    if (name != null) {
      Algorithms.get(name);
    }
    String defaultName = name == null ? Algorithms.names().getFirst() : name;
    Preset chosen =
        preset == null ? Presets.defaultFor(environment, defaultName) : Presets.get(preset, name);
    int copies = envs != null ? envs : chosen.environments();
    return new RunConfig(
        environment,
        Map.of(),
        chosen.algorithm(),
        chosen.name(),
        copies,
        0,
        chosen.steps(),
        1,
        Engine.DEFAULT,
        0,
        DEFAULT_EVAL_EPISODES,
        chosen.stopAt(),
        RunConfig.defaultLogEvery(chosen.steps()),
        0,
        DEFAULT_KEEP,
        chosen.episodes(),
        List.of(),
        Map.of(),
        chosen.config(copies));
  }

  /** A file's run, on the preset of its algorithm for what the file leaves out. */
  private RunConfig read(Json file) {
    String inFile = file.find("algorithm").map(Json::asString).orElse(null);
    if (algorithm != null && inFile != null && !inFile.equals(algorithm)) {
      throw new IllegalArgumentException(
          "its settings are for "
              + inFile
              + ", which --algo "
              + algorithm
              + " cannot take; leave --algo out, or give a file of "
              + algorithm);
    }
    return started(algorithm != null ? algorithm : inFile).with(file);
  }

  /** The run with the options that were given. */
  private RunConfig changed(RunConfig run) {
    Record settings = assignments.in(run.settings());
    if (stopWindow != null && stopAt == null && run.stopAt() == null) {
      throw new UsageException(
          "--stop-window " + stopWindow + " is about --stop-at, which is missing");
    }
    return new RunConfig(
        run.environment(),
        run.environmentOptions(),
        run.algorithm(),
        run.preset(),
        or(envs, run.envs()),
        or(seed, run.seed()),
        or(steps, run.steps()),
        or(threads, run.threads()),
        engine != null ? engine : run.engine(),
        or(evalEvery, run.evalEvery()),
        or(evalEpisodes, run.evalEpisodes()),
        stopAt != null ? stopAt : run.stopAt(),
        steps != null ? RunConfig.defaultLogEvery(steps) : run.logEvery(),
        or(checkpointEvery, run.checkpointEvery()),
        or(keep, run.keep()),
        episodes(run.episodes()),
        logs.isEmpty() ? run.logs() : logs.stream().map(RunConfig::log).distinct().toList(),
        Map.of(),
        settings);
  }

  /** The options, where given; a length in steps takes the place of a preset's in episodes. */
  private Episodes episodes(Episodes of) {
    return new Episodes(
        episodes != null ? episodes : steps != null ? 0 : of.total(),
        or(checkpointEpisodes, of.checkpointEvery()),
        or(stopWindow, of.stopWindow()),
        or(maxEpisodeSteps, of.maxSteps()));
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given != null ? given : otherwise;
  }
}
