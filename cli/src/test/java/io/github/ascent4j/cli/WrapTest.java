package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.wrapper.Wrapping;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrappers belong to an agent, and a record to the command that it was typed in. */
class WrapTest {
  private static final String[] WRAPS = {"--wrap=time-limit=9", "--wrap=frame-stack=3"};

  @TempDir private static Path folder;
  private static Path run;
  private static Path record;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    record = folder.resolve("trained.jsonl");
    Outcome outcome =
        SmallRun.train(run, 512, WRAPS[0], WRAPS[1], "--wrap=record=" + record + ",4");
    assertThat(outcome.code()).as(outcome.err()).isZero();
  }

  private static Json eval(Object... more) {
    Object[] arguments = new Object[more.length + 3];
    arguments[0] = "eval";
    arguments[1] = "--json";
    arguments[2] = "--episodes=3";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Outcome.of(arguments).json();
  }

  @Test
  void aRunGoesOnInItsWrappersToTheSameBits() {
    Path whole = folder.resolve("whole");
    String sha = SmallRun.sha(SmallRun.train(whole, 640, WRAPS[0], WRAPS[1]));
    Path half = folder.resolve("half");
    SmallRun.train(half, 256, WRAPS[0], WRAPS[1]);
    Outcome resumed = Outcome.of("resume", half, "--steps=640", "--json", "--quiet");
    assertThat(SmallRun.sha(resumed)).isEqualTo(sha);
  }

  @Test
  void anAgentPlaysInTheWrappersItHasLearntInUnlessOthersAreSaid() {
    assertThat(eval(run).get("max_return").asDouble()).isEqualTo(9);
    assertThat(eval(run.resolve("policy.safetensors")).get("max_return").asDouble()).isEqualTo(9);
    assertThat(eval(run, "--env=CartPole-v0").get("max_return").asDouble()).isEqualTo(9);
    assertThat(
            eval(run, "--wrap=time-limit=7", "--wrap=frame-stack=3", "--wrap=reward-scale=2")
                .get("max_return")
                .asDouble())
        .isEqualTo(14);
    Outcome none = Outcome.of("eval", run, "--wrap=none");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("is for observations Box[12]", "leave --wrap out to keep");
  }

  @Test
  void aRecordIsOfTheTrainingAloneAndNotKept() throws IOException {
    assertThat(Files.readAllLines(record)).hasSize(4);
    assertThat(Files.readString(run.resolve("config.json")))
        .contains("\"wrap\": \"time-limit=9 frame-stack=3\"")
        .doesNotContain("record");
    Path played = folder.resolve("played.jsonl");
    eval(run, "--wrap=record=" + played);
    assertThat(Files.readAllLines(played))
        .hasSize(3)
        .allMatch(line -> Json.parse(line).get("length").asInt() <= 9);
    Outcome again = Outcome.of("eval", run, "--wrap=record=" + played);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("exists already; name another file");
    assertThat(Files.readAllLines(played)).hasSize(3);
  }

  @Test
  void checkTakesWrappersAndARunKeepsItsOwn() {
    assertThat(Outcome.of("check", "CartPole-v1", "--steps=300", WRAPS[0], WRAPS[1]).code())
        .isZero();
    assertThat(Outcome.of("check", "CartPole-v1", "--wrap=record=x").err())
        .contains("nothing to keep of a check");
    assertThat(Outcome.of("resume", run, "--wrap=reward-sign").err())
        .contains("a run goes on in the wrappers it was started with");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tmie-limit=5 | there is no wrapper \"tmie-limit\"; the near ones are time-limit,",
        "tmie-limit=5 | record=FILE[,EPISODES], none",
        "time-limit=x | wrapper \"time-limit=x\": give a whole number from 1",
        "time-limit=501 | CartPole-v1 ends its episodes after 500 steps",
        "record | write it as record=FILE[,EPISODES]",
        "record=nowhere/to/x | in a folder that does not exist",
        "record=x,0 | give 1 to 1000000 episodes"
      })
  void aWrapperThatIsWrongIsNamedBeforeARunIsMade(String wrap, String message) {
    Path out = folder.resolve("wrong");
    Outcome outcome = SmallRun.train(out, 512, "--wrap=" + wrap);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
    assertThat(out).doesNotExist();
  }

  /** Whatever a file says, it opens and makes nothing, and fills no memory. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "record=RECORD",
        "time-limit=9 record=RECORD,5",
        "nonsense",
        "frame-stack=1000 frame-stack=1000 frame-stack=1000 frame-stack=1000",
        "flatten flatten flatten flatten flatten flatten flatten flatten flatten flatten flatten"
            + " flatten flatten flatten flatten flatten flatten"
      })
  void wrappersOfAFileOpenNothing(String wrap) throws IOException {
    Path trace = folder.resolve("trace");
    Json options = Json.object().put("wrap", wrap.replace("RECORD", trace.toString())).build();
    SavedAgent agent = PolicyFile.load(run.resolve("policy.safetensors"));
    Map<String, String> provenance = new HashMap<>(agent.provenance());
    provenance.put("environment_options", options.toString());
    Path file = folder.resolve("foreign.safetensors");
    PolicyFile.save(
        file,
        new SavedAgent(agent.description(), agent.parameters(), agent.normalizer(), provenance));
    for (List<String> trust : List.of(List.<String>of(), List.of("--trust"))) {
      Outcome outcome =
          trust.isEmpty() ? Outcome.of("eval", file) : Outcome.of("eval", file, trust.get(0));
      assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
      assertThat(outcome.err()).contains("wrapper").doesNotContain("Exception");
      assertThat(trace).doesNotExist();
    }
  }

  @Test
  void helpAndPageListEveryWrapper() throws IOException {
    String page = Files.readString(Path.of("../docs/wrappers.md"));
    String help = Outcome.of("train", "--help").out().replaceAll("\\s+", "");
    for (Wrapping.Kind kind : Wrapping.Kind.values()) {
      assertThat(page).contains("| `" + kind.usage() + "` |");
      assertThat(help).contains(kind.usage());
    }
  }
}
