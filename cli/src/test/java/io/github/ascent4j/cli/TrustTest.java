package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.environment.Counter;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file may name, and who may have it run. */
class TrustTest {
  private static final String COUNTER = Counter.class.getName();

  /** Names and options that are more than a choice among what the program brings along. */
  private static final String BEYOND =
      """
      gym:os:system | kwargs.command='touch TRACE'
      gym:CartPole-v1 | python=SCRIPT
      gym:FOLDER/world.py:World |
      io.github.ascent4j.cli.environment.Counter |
      io.github.ascent4j.cli.environment.Counter | classpath=FOLDER
      mujoco:FOLDER/robot.xml |
      Ant-v5 | xml_file=FOLDER/robot.xml
      ale:breakout | rom=FOLDER/breakout.bin
      CartPole-v1 | python=SCRIPT
      """;

  @TempDir private static Path folder;
  private static Path run;
  private static SavedAgent agent;
  private static Path own;
  private static Path trace;

  @BeforeAll
  static void train() throws IOException {
    run = folder.resolve("run");
    SmallRun.train(run, 512).json();
    agent = PolicyFile.load(run.resolve("policy.safetensors"));
    own = folder.resolve("own");
    trainCounter(own, 512).json();
    trace = folder.resolve("trace");
    Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\ntouch " + trace + "\n");
    script.toFile().setExecutable(true);
    Files.writeString(folder.resolve("world.py"), "open('" + trace + "', 'w')\n");
  }

  private static Outcome trainCounter(Path out, long steps) {
    return Outcome.of(
        "train",
        COUNTER,
        "--preset=sb3",
        "--set=rolloutSteps=32",
        "--envs=4",
        "--steps=" + steps,
        "--json",
        "--quiet",
        "--out=" + out);
  }

  private static Map<String, String> options(@Nullable String assignment) {
    if (assignment == null) {
      return Map.of();
    }
    String[] parts = filled(assignment).split("=", 2);
    return Map.of(parts[0], parts[1]);
  }

  private static String filled(String text) {
    return text.replace("FOLDER", folder.toString())
        .replace("SCRIPT", folder.resolve("script").toString())
        .replace("TRACE", trace.toString());
  }

  private static Json object(Map<String, String> texts) {
    Json.ObjectBuilder json = Json.object();
    texts.forEach(json::put);
    return json.build();
  }

  /** A policy that says it comes from there. */
  private static Path policy(String id, Map<String, String> options, String... mark)
      throws IOException {
    Map<String, String> provenance = new LinkedHashMap<>(Map.of("environment", id));
    provenance.put("environment_options", object(options).toString());
    if (mark.length > 0) {
      provenance.put("environment_mark", mark[0]);
    }
    Path file = folder.resolve("foreign.safetensors");
    PolicyFile.save(
        file,
        new SavedAgent(agent.description(), agent.parameters(), agent.normalizer(), provenance));
    return file;
  }

  /** The config of a run, with another environment in it. */
  private static Path config(Path file, String id, Map<String, String> options) throws IOException {
    Map<String, Json> members =
        new LinkedHashMap<>(Json.parse(Files.readString(run.resolve("config.json"))).members());
    members.put("environment", Json.of(id));
    members.put("environment_options", object(options));
    Files.writeString(file, Json.object(members).toString());
    return file;
  }

  private static Path foreignRun(String id, Map<String, String> options) throws IOException {
    Path foreign = Files.createTempDirectory(folder, "foreign");
    config(foreign.resolve("config.json"), id, options);
    Files.copy(run.resolve("policy.safetensors"), foreign.resolve("policy.safetensors"));
    return foreign;
  }

  private static void assertRefused(Outcome outcome) {
    assertThat(outcome.err()).contains("--trust").doesNotContain("\tat ");
    assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(3);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(trace).doesNotExist();
  }

  @BeforeEach
  void noTrace() throws IOException {
    Files.deleteIfExists(trace);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = BEYOND)
  void policyRunsNothingOfItsOwn(String id, @Nullable String option) throws IOException {
    Path file = policy(filled(id), options(option));
    assertRefused(Outcome.of("eval", file, "--episodes=1"));
    assertRefused(Outcome.of("watch", file, "--gif", folder.resolve("x.gif")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = BEYOND)
  void runsConfigRunsNothingOfItsOwn(String id, @Nullable String option) throws IOException {
    assertRefused(Outcome.of("resume", foreignRun(filled(id), options(option))));
  }

  /** The name is the user's own then; what the file chose of it is not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gym:CartPole-v1 | python=SCRIPT
          gym:os:system | kwargs.command='touch TRACE'
          io.github.ascent4j.cli.environment.Counter | classpath=FOLDER
          Ant-v5 | xml_file=FOLDER/robot.xml
          ale:breakout | rom=FOLDER/breakout.bin
          """)
  void nameThatWasTypedIsNoLicenceForOptions(String id, String option) throws IOException {
    Path file = config(folder.resolve("foreign.json"), id, options(option));
    Path out = folder.resolve("never");
    assertRefused(Outcome.of("train", id, "--config", file, "--steps=64", "--out", out));
    assertThat(out).doesNotExist();
    assertRefused(Outcome.of("eval", policy(id, options(option)), "--env", id));
  }

  @Test
  void optionsOfAForeignConfigReachNoOtherEnvironment() throws IOException {
    Path file = config(folder.resolve("other.json"), "gym:CartPole-v1", options("python=SCRIPT"));
    Path out = folder.resolve("other");
    assertThat(Outcome.of("train", "CartPole-v1", "--config", file, "--out", out).code()).isZero();
    Json config = Json.parse(Files.readString(out.resolve("config.json")));
    assertThat(config.get("environment_options").members()).isEmpty();
    assertThat(trace).doesNotExist();
    Path lander = config(folder.resolve("lander.json"), "LunarLander-v3", Map.of("gravity", "-5"));
    Path further = folder.resolve("further");
    assertThat(Outcome.of("train", "CartPole-v1", "--config", lander, "--out", further).code())
        .isZero();
  }

  @Test
  void builtInEnvironmentAndItsNumbersAreForAnyFile() throws IOException {
    SavedAgent before = agent;
    Path lander = folder.resolve("bricks");
    Outcome.of(
            "train",
            "Recall-v0",
            "--with=delay=3",
            "--envs=2",
            "--steps=16",
            "--json",
            "--quiet",
            "--set=rolloutSteps=8",
            "--out",
            lander)
        .json();
    agent = PolicyFile.load(lander.resolve("policy.safetensors"));
    Path file = policy("Recall-v0", Map.of("delay", "4"));
    agent = before;
    assertThat(Outcome.of("eval", file, "--episodes=1", "--json").json().get("mean_length"))
        .isNotNull();
  }

  @Test
  void lineToTypeIsWhatWasTypedAndTheWord() throws IOException {
    Path file = policy("gym:os:system", Map.of());
    Path spaced = folder.resolve("a policy's file");
    Files.copy(file, spaced);
    String quoted = "'" + spaced.toString().replace("'", "'\\''") + "'";
    assertThat(Outcome.of("eval", spaced, "--episodes=3").err())
        .contains("ascent eval " + quoted + " --episodes=3 --trust\n")
        .contains("--env");
    assertThat(Outcome.of("eval", "--", spaced).err()).contains("ascent eval --trust -- '");
    assertThat(Outcome.of("eval", policy("ale:pong", Map.of("rom", "x"))).err())
        .contains("or say it yourself, with --rom");
  }

  @Test
  void wordOfTheUserIsEnough() throws IOException {
    Path file = ownPolicy(COUNTER, Map.of(), null);
    assertRefused(Outcome.of("eval", file));
    assertThat(Outcome.of("eval", file, "--trust", "--json").json().get("env").asString())
        .isEqualTo(COUNTER);
    assertThat(Outcome.of("eval", file, "--env", COUNTER).code()).isZero();
  }

  @Test
  void trustingARunOnceIsEnough() throws IOException {
    Path old = folder.resolve("old");
    trainCounter(old, 512).json();
    Path file = old.resolve("config.json");
    Map<String, Json> members = new LinkedHashMap<>(Json.parse(Files.readString(file)).members());
    members.remove("environment_mark");
    Files.writeString(file, Json.object(members).toString());
    assertRefused(Outcome.of("resume", old, "--steps=640"));
    Outcome.of("resume", old, "--steps=640", "--trust", "--json").json();
    Outcome.of("resume", old, "--steps=768", "--json").json();
  }

  private static Path ownPolicy(String id, Map<String, String> options, @Nullable String mark)
      throws IOException {
    SavedAgent before = agent;
    agent = PolicyFile.load(own.resolve("policy.safetensors"));
    Path file = mark == null ? policy(id, options) : policy(id, options, mark);
    agent = before;
    return file;
  }

  @Test
  void runsOfThisUserNeedNoWord() throws IOException {
    for (Object path :
        List.of(
            own,
            own.resolve("policy.safetensors"),
            own.resolve("best.safetensors"),
            own.resolve("checkpoints/step-000000000512.safetensors"))) {
      assertThat(Outcome.of("eval", path, "--episodes=2").code()).isZero();
    }
    Path halves = folder.resolve("halves");
    trainCounter(halves, 512).json();
    Json resumed = Outcome.of("resume", halves, "--steps=1024", "--json").json();
    assertThat(Outcome.of("eval", halves, "--episodes=2").code()).isZero();
    Path whole = folder.resolve("whole");
    assertThat(trainCounter(whole, 1024).json().get("parameters_sha256"))
        .isEqualTo(resumed.get("parameters_sha256"));
    assertThat(
            Outcome.of(
                    "train",
                    COUNTER,
                    "--config",
                    own.resolve("config.json"),
                    "--out",
                    folder.resolve("again"))
                .code())
        .isZero();
  }

  /** Whoever has the run has a checkpoint out of it alone, which says too little. */
  @Test
  void checkpointIsAsItsRunIs() throws IOException {
    Path foreign = foreignRun("gym:CartPole-v1", options("python=SCRIPT"));
    Path checkpoint = Files.createDirectories(foreign.resolve("checkpoints")).resolve("any");
    Files.copy(run.resolve("checkpoints/step-000000000512.safetensors"), checkpoint);
    assertRefused(Outcome.of("eval", checkpoint));
    Files.delete(foreign.resolve("config.json"));
    assertThat(Outcome.of("eval", checkpoint, "--episodes=1").code()).isZero();
  }

  @Test
  void trainingGoesOnWhereNothingCanBeMarked() throws IOException {
    Path key = TestKey.use();
    try {
      System.setProperty(TestKey.PROPERTY, folder.resolve("world.py/no").toString());
      Path unmarked = folder.resolve("unmarked");
      trainCounter(unmarked, 512).json();
      assertRefused(Outcome.of("eval", unmarked));
      assertThat(Outcome.of("eval", unmarked, "--trust").code()).isZero();
    } finally {
      System.setProperty(TestKey.PROPERTY, key.toString());
    }
  }

  /** A copied mark permits what its user has typed before, and nothing else. */
  @Test
  void markHoldsForNothingElse() throws IOException {
    String mark =
        PolicyFile.load(own.resolve("policy.safetensors"))
            .provenance()
            .getOrDefault("environment_mark", "");
    assertThat(Outcome.of("eval", ownPolicy(COUNTER, Map.of(), mark)).code()).isZero();
    assertRefused(Outcome.of("eval", ownPolicy(COUNTER, options("classpath=FOLDER"), mark)));
    assertRefused(Outcome.of("eval", policy("gym:os:system", Map.of(), mark)));
    String wrong = (mark.charAt(0) == '0' ? '1' : '0') + mark.substring(1);
    assertRefused(Outcome.of("eval", ownPolicy(COUNTER, Map.of(), wrong)));
    assertRefused(Outcome.of("eval", ownPolicy(COUNTER, Map.of(), "")));
  }
}
