package io.github.ascent4j.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.Environment.Outcome;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InvertedEnvironmentTest {
  /** A main loop, as short as each test needs it. */
  @FunctionalInterface
  interface Loop {
    void run(long seed, Controller controller) throws Exception;
  }

  private static final class Simulator extends InvertedEnvironment {
    private final Loop loop;
    private final boolean platform;
    private final Duration limit;

    Simulator(Loop loop) {
      this(loop, false, Duration.ofSeconds(30));
    }

    Simulator(Loop loop, boolean platform, Duration limit) {
      this.loop = loop;
      this.platform = platform;
      this.limit = limit;
    }

    @Override
    public Space observationSpace() {
      return Box.uniform(-100, 100, 2);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(10);
    }

    @Override
    protected ThreadFactory threads() {
      return platform ? EpisodeThreads.platform() : super.threads();
    }

    @Override
    protected Duration unwindingLimit() {
      return limit;
    }

    @Override
    protected void run(long seed, Controller controller) throws Exception {
      loop.run(seed, controller);
    }
  }

  private final float[] observation = new float[2];

  private static float[] at(double time, double level) {
    return new float[] {(float) time, (float) level};
  }

  /** Three decisions, each of which is paid. */
  private static void threeDecisions(long seed, Controller controller) {
    double earned = 0;
    for (int time = 0; time < 3; time++) {
      earned = 10 * controller.choose(at(time, seed), earned);
    }
    controller.end(at(3, seed), earned);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void decisionsBecomeSteps(boolean platform) {
    try (Simulator simulator =
        new Simulator(InvertedEnvironmentTest::threeDecisions, platform, Duration.ofSeconds(30))) {
      simulator.reset(7, observation);
      assertThat(observation).containsExactly(0, 7);
      assertThat(simulator.step(new float[] {4}, observation)).isEqualTo(Outcome.running(40));
      assertThat(observation).containsExactly(1, 7);
      assertThat(simulator.step(new float[] {0}, observation)).isEqualTo(Outcome.running(0));
      assertThat(simulator.step(new float[] {9}, observation)).isEqualTo(Outcome.terminal(90));
      assertThat(observation).containsExactly(3, 7);
    }
  }

  @Test
  void episodeRunsInAVirtualThreadWhereThereAreAny() {
    Thread[] seen = new Thread[1];
    try (Simulator simulator =
        new Simulator(
            (seed, controller) -> {
              seen[0] = Thread.currentThread();
              controller.decide(at(0, 0), 0);
            })) {
      simulator.reset(0, observation);
      // Virtual threads have a group of their own.
      assertThat(seen[0].getThreadGroup().getName().equals("VirtualThreads"))
          .isEqualTo(Runtime.version().feature() >= 21);
      assertThat(seen[0].isDaemon()).isTrue();
      assertThat(seen[0].getName()).endsWith("Simulator-episode");
    }
  }

  @Test
  void cutEpisodeIsTruncatedAndReturningEndsOne() {
    try (Simulator cut =
            new Simulator(
                (seed, controller) -> {
                  controller.decide(at(0, 0), 0);
                  controller.cut(at(1, 0), 2.5);
                });
        Simulator returning = new Simulator((seed, controller) -> controller.decide(at(5, 5), 0))) {
      cut.reset(0, observation);
      assertThat(cut.step(new float[1], observation)).isEqualTo(Outcome.cut(2.5));
      returning.reset(0, observation);
      assertThat(returning.step(new float[1], observation)).isEqualTo(Outcome.terminal(0));
      assertThat(observation).containsExactly(5, 5);
    }
  }

  @Test
  void failureOfTheSimulationIsTheStepsFailure() {
    try (Simulator simulator =
        new Simulator(
            (seed, controller) -> {
              if (seed == 1) {
                throw new IOException("no such file");
              }
              controller.decide(at(0, 0), 0);
              throw new IllegalStateException("negative stock");
            })) {
      simulator.reset(0, observation);
      assertThatThrownBy(() -> simulator.step(new float[1], observation))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("negative stock")
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> simulator.step(new float[1], observation))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call reset first");
      assertThatThrownBy(() -> simulator.reset(1, observation))
          .isInstanceOf(EnvironmentException.class)
          .hasCauseInstanceOf(IOException.class);
      simulator.reset(0, observation);
      assertThat(observation).containsExactly(0, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thousandsOfLeftEpisodesLeaveNoThread(boolean platform) {
    AtomicInteger started = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    int episodes = platform ? 300 : 5000;
    Loop endless =
        (seed, controller) -> {
          started.incrementAndGet();
          try {
            while (true) {
              controller.decide(at(0, 0), 0);
            }
          } finally {
            ended.incrementAndGet();
          }
        };
    try (Simulator simulator = new Simulator(endless, platform, Duration.ofSeconds(30))) {
      for (int i = 0; i < episodes; i++) {
        simulator.reset(i, observation);
        if (i % 3 == 0) {
          simulator.step(new float[1], observation);
        }
        assertThat(ended).hasValue(i);
      }
    }
    assertThat(started).hasValue(episodes);
    assertThat(ended).hasValue(episodes);
  }

  @Test
  void whatIsThrownWhileUnwindingIsOfNoConsequence() {
    try (Simulator simulator =
        new Simulator(
            (seed, controller) -> {
              try {
                controller.decide(at(0, seed), 0);
              } finally {
                controller.end(at(0, 0), 0);
              }
            })) {
      simulator.reset(1, observation);
      simulator.reset(2, observation);
      assertThat(observation).containsExactly(0, 2);
    }
  }

  @Test
  void simulationThatSwallowsTheErrorIsNamed() {
    Loop stubborn =
        (seed, controller) -> {
          while (seed == 0) {
            try {
              controller.decide(at(0, 0), 0);
            } catch (Throwable e) {
              Thread.onSpinWait();
            }
          }
          controller.decide(at(1, 1), 0);
        };
    // A virtual thread that never ends would keep a processor from all the others.
    try (Simulator simulator = new Simulator(stubborn, true, Duration.ofMillis(50))) {
      simulator.reset(0, observation);
      assertThatThrownBy(() -> simulator.reset(1, observation))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("has not ended after 50 ms")
          .hasMessageContaining("let Error pass");
      simulator.reset(1, observation);
      assertThat(observation).containsExactly(1, 1);
    }
  }

  @Test
  void misuseIsNamed() {
    assertFailure((seed, controller) -> {}, "returned before its first decision");
    assertFailure(
        (seed, controller) -> controller.decide(at(0, 0), 3), "a reward of 3.0 at the first");
    assertFailure((seed, controller) -> controller.decide(new float[3], 0), "3 floats");
    try (Simulator simulator =
        new Simulator(
            (seed, controller) -> {
              controller.decide(at(0, 0), 0);
              controller.end(at(0, 0), 0);
              controller.decide(at(0, 0), 0);
            })) {
      assertThatThrownBy(() -> simulator.step(new float[1], observation))
          .isInstanceOf(IllegalStateException.class);
      simulator.reset(0, observation);
      assertThatThrownBy(() -> simulator.step(new float[2], observation))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> simulator.step(new float[1], observation))
          .hasMessageContaining("decide after end");
    }
  }

  private void assertFailure(Loop loop, String message) {
    try (Simulator simulator = new Simulator(loop)) {
      assertThatThrownBy(() -> simulator.reset(0, observation))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void closedOneStaysClosed() {
    Simulator simulator = new Simulator(InvertedEnvironmentTest::threeDecisions);
    simulator.reset(0, observation);
    simulator.close();
    simulator.close();
    assertThatThrownBy(() -> simulator.reset(0, observation)).hasMessageContaining("is closed");
  }

  @Test
  void interruptedCallerIsFreedFromASimulationThatHangs() {
    try (Simulator simulator =
        new Simulator(
            (seed, controller) -> {
              controller.decide(at(0, 0), 0);
              Thread.sleep(Duration.ofDays(1).toMillis());
            })) {
      simulator.reset(0, observation);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> simulator.step(new float[1], observation))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      simulator.reset(0, observation);
    }
  }

  /** A queue whose arrivals are random, with masks that read its state. */
  private static final class Queue extends InvertedEnvironment {
    private int waiting;

    @Override
    public Space observationSpace() {
      return Box.uniform(0, 1000, 1);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(3);
    }

    @Override
    public boolean masksActions() {
      return true;
    }

    @Override
    public void actionMask(boolean[] mask) {
      mask[1] = waiting > 0;
      mask[2] = waiting > 1;
    }

    @Override
    public int timeLimit() {
      return 40;
    }

    @Override
    protected void run(long seed, Controller controller) {
      SplittableRandom random = new SplittableRandom(seed);
      waiting = 0;
      double cost = 0;
      while (true) {
        waiting += random.nextInt(3);
        waiting -= controller.choose(new float[] {waiting}, cost);
        cost = -waiting;
      }
    }
  }

  private static float[] play(VectorEnvironment environment, StepBatch batch, int steps) {
    float[] actions = new float[environment.copies()];
    float[] seen = new float[steps * environment.copies()];
    for (int t = 0; t < steps; t++) {
      for (int b = 0; b < actions.length; b++) {
        int action = (t + b) % 3;
        actions[b] = batch.actionMasks[3 * b + action] ? action : 0;
      }
      environment.step(actions, batch);
      System.arraycopy(batch.observations, 0, seen, t * actions.length, actions.length);
    }
    return seen;
  }

  @Test
  void numbersFollowFromSeedsWhateverTheThreadsAndAfterARestart() throws IOException {
    VectorEnvironment one = VectorEnvironments.of(Queue::new, 4);
    VectorEnvironment threaded = VectorEnvironments.of(Queue::new, 4, 3);
    VectorEnvironment restored = VectorEnvironments.of(Queue::new, 4);
    try (one;
        threaded;
        restored) {
      StepBatch batch = new StepBatch(one);
      StepBatch other = new StepBatch(one);
      one.reset(5, batch);
      threaded.reset(5, other);
      assertThat(play(threaded, other, 100)).isEqualTo(play(one, batch, 100));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      one.save(new DataOutputStream(bytes));
      restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      assertThat(play(restored, other, 100)).isEqualTo(play(one, batch, 100));
    }
  }

  @Test
  void stepsAllocateNothing() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    float[] now = new float[2];
    float[] action = new float[1];
    try (Simulator simulator =
        new Simulator(
            (seed, controller) -> {
              while (true) {
                controller.decide(now, 0);
              }
            })) {
      simulator.reset(0, observation);
      long allocated = 0;
      for (int i = 0; i < 20_000; i++) {
        if (i == 10_000) {
          allocated = threads.getCurrentThreadAllocatedBytes();
        }
        simulator.step(action, observation);
      }
      // One outcome of 32 bytes a step, unless the compiler does away with it.
      assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(10_000 * 64L);
    }
  }

  @Test
  void observationThatIsNullIsNamed() {
    try (Simulator simulator = new Simulator((seed, controller) -> controller.decide(null, 0))) {
      assertThatThrownBy(() -> simulator.reset(0, new float[2]))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("the observation is null; give observationSpace().flatSize()");
    }
  }
}
