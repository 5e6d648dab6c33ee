package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.run.MetricsTable;
import io.github.ascent4j.core.logging.EpisodeLog;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an environment says of its steps, in the files of a run. */
class InfoRunTest {
  /** Says how many of its nine steps went to the right, at every other step alone. */
  public static final class Rights implements Environment {
    private int steps;
    private int rights;

    @Override
    public Space observationSpace() {
      return Box.uniform(0, 9, 1);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(2);
    }

    @Override
    public int timeLimit() {
      return 9;
    }

    @Override
    public void reset(long seed, float[] observation) {
      steps = 0;
      rights = 0;
      observation[0] = steps;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      rights += (int) action[0];
      observation[0] = ++steps;
      return Outcome.running(action[0]);
    }

    @Override
    public List<String> infoNames() {
      return List.of("rights", "half");
    }

    @Override
    public void info(double[] values) {
      values[0] = rights;
      if (steps % 2 == 0) {
        values[1] = rights / 2.0;
      }
    }
  }

  @TempDir private Path folder;

  private static Outcome train(Path run, long steps) {
    return Outcome.of(
        "train",
        Rights.class.getName(),
        "--preset=sb3",
        "--envs=4",
        "--set=rolloutSteps=16",
        "--set=policy.hiddenSizes=4",
        "--steps=" + steps,
        "--checkpoint-every=100000",
        "--log=jsonl",
        "--log=prt",
        "--log=rlpyt",
        "--json",
        "--quiet",
        "--out=" + run);
  }

  private static List<Map<String, Double>> rows(Path run) throws IOException {
    List<Map<String, Double>> rows = new ArrayList<>();
    for (Map<String, Double> row : MetricsTable.read(run.resolve("metrics.csv")).rows()) {
      Map<String, Double> lasting = new LinkedHashMap<>(row);
      lasting.keySet().removeIf(name -> name.matches("time/(fps|time_elapsed)"));
      rows.add(lasting);
    }
    return rows;
  }

  @Test
  void everyLogHasItAndAResumedRunTheSame() throws IOException {
    Path whole = folder.resolve("whole");
    Outcome trained = train(whole, 512);
    assertThat(trained.json().get("steps").asLong()).isEqualTo(512);
    Map<String, Double> last = rows(whole).getLast();
    assertThat(last)
        .containsKeys("info/rights", "info/half")
        .containsEntry("info/half_final", Double.NaN);
    // The last step's count is the return, whose mean is over the same episodes.
    assertThat(last.get("info/rights_final")).isEqualTo(last.get(MetricsTable.RETURN));
    assertThat(last.get("info/rights")).isBetween(0.0, last.get("info/rights_final"));
    assertThat(Files.readString(whole.resolve("metrics.jsonl")))
        .contains("\"info/rights_final\":", "\"info/half_final\":null");
    assertThat(Files.readString(whole.resolve("scalars.json"))).contains("\"info/rights\": [[");

    Path episodes = whole.resolve("episodes.csv");
    assertThat(Files.readAllLines(episodes).getFirst())
        .isEqualTo("episode,steps,return,length,seconds,info/rights_final,info/half_final");
    assertThat(EpisodeLog.read(episodes))
        .hasSizeGreaterThan(40)
        .allSatisfy(
            row -> {
              assertThat(row.infos()).containsEntry("rights", row.totalReward());
              assertThat(row.infos()).containsEntry("half", Double.NaN);
            });

    Path parts = folder.resolve("parts");
    train(parts, 192);
    Outcome resumed = Outcome.of("resume", parts, "--steps=512", "--json", "--quiet");
    assertThat(SmallRun.sha(resumed)).isEqualTo(SmallRun.sha(trained));
    assertThat(rows(parts)).isEqualTo(rows(whole));
    assertThat(Outcome.of("plot", parts, "--out=" + folder.resolve("picture.png")).code()).isZero();
  }
}
