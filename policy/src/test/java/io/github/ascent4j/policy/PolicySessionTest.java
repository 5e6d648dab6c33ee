package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class PolicySessionTest {
  private static float[] observation(int seed) {
    Random random = new Random(seed);
    return new float[] {random.nextFloat(), 3 * random.nextFloat(), -random.nextFloat()};
  }

  /** A generator that stops in the midst of a call. */
  private record Stopping(RandomGenerator random, CountDownLatch inside, CountDownLatch goOn)
      implements RandomGenerator {
    @Override
    public long nextLong() {
      inside.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return random.nextLong();
    }
  }

  @Test
  void aSecondThreadIsRefusedAndLeavesTheFirstItsNumbers()
      throws InterruptedException, ExecutionException {
    Policy policy = new Policy(Agents.recurrent());
    PolicySession alone = policy.session();
    float[] expected = new float[2];
    alone.sample(
        observation(0),
        new Stopping(new Random(1), new CountDownLatch(1), new CountDownLatch(0)),
        expected);

    PolicySession session = policy.session();
    float[] action = new float[2];
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor(run -> new Thread(run, "handler-1"));
    try {
      Future<Float> drawn =
          other.submit(
              () ->
                  session.sample(
                      observation(0), new Stopping(new Random(1), inside, goOn), action));
      inside.await();
      List<Runnable> calls =
          List.of(
              () -> session.act(observation(1)),
              () -> session.value(observation(1)),
              () -> session.logProbability(observation(1), new float[2]),
              () -> session.reward(3),
              session::reset,
              session::state,
              () -> session.setState(new float[11]));
      for (Runnable call : calls) {
        assertThatThrownBy(call::run)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(
                "this session is used by thread \"handler-1\" while thread \""
                    + Thread.currentThread().getName()
                    + "\" asks it; a session is one episode: give each its own, policy.session()");
      }
      // Others of the same policy do not mind.
      assertThat(policy.session().act(observation(0))).hasSize(2);
      goOn.countDown();
      assertThat(drawn.get()).isFinite();
    } finally {
      goOn.countDown();
      other.shutdown();
    }
    assertThat(action).containsExactly(expected);
    assertThat(session.state()).containsExactly(alone.state());
    session.reward(1);
    alone.reward(1);
    assertThat(session.act(observation(2))).containsExactly(alone.act(observation(2)));
  }

  @Test
  void heldNoiseIsNotSharedEither() throws InterruptedException, ExecutionException {
    PolicySession session = new Policy(Agents.exploring(true)).session();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> redrawn =
          other.submit(() -> session.redrawExploration(new Stopping(new Random(1), inside, goOn)));
      inside.await();
      assertThatThrownBy(() -> session.redrawExploration(new Random(2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("policy.session()");
      assertThatThrownBy(() -> session.sample(observation(1), new Random(2), new float[2]))
          .isInstanceOf(IllegalStateException.class);
      goOn.countDown();
      assertThat(redrawn.get()).isNull();
    } finally {
      goOn.countDown();
      other.shutdown();
    }
  }

  @Test
  void aGeneratorThatAsksItsOwnSessionIsRefused() {
    PolicySession session = new Policy(Agents.recurrent()).session();
    RandomGenerator asking = () -> (long) session.value(observation(1));
    assertThatThrownBy(() -> session.sample(observation(0), asking, new float[2]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("from inside a call of its own");
    assertThat(session.state()).containsOnly(0);
    assertThat(session.act(observation(0))).hasSize(2);
  }

  @Test
  void itGoesFromThreadToThread() throws InterruptedException, ExecutionException {
    Policy policy = new Policy(Agents.recurrent());
    PolicySession alone = policy.session();
    PolicySession passed = policy.session();
    for (int t = 0; t < 20; t++) {
      int step = t;
      ExecutorService request = Executors.newSingleThreadExecutor();
      try {
        Callable<float[]> handler =
            () -> {
              float[] action = passed.act(observation(step));
              passed.reward(step);
              return action;
            };
        float[] expected = alone.act(observation(step));
        alone.reward(step);
        assertThat(request.submit(handler).get()).containsExactly(expected);
      } finally {
        request.shutdown();
      }
    }
  }

  /** What it asks about a step does not take it on. */
  @Test
  void questionsTakeNoStep() {
    Policy policy = new Policy(Agents.recurrentBranches());
    PolicySession session = policy.session();
    session.act(observation(0));
    float[] state = session.state();
    float[] probabilities = session.probabilities(observation(1));
    int best = 0;
    for (int k = 1; k < 4; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    float logProbability = session.logProbability(observation(1), new float[] {best});
    assertThat((float) Math.exp(logProbability)).isCloseTo(probabilities[best], within(1e-6f));
    assertThat(session.state()).containsExactly(state);
    assertThat(session.choose(observation(1))).isEqualTo(best);
    assertThat(session.state()).isNotEqualTo(state);
    assertThat(probabilities).isNotEqualTo(policy.session().probabilities(observation(1)));
  }
}
