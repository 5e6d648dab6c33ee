package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

/** A stop request ends a training wherever it is, with a state to go on from without a seam. */
class StopRequestTest {
  @TempDir private Path folder;

  private static void request() {
    Signal.raise(new Signal("TERM"));
  }

  private static Outcome train(
      Path run, IntFunction<VectorEnvironment> environment, Object... more) {
    Object[] arguments = new Object[3 + more.length];
    arguments[0] = "fragile";
    arguments[1] = run;
    arguments[2] = "--json";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Outcome.of(new FragileCommand(environment), arguments);
  }

  private void assertStopsAndGoesOn(
      Path run, IntFunction<VectorEnvironment> environment, Object... more) throws IOException {
    Outcome stopped = train(run, environment, more);
    Json summary = stopped.json();
    assertThat(summary.get("stopped").asString()).isEqualTo("interrupted");
    assertThat(stopped.err()).contains("go on with: ascent resume " + run);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    long steps = summary.get("steps").asLong();
    assertThat(RunFolder.of(run).listCheckpoints().getFirst().steps()).isEqualTo(steps);
    Outcome whole = train(folder.resolve("whole"), Fragile.sound(), more);
    Outcome resumed = train(run, Fragile.sound(), more);
    assertThat(SmallRun.sha(resumed)).isEqualTo(SmallRun.sha(whole));
    assertThat(resumed.json().get("episodes")).isEqualTo(whole.json().get("episodes"));
  }

  @Test
  void environmentThatSleepsIsWoken() throws IOException {
    int[] steps = {0};
    Fragile.Fault sleeps =
        (reward, observation) -> {
          if (steps[0]++ == 0) {
            request();
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          return reward;
        };
    Path run = folder.resolve("run");
    assertStopsAndGoesOn(run, Fragile.failing(1000, sleeps));
  }

  /** Never ends, and asks for the end of the training. */
  private static final class Endless implements Environment {
    /** Of all copies, since a second request would end the process. */
    private final AtomicInteger steps;

    Endless(AtomicInteger steps) {
      this.steps = steps;
    }

    @Override
    public Space observationSpace() {
      return Box.uniform(-100, 100, 1);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(2);
    }

    @Override
    public int timeLimit() {
      return Integer.MAX_VALUE - 1;
    }

    @Override
    public void reset(long seed, float[] observation) {
      observation[0] = 0;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      observation[0] = 0;
      if (steps.incrementAndGet() == 100) {
        request();
      }
      return Outcome.running(0);
    }
  }

  @Test
  void evaluationWithoutEndIsLeft() throws IOException {
    int[] made = {0};
    AtomicInteger taken = new AtomicInteger();
    IntFunction<VectorEnvironment> environment =
        copies ->
            made[0]++ == 0
                ? Fragile.sound().apply(copies)
                : VectorEnvironments.of(() -> new Endless(taken), copies);
    Path run = folder.resolve("run");
    assertStopsAndGoesOn(run, environment, "--eval-every=1000");
  }
}
