package io.github.ascent4j.envs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.BatchEnvironment;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.check.CheckReport;
import io.github.ascent4j.environment.check.CheckSettings;
import io.github.ascent4j.environment.check.EnvironmentCheck;
import io.github.ascent4j.environment.wrapper.Wrapping;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Environments of every kind keep the contract in wrappers, halves, threads and resumes included.
 */
class WrappedContractTest {
  /** A user's own, with masks, infos and episodes of different lengths. */
  private static final class Doors implements Environment {
    private SplittableRandom random = new SplittableRandom();
    private int door;
    private int opened;

    @Override
    public Space observationSpace() {
      return new Dict(Map.of("door", new Discrete(3)));
    }

    @Override
    public Space actionSpace() {
      return new Discrete(3);
    }

    @Override
    public void reset(long seed, float[] observation) {
      random = new SplittableRandom(seed);
      opened = 0;
      observation[0] = door = random.nextInt(3);
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      opened += (int) action[0];
      observation[0] = door = random.nextInt(3);
      return opened > 12 ? Outcome.terminal(1) : Outcome.running(-0.1 * action[0]);
    }

    @Override
    public boolean masksActions() {
      return true;
    }

    @Override
    public void actionMask(boolean[] mask) {
      mask[door] = false;
    }

    @Override
    public List<String> infoNames() {
      return List.of("opened");
    }

    @Override
    public void info(double[] values) {
      values[0] = opened;
    }
  }

  /** Steps all copies over arrays. */
  private static final class Walks extends BatchEnvironment {
    private final float[] place = new float[copies()];

    Walks(int copies) {
      super("Walks", copies, Box.uniform(-9, 9, 1), Box.uniform(-1, 1, 1), 40);
    }

    @Override
    protected void start(int copy, long seed) {
      place[copy] = seed % 5 - 2;
    }

    @Override
    protected void advance(
        float[] actions, int from, int count, double[] rewards, boolean[] terminated) {
      for (int b = from; b < from + count; b++) {
        place[b] += actions[b];
        rewards[b] = place[b];
        terminated[b] = Math.abs(place[b]) > 6;
      }
    }

    @Override
    protected void observe(int from, int count, float[] observations) {
      System.arraycopy(place, from, observations, from, count);
    }
  }

  private static IntFunction<VectorEnvironment> named(String id, int threads) {
    return copies -> Environments.make(new EnvironmentRequest(id, copies, threads, Map.of()));
  }

  private static Arguments of(String what, IntFunction<VectorEnvironment> factory, String wraps) {
    return Arguments.of(what + " " + wraps, factory, List.of(wraps.split(" ")));
  }

  static Stream<Arguments> wrapped() {
    IntFunction<VectorEnvironment> doors = copies -> VectorEnvironments.of(Doors::new, copies);
    IntFunction<VectorEnvironment> doorsBy2 =
        copies -> VectorEnvironments.of(Doors::new, copies, 2);
    return Stream.of(
        of("CartPole", named("CartPole-v1", 1), "time-limit=7"),
        of("CartPole", named("CartPole-v1", 1), "frame-stack=3"),
        of("CartPole", named("CartPole-v1", 1), "time-limit=9 frame-stack=2,zeros reward-scale=2"),
        of("CartPole", named("CartPole-v1", 1), "observation-clip=-1,1 observation-scale=3"),
        of("Pendulum", named("Pendulum-v1", 1), "frame-stack=2 reward-clip=-1,0 time-limit=11"),
        of("Pendulum", named("Pendulum-v1", 1), "reward-sign flatten"),
        of("Bricks", named("Bricks-v0", 2), "frame-stack=2 time-limit=12"),
        of("Catch", named("Catch-v0", 1), "time-limit=12 frame-stack=3,zeros"),
        of("lander", named("LunarLander-v3", 2), "observation-clip=-99,99 time-limit=31"),
        of("doors", doors, "flatten time-limit=6 frame-stack=3"),
        of("doors", doorsBy2, "time-limit=8 flatten reward-sign"),
        of("batch", Walks::new, "time-limit=6"),
        of("batch", Walks::new, "frame-stack=4 time-limit=16 observation-scale=-0.5"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrapped")
  void keepsTheContract(String what, IntFunction<VectorEnvironment> factory, List<String> wraps) {
    CheckReport report =
        EnvironmentCheck.ofVector(
            copies -> wrap(factory.apply(copies), wraps), CheckSettings.DEFAULT.withSteps(600));
    assertThat(report.findings()).isEmpty();
    assertThat(report.episodes()).isPositive();
  }

  private static VectorEnvironment wrap(VectorEnvironment environment, List<String> wraps) {
    VectorEnvironment wrapped = environment;
    for (String wrap : wraps) {
      wrapped = Wrapping.parse(wrap).around(wrapped);
    }
    return wrapped;
  }
}
