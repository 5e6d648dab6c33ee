package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of a training is kept, whether or not its environment can be closed. */
class UnclosedTest {
  private static final AtomicInteger CLOSED = new AtomicInteger();

  /** Throws whatever is closed of it. */
  public static final class Stuck implements Environment {
    private int t;

    @Override
    public Space observationSpace() {
      return Box.uniform(List.of(1), DType.FLOAT32, 0, 9);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(2);
    }

    @Override
    public void reset(long seed, float[] observation) {
      t = 0;
      observation[0] = 0;
    }

    @Override
    public Environment.Outcome step(float[] action, float[] observation) {
      observation[0] = ++t;
      return new Environment.Outcome(1, t == 8, false);
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
      throw new IllegalStateException("the door is stuck\nfor good");
    }
  }

  @TempDir private Path folder;

  @Test
  void aTrainingIsWholeAndTheFailureIsToldInALine() {
    Path run = folder.resolve("run");
    Outcome trained =
        Outcome.of(
            "train",
            Stuck.class.getName(),
            "--preset=sb3",
            "--envs=4",
            "--set=rolloutSteps=16",
            "--steps=128",
            "--eval-every=64",
            "--eval-episodes=2",
            "--json",
            "--quiet",
            "--out=" + run);
    assertThat(trained.json().get("steps").asLong()).isEqualTo(128);
    assertThat(trained.err().lines())
        .filteredOn(line -> line.contains("close failed"))
        .hasSize(2)
        .allMatch(line -> line.contains("Stuck, copy 0: close failed: java.lang.Illegal"))
        .allMatch(line -> line.contains("the door is stuck"));
    assertThat(trained.err()).doesNotContain("for good");
    // One of the plan, one whose first steps are looked at, four to train in, two to evaluate in.
    assertThat(CLOSED).hasValue(8);
    assertThat(run.resolve("summary.json")).exists();
    Outcome played = Outcome.of("eval", run, "--episodes=1", "--json");
    assertThat(played.json().get("mean_return").asDouble()).isEqualTo(8);
    assertThat(played.err()).contains("Stuck, copy 0: close failed: ");
  }
}
