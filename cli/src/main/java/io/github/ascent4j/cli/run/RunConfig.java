package io.github.ascent4j.cli.run;

import io.github.ascent4j.cli.trust.ForeignEnvironment;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.config.NamesElsewhere;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.evaluation.EvaluationPlan;
import io.github.ascent4j.core.policy.DiscreteObservations;
import io.github.ascent4j.core.rollout.EpisodeStatistics;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.policy.file.Json;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a run, as its {@code config.json} holds it.
 *
 * @param environment id of the environment
 * @param environmentOptions what was chosen of the environment, by name
 * @param algorithm name of the algorithm
 * @param preset name of the preset that the settings started from
 * @param envs copies of the environment
 * @param seed decides everything random
 * @param steps length of the training, over all copies
 * @param threads threads of the engine, which change no bit
 * @param engine name of the engine that computes
 * @param evalEvery steps between evaluations; 0 for none
 * @param evalEpisodes episodes of an evaluation
 * @param stopAt mean return of the last training episodes to stop at; null for none
 * @param logEvery steps between rows of {@code metrics.csv}
 * @param checkpointEvery steps between checkpoints; 0 for a twentieth of the training, though not
 *     more than one a second
 * @param keep newest checkpoints that are kept
 * @param episodes what is counted in episodes
 * @param logs what is written beside the table of figures and TensorBoard's event files
 * @param from what it started from, if not from fresh parameters: the {@code path} that was given,
 *     and the {@code parameters_sha256} of what was there
 * @param settings the algorithm's own settings, a record of its config
 */
public record RunConfig(
    String environment,
    Map<String, String> environmentOptions,
    String algorithm,
    String preset,
    int envs,
    long seed,
    long steps,
    int threads,
    String engine,
    long evalEvery,
    int evalEpisodes,
    @Nullable Double stopAt,
    long logEvery,
    long checkpointEvery,
    int keep,
    Episodes episodes,
    List<Log> logs,
    Map<String, String> from,
    Record settings) {

  /**
   * What is counted in episodes of the training, and how long those of an evaluation may be.
   *
   * @param total episodes after which it ends, if its steps have not ended it before; 0 for any
   * @param checkpointEvery episodes between checkpoints beside those counted in steps; 0 for none
   * @param stopWindow last episodes whose mean return {@code stopAt} is about
   * @param maxSteps steps that an evaluation's episode may have; 0 for the environment's own limit
   *     or, where it says none, {@value EvaluationPlan#MOST_STEPS}
   */
  public record Episodes(long total, long checkpointEvery, int stopWindow, int maxSteps) {
    /** No limit, no checkpoints, the window of all other means, and the environment's own limit. */
    public static final Episodes DEFAULT = new Episodes(0, 0, EpisodeStatistics.WINDOW, 0);

    public Episodes {
      within("episodes", total, 0, MAX_STEPS);
      within("checkpoint-episodes", checkpointEvery, 0, MAX_STEPS);
      within("stop-window", stopWindow, 1, EpisodeStatistics.WINDOW);
      within("max-episode-steps", maxSteps, 0, Integer.MAX_VALUE);
    }

    /** Another total; 0 for any. */
    public Episodes withTotal(long newTotal) {
      return new Episodes(newTotal, checkpointEvery, stopWindow, maxSteps);
    }
  }

  /** What is written beside the table of figures and TensorBoard's event files. */
  public enum Log {
    /** A table on standard error. */
    TABLE,
    /** A line an episode on standard error. */
    EPISODES,
    /** {@code metrics.jsonl}, an object a row. */
    JSONL,
    /** {@code parameters.json} and {@code scalars.json}, as prt_rl's FileLogger. */
    PRT,
    /** {@code progress.csv}, as rlpyt's runners: of evaluations, where there are some. */
    RLPYT
  }

  /** Longest training. */
  public static final long MAX_STEPS = 1_000_000_000_000_000L;

  /** Largest seed: the largest integer that every reader of JSON keeps. */
  public static final long MAX_SEED = (1L << 53) - 1;

  /** Copies that play an evaluation's episodes at most, in rounds. */
  public static final int MOST_EVALUATION_COPIES = 8;

  /** Evaluation episodes start from seeds of their own, the same ones each time. */
  private static final long EVALUATION_SEED = 1_000_000;

  private static final String FORMAT = "ascent4j-run";
  private static final int VERSION = 1;
  private static final String ENVIRONMENT = "environment";
  private static final String ENVIRONMENT_OPTIONS = "environment_options";
  private static final String FROM = "from";

  /** Beside the run: by it this user's environments are known, whatever else is in the file. */
  static final String ENVIRONMENT_MARK = "environment_mark";

  private static final int CHECKPOINTS = 20;
  private static final int ROWS = 200;

  /** Members of the file. */
  private static final String[] MEMBERS = {
    "format",
    "format_version",
    ENVIRONMENT,
    ENVIRONMENT_OPTIONS,
    ENVIRONMENT_MARK,
    "algorithm",
    "preset",
    "envs",
    "seed",
    "steps",
    "threads",
    "engine",
    "device",
    "eval_every",
    "eval_episodes",
    "stop_at",
    "log_every",
    "checkpoint_every",
    "keep",
    "episodes",
    "checkpoint_episodes",
    "stop_window",
    "max_episode_steps",
    "logs",
    FROM,
    "settings",
    "versions"
  };

  public RunConfig {
    environmentOptions = Collections.unmodifiableMap(new TreeMap<>(environmentOptions));
    logs = List.copyOf(logs);
    from = Collections.unmodifiableMap(new TreeMap<>(from));
    Algorithms.settings(Algorithms.get(algorithm), settings);
    within("envs", envs, 1, 1 << 20);
    within("seed", seed, 0, MAX_SEED);
    within("steps", steps, 1, MAX_STEPS);
    within("threads", threads, 1, 1024);
    within("eval-every", evalEvery, 0, MAX_STEPS);
    within("eval-episodes", evalEpisodes, 1, 100_000);
    within("log-every", logEvery, 1, MAX_STEPS);
    within("checkpoint-every", checkpointEvery, 0, MAX_STEPS);
    within("keep", keep, 1, 1_000_000);
    if (stopAt != null && !Double.isFinite(stopAt)) {
      throw new IllegalArgumentException("stop-at " + stopAt + " must be a finite number");
    }
  }

  private static void within(String name, long value, long low, long high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " " + value + " must be from " + low + " to " + high);
    }
  }

  /** The algorithm's own settings, as the training loop knows them. */
  public AlgorithmConfig algorithmConfig() {
    return (AlgorithmConfig) settings;
  }

  private static List<Log> logs(Json names) {
    return names.elements().stream().map(name -> log(name.asString())).toList();
  }

  /**
   * What a name on the command line or in a file means.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Log log(String name) {
    for (Log log : Log.values()) {
      if (log.name().equalsIgnoreCase(name)) {
        return log;
      }
    }
    throw new IllegalArgumentException(
        "there is no log \""
            + name
            + "\"; give table, episodes, jsonl, prt or rlpyt, one at a time");
  }

  /** Steps between rows that give a few hundred of them. */
  public static long defaultLogEvery(long steps) {
    return Math.max(1, steps / ROWS);
  }

  /** Steps between checkpoints, also where they are left to be chosen. */
  public long checkpointInterval() {
    return checkpointEvery > 0 ? checkpointEvery : Math.max(1, steps / CHECKPOINTS);
  }

  /** The same run with what may change when it goes on. */
  public RunConfig resumed(
      long newSteps, int newThreads, @Nullable Double newStopAt, Episodes newEpisodes) {
    return new RunConfig(
        environment,
        environmentOptions,
        algorithm,
        preset,
        envs,
        seed,
        newSteps,
        newThreads,
        engine,
        evalEvery,
        evalEpisodes,
        newStopAt,
        logEvery,
        checkpointEvery,
        keep,
        newEpisodes,
        logs,
        from,
        settings);
  }

  /** What {@code config.json} holds. */
  public Json toJson(Map<String, String> versions) {
    Json.ObjectBuilder json =
        Json.object()
            .put("format", FORMAT)
            .put("format_version", VERSION)
            .put(ENVIRONMENT, environment)
            .put(ENVIRONMENT_OPTIONS, object(environmentOptions))
            .put("algorithm", algorithm)
            .put("preset", preset)
            .put("envs", envs)
            .put("seed", seed)
            .put("steps", steps)
            .put("threads", threads)
            .put("engine", engine)
            .put("device", "cpu")
            .put("eval_every", evalEvery)
            .put("eval_episodes", evalEpisodes);
    if (stopAt != null) {
      json.put("stop_at", Json.of(stopAt.doubleValue()));
    }
    return json.put("log_every", logEvery)
        .put("checkpoint_every", checkpointEvery)
        .put("keep", keep)
        .put("episodes", episodes.total)
        .put("checkpoint_episodes", episodes.checkpointEvery)
        .put("stop_window", episodes.stopWindow)
        .put("max_episode_steps", episodes.maxSteps)
        .put("logs", Json.array(logs.stream().map(log -> Json.of(log.name())).toList()))
        .put(FROM, object(from))
        .put("settings", ConfigRecords.toJson(settings))
        .put("versions", object(versions))
        .build();
  }

  static Json object(Map<String, String> texts) {
    Json.ObjectBuilder json = Json.object();
    texts.forEach(json::put);
    return json.build();
  }

  static Map<String, String> texts(Json object) {
    Map<String, String> texts = new TreeMap<>();
    object.members().forEach((name, value) -> texts.put(name, value.asString()));
    return texts;
  }

  /** The episodes of each evaluation. */
  EvaluationPlan evaluationPlan() {
    return new EvaluationPlan(
        evalEpisodes,
        seed + EVALUATION_SEED,
        algorithmConfig().deterministicEvaluation(),
        episodes.maxSteps);
  }

  /**
   * Copies that play an evaluation's episodes: no more than train, since that many are known to fit
   * on this machine.
   */
  public int evaluationCopies() {
    return Math.min(Math.min(evalEpisodes, envs), MOST_EVALUATION_COPIES);
  }

  /**
   * The environment that {@code file} names.
   *
   * @param json what the file holds: a {@code config.json} or a part of one
   * @param otherwise its name where the file has none
   */
  public static ForeignEnvironment environment(Path file, Json json, String otherwise) {
    return new ForeignEnvironment(
        file,
        json.find(ENVIRONMENT).map(Json::asString).orElse(otherwise),
        json.find(ENVIRONMENT_OPTIONS).map(RunConfig::texts).orElse(Map.of()),
        json.find(ENVIRONMENT_MARK).map(Json::asString).orElse(null));
  }

  /** The same run in an environment, which is the one that is made. */
  public RunConfig in(TrustedEnvironment made) {
    return ConfigRecords.replace(
        ConfigRecords.replace(this, ENVIRONMENT, made.id()), "environmentOptions", made.options());
  }

  /** The same run with other settings of its algorithm. */
  public RunConfig withSettings(Record newSettings) {
    return ConfigRecords.replace(this, "settings", newSettings);
  }

  /**
   * The same run that starts from an agent.
   *
   * @param newFrom as {@link #from}
   */
  public RunConfig startedFrom(Map<String, String> newFrom) {
    return ConfigRecords.replace(this, "from", newFrom);
  }

  /**
   * This run with everything that {@code file}, a {@code config.json} or a part of one, says.
   *
   * @throws IllegalArgumentException if it says something unknown or out of range
   */
  public RunConfig with(Json file) {
    Json settings = file.members().get("settings");
    Json meant =
        settings == null || file.find("format").isEmpty()
            ? file
            : merged(file, settings(DiscreteObservations.completed(settings)));
    return fromJson(merged(toJson(Map.of()), meant));
  }

  private static Json settings(Json settings) {
    return Json.object().put("settings", settings).build();
  }

  private static Json merged(Json base, Json changes) {
    Map<String, Json> members = new LinkedHashMap<>(base.members());
    changes
        .members()
        .forEach(
            (key, value) -> {
              Json below = members.get(key);
              members.put(
                  key,
                  below != null && below.kind() == Json.Kind.OBJECT ? merged(below, value) : value);
            });
    return Json.object(members);
  }

  /** As {@link Json#allowOnly}, with an answer to names that belong elsewhere. */
  private static void checkMembers(Json json) {
    List<String> known = List.of(MEMBERS);
    for (String name : json.members().keySet()) {
      Optional<String> meant =
          known.contains(name)
              ? Optional.empty()
              : NamesElsewhere.describe(name, Algorithms.settingNames(), RunConfig::member);
      if (meant.isPresent()) {
        throw new IllegalArgumentException(
            "unknown member \"" + name + "\"; " + meant.orElseThrow());
      }
    }
    json.allowOnly(MEMBERS);
  }

  /** Where in {@code config.json} an option or a setting stands. */
  private static String member(String here) {
    return here.startsWith("--") ? here.substring(2).replace('-', '_') : "settings." + here;
  }

  /**
   * The run that {@link #toJson} describes.
   *
   * @throws IllegalArgumentException if something is missing, unknown or out of range
   */
  public static RunConfig fromJson(Json json) {
    checkMembers(json);
    String format = json.get("format").asString();
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "format is \"" + format + "\", not \"" + FORMAT + "\": this is no config.json of a run");
    }
    int version = json.get("format_version").asInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "format_version is " + version + ", not " + VERSION + "; update Ascent4J");
    }
    Json stop = json.members().get("stop_at");
    return new RunConfig(
        json.get(ENVIRONMENT).asString(),
        json.find(ENVIRONMENT_OPTIONS).map(RunConfig::texts).orElse(Map.of()),
        json.get("algorithm").asString(),
        json.get("preset").asString(),
        json.get("envs").asInt(),
        json.get("seed").asLong(),
        json.get("steps").asLong(),
        json.get("threads").asInt(),
        json.find("engine").map(Json::asString).orElse(Engine.DEFAULT),
        json.get("eval_every").asLong(),
        json.get("eval_episodes").asInt(),
        stop == null ? null : stop.asDouble(),
        json.get("log_every").asLong(),
        json.get("checkpoint_every").asLong(),
        json.get("keep").asInt(),
        new Episodes(
            json.find("episodes").map(Json::asLong).orElse(Episodes.DEFAULT.total),
            json.find("checkpoint_episodes")
                .map(Json::asLong)
                .orElse(Episodes.DEFAULT.checkpointEvery),
            json.find("stop_window").map(Json::asInt).orElse(Episodes.DEFAULT.stopWindow),
            json.find("max_episode_steps").map(Json::asInt).orElse(Episodes.DEFAULT.maxSteps)),
        json.find("logs").map(RunConfig::logs).orElse(List.of()),
        json.find(FROM).map(RunConfig::texts).orElse(Map.of()),
        ConfigRecords.fromJson(
            (Record) Algorithms.get(json.get("algorithm").asString()).defaults(),
            DiscreteObservations.completed(json.get("settings"))));
  }
}
