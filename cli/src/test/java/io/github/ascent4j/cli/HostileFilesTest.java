package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and folders that somebody has made to harm: what they print, write, delete and cost. */
class HostileFilesTest {
  /** Red, a title of the window, one of the second set of controls, and a turned direction. */
  private static final String STEERING = "\u001b[31m\u001b]0;x\u0007\u009b2J\u202e<b>&\r\n";

  private static final String STEERS = "[\\p{Cntrl}\\p{Cf}&&[^\n]]";

  @TempDir private static Path folder;
  private static Path run;

  private Path copy;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    SmallRun.train(run, 1024, "--checkpoint-every=256", "--keep=2").json();
  }

  @BeforeEach
  void copyRun() throws IOException {
    copy = Files.createTempDirectory(folder, "copy");
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(path -> !path.equals(run)).toList()) {
        Files.copy(file, copy.resolve(run.relativize(file)));
      }
    }
  }

  private static void assertTame(Outcome outcome) {
    assertThat(outcome.out() + outcome.err()).doesNotContainPattern(STEERS);
    assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(5);
    assertThat(outcome.err()).hasSizeLessThan(1200);
  }

  private Path policy(String key, String value) throws IOException {
    SavedAgent agent = PolicyFile.load(run.resolve("policy.safetensors"));
    Path file = folder.resolve("foreign.safetensors");
    Map<String, String> provenance = new LinkedHashMap<>(agent.provenance());
    provenance.put(key, value);
    PolicyFile.save(
        file,
        new SavedAgent(agent.description(), agent.parameters(), agent.normalizer(), provenance));
    return file;
  }

  private void setInConfig(String member, Json value) throws IOException {
    Path config = copy.resolve("config.json");
    Map<String, Json> members = new LinkedHashMap<>(Json.parse(Files.readString(config)).members());
    members.put(member, value);
    Files.writeString(config, Json.object(members).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4000})
  void namesOfAPolicySteerNoTerminalAndFillNone(int times) throws IOException {
    String text = STEERING.repeat(times);
    for (String key :
        List.of("environment", "environment_options", "environment_mark", "seed", text)) {
      for (String value : List.of(text, "gym:" + text, "{\"" + "a".repeat(times) + "\":\"b\"}")) {
        Path file = policy(key, value);
        assertTame(Outcome.of("eval", file, "--episodes=1"));
        assertTame(Outcome.of("watch", file, "--gif", folder.resolve("x.gif")));
        assertTame(Outcome.of("inspect", file));
        Outcome json = Outcome.of("inspect", file, "--json");
        assertTame(json);
        assertThat(json.json().get("provenance").get(key).asString()).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4000})
  void namesOfARunSteerNoTerminalAndFillNone(int times) throws IOException {
    String text = STEERING.repeat(times);
    for (String member : List.of("environment", "preset", "algorithm", "engine", text)) {
      copyRun();
      setInConfig(member, Json.of(text));
      assertTame(Outcome.of("resume", copy, "--steps=1280"));
      assertTame(Outcome.of("plot", copy, "--out", copy.resolve("x.png")));
      assertTame(
          Outcome.of(
              "train",
              "CartPole-v1",
              "--config",
              copy.resolve("config.json"),
              "--steps=64",
              "--out",
              copy.resolve("new")));
    }
  }

  @Test
  void pictureHoldsNoMarkupOfARun() throws Exception {
    setInConfig("preset", Json.of(STEERING + "<script>alert(1)</script>".repeat(100)));
    Path svg = copy.resolve("curve.svg");
    assertThat(Outcome.of("plot", copy, "--out", svg).code()).isZero();
    String text = Files.readString(svg);
    assertThat(text).doesNotContain("<script", "<b>").doesNotContainPattern(STEERS);
    assertThat(text).contains("&lt;/script&gt;").hasSizeLessThan(100_000);
    javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
  }

  @Test
  void linkedFolderOfCheckpointsIsNeitherFilledNorCleared() throws IOException {
    Path elsewhere = Files.createTempDirectory(folder, "elsewhere");
    try (Stream<Path> files = Files.list(copy.resolve("checkpoints"))) {
      for (Path file : files.toList()) {
        Files.move(file, elsewhere.resolve(file.getFileName()));
      }
    }
    for (int i = 1; i < 9; i++) {
      Files.writeString(elsewhere.resolve("step-00000000000" + i + ".safetensors"), "mine");
    }
    List<Path> before = entries(elsewhere);
    Files.delete(copy.resolve("checkpoints"));
    Files.createSymbolicLink(copy.resolve("checkpoints"), elsewhere);
    Outcome outcome = Outcome.of("resume", copy, "--steps=4096");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(copy.resolve("checkpoints") + " is a link");
    assertThat(entries(elsewhere)).isEqualTo(before);
  }

  @Test
  void linkedLockMakesNothing() throws IOException {
    Path elsewhere = folder.resolve("made-by-a-lock");
    Files.delete(copy.resolve(".lock"));
    Files.createSymbolicLink(copy.resolve(".lock"), elsewhere);
    Outcome outcome = Outcome.of("resume", copy, "--steps=1280");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(".lock is a link");
    assertThat(elsewhere).doesNotExist();
  }

  /** They are replaced, as any file of a run is. */
  @Test
  void linkedFilesAreReplacedAndNotFollowed() throws IOException {
    Path elsewhere = Files.createTempDirectory(folder, "files");
    Outcome.of("resume", copy, "--steps=1280", "--json").json();
    setInConfig("logs", Json.array(Stream.of("jsonl", "prt", "rlpyt").map(Json::of).toList()));
    Outcome.of("resume", copy, "--steps=1536", "--json").json();
    for (Path entry : entries(copy)) {
      if (Files.isRegularFile(entry) && !entry.endsWith(".lock")) {
        Path moved = elsewhere.resolve(entry.getFileName());
        Files.move(entry, moved);
        Files.createSymbolicLink(entry, moved);
      }
    }
    Map<Path, byte[]> before = contents(elsewhere);
    Outcome.of("resume", copy, "--steps=2048", "--json").json();
    assertThat(Outcome.of("plot", copy).code()).isZero();
    assertThat(contents(elsewhere)).containsExactlyInAnyOrderEntriesOf(before);
    assertThat(Files.isRegularFile(copy.resolve("metrics.csv"), LinkOption.NOFOLLOW_LINKS))
        .isTrue();
  }

  @Test
  void runThatItsUserReachesThroughALinkGoesOn() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, copy);
    Outcome.of("resume", link, "--steps=1280", "--json").json();
  }

  private static List<Path> entries(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().toList();
    }
  }

  private static Map<Path, byte[]> contents(Path path) throws IOException {
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    for (Path file : entries(path)) {
      contents.put(file, Files.readAllBytes(file));
    }
    return contents;
  }

  /** Gigabytes that lie on no disk. */
  @Test
  void fileLargerThanAnyIsNotRead() throws IOException {
    for (String name : List.of("config.json", "policy.safetensors", "metrics.csv")) {
      copyRun();
      try (RandomAccessFile file = new RandomAccessFile(copy.resolve(name).toFile(), "rw")) {
        file.setLength(1L << 42);
      }
      Outcome outcome =
          name.startsWith("policy") ? Outcome.of("eval", copy) : Outcome.of("plot", copy);
      assertThat(outcome.code()).isNotZero();
      assertThat(outcome.err()).contains(name).doesNotContain("out of memory");
      assertTame(outcome);
    }
  }

  @Test
  void tableOfMillionsOfRowsIsNotRead() throws IOException {
    Files.writeString(
        copy.resolve("metrics.csv"), "time/total_timesteps\n" + "1\n".repeat(4_000_000));
    Outcome outcome = Outcome.of("plot", copy);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("metrics.csv has more than");
  }

  @Test
  void returnsBeyondAllMeasureAreDrawnWithoutEnd() throws IOException {
    StringBuilder episodes = new StringBuilder("episode,steps,return,length,seconds\n");
    for (int i = 1; i < 30; i++) {
      episodes.append(i).append(',').append(i).append(",1e300,1,1\n");
    }
    Files.writeString(copy.resolve("episodes.csv"), episodes);
    assertThat(Outcome.of("plot", copy, "--style=tutorial").code()).isZero();
    String metrics = "time/total_timesteps,time/time_elapsed,rollout/ep_rew_mean\n";
    for (String figures : List.of("1,1,1e300", "1,NaN,1\n2,Infinity,1", "1e308,1,1\n-1e308,1,2")) {
      Files.writeString(copy.resolve("metrics.csv"), metrics + figures + "\n");
      assertThat(Outcome.of("plot", copy, "--x=time").code()).isZero();
      assertThat(Outcome.of("plot", copy).code()).isZero();
    }
  }
}
