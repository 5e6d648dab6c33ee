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
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders that somebody has made to harm: what they print, write, delete and cost. */
class HostileFilesTest {
  /** Red, a title of the window, one of the second set of controls, and a turned direction. */
  private static final String STEERING = "\u001b[31m\u001b]0;x\u0007\u009b2J\u202e<b>&\r\n";

  /** Tens of thousands of characters. */
  private static final String MUCH = STEERING.repeat(4000);

  private static final String STEERS = "[\\p{Cntrl}\\p{Cf}&&[^\n]]";

  @TempDir private static Path folder;
  private static Path run;

  private Path copy;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    SmallRun.train(run, 512, "--checkpoint-every=128", "--keep=2").json();
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

  @Test
  void namesOfAPolicySteerNoTerminalAndFillNone() throws IOException {
    for (String key : List.of("environment", "environment_options", MUCH)) {
      for (String value : List.of("gym:" + STEERING, "{\"" + "a".repeat(90_000) + "\":\"b\"}")) {
        Path file = policy(key, value);
        assertTame(Outcome.of("eval", file, "--episodes=1"));
        assertTame(Outcome.of("inspect", file));
        Outcome json = Outcome.of("inspect", file, "--json");
        assertTame(json);
        assertThat(json.json().get("provenance").get(key).asString()).isEqualTo(value);
      }
    }
    assertTame(Outcome.of("watch", policy("environment", MUCH), "--gif", folder.resolve("x.gif")));
  }

  @Test
  void namesOfARunSteerNoTerminalAndFillNone() throws IOException {
    Path config = copy.resolve("config.json");
    String whole = Files.readString(config);
    for (String member : List.of("environment", "preset", "algorithm", "engine", MUCH)) {
      Files.writeString(config, whole);
      setInConfig(member, Json.of(MUCH));
      assertTame(Outcome.of("resume", copy, "--steps=64"));
      assertTame(Outcome.of("plot", copy, "--out", copy.resolve("x.svg")));
      assertTame(
          Outcome.of(
              "train",
              "CartPole-v1",
              "--config",
              config,
              "--steps=1",
              "--envs=1",
              "--quiet",
              "--out",
              copy.resolve("new")));
    }
  }

  /** A class whose making would be seen. */
  @Test
  void whatIsReadIsNotMade() throws IOException {
    setInConfig("environment", Json.of(Visible.class.getName()));
    Path file = policy("environment", Visible.class.getName());
    assertThat(Outcome.of("inspect", file).out()).contains(Visible.class.getName());
    assertThat(Outcome.of("inspect", copy).code()).isZero();
    assertThat(Outcome.of("plot", copy).code()).isZero();
    assertThat(System.getProperty(Visible.MADE)).isNull();
  }

  /** Leaves a trace where it is as much as initialised. */
  public static final class Visible {
    static final String MADE = "hostile.made";

    static {
      System.setProperty(MADE, "true");
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
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
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
    Outcome outcome = Outcome.of("resume", copy, "--steps=1024");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(copy.resolve("checkpoints") + " is a link");
    assertThat(entries(elsewhere)).isEqualTo(before);
  }

  @Test
  void linkedLockMakesNothing() throws IOException {
    Path elsewhere = folder.resolve("made-by-a-lock");
    Files.delete(copy.resolve(".lock"));
    Files.createSymbolicLink(copy.resolve(".lock"), elsewhere);
    Outcome outcome = Outcome.of("resume", copy, "--steps=640");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(".lock is a link");
    assertThat(elsewhere).doesNotExist();
  }

  /** They are replaced, as any file of a run is. */
  @Test
  void linkedFilesAreReplacedAndNotFollowed() throws IOException {
    Path elsewhere = Files.createTempDirectory(folder, "files");
    Outcome.of("resume", copy, "--steps=640", "--json").json();
    setInConfig("logs", Json.array(Stream.of("jsonl", "prt", "rlpyt").map(Json::of).toList()));
    Outcome.of("resume", copy, "--steps=768", "--json").json();
    for (Path entry : entries(copy)) {
      if (Files.isRegularFile(entry) && !entry.endsWith(".lock")) {
        Path moved = elsewhere.resolve(entry.getFileName());
        Files.move(entry, moved);
        Files.createSymbolicLink(entry, moved);
      }
    }
    Map<Path, byte[]> before = contents(elsewhere);
    Outcome.of("resume", copy, "--steps=896", "--json").json();
    assertThat(Outcome.of("plot", copy).code()).isZero();
    assertThat(contents(elsewhere)).containsExactlyInAnyOrderEntriesOf(before);
    assertThat(Files.isRegularFile(copy.resolve("metrics.csv"), LinkOption.NOFOLLOW_LINKS))
        .isTrue();
  }

  @Test
  void runThatItsUserReachesThroughALinkGoesOn() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, copy);
    Outcome.of("resume", link, "--steps=640", "--json").json();
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

  /** What is told to type is quoted, and of the folder's own name. */
  @Test
  void summaryPutsNoWordsIntoLinesToType() throws IOException {
    Path summary = copy.resolve("summary.json");
    Files.writeString(summary, Files.readString(summary).replace(run.toString(), "x; touch y"));
    assertThat(Outcome.of("resume", copy).out())
        .contains("ascent eval " + copy)
        .doesNotContain("touch");
    Path odd = folder.resolve("$(touch y)");
    Files.move(copy, odd);
    assertThat(Outcome.of("resume", odd).out()).contains("ascent eval '" + odd + "'\n");
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
    for (String figures : List.of("1,NaN,1\n2,Infinity,1", "1e308,1,1e300\n-1e308,1,2")) {
      Files.writeString(copy.resolve("metrics.csv"), metrics + figures + "\n");
      Path svg = copy.resolve("x.svg");
      assertThat(Outcome.of("plot", copy, "--x=time", "--out", svg).code()).isZero();
      assertThat(Outcome.of("plot", copy, "--out", svg).code()).isZero();
    }
  }
}
