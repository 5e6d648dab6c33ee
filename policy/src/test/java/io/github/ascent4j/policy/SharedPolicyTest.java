package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.ascent4j.policy.file.SavedAgent;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One policy for all threads, as in the handlers of a web service. */
final class SharedPolicyTest {
  private static final int THREADS = 4;
  private static final int ROWS = 37;
  private static final int ROUNDS = 60;

  static List<SavedAgent> agents() {
    return Agents.withoutMemory();
  }

  private static boolean draws(Policy policy) {
    return policy.description().network().head().exploration() == null;
  }

  /** All that is asked about a row, one number behind the other. */
  private static float[] answers(Policy policy, Asked asked, int row) {
    int size = policy.description().distribution().actionSize();
    float[] numbers = asked.numbers(row);
    byte[] images = asked.images(row);
    float[] chosen = new float[size];
    policy.act(numbers, images, asked.mask(row), chosen);
    float[] answers = Arrays.copyOf(chosen, 2 * size + 2);
    answers[2 * size] = policy.logProbability(numbers, images, asked.mask(row), chosen);
    if (policy.description().network().hasCritic()) {
      answers[2 * size + 1] = policy.value(numbers, images);
    }
    if (draws(policy)) {
      policy.sample(numbers, images, asked.mask(row), new SplittableRandom(row), chosen);
      System.arraycopy(chosen, 0, answers, size, size);
    }
    return answers;
  }

  @ParameterizedTest
  @MethodSource("agents")
  void everyThreadGetsTheBitsOfOneAlone(SavedAgent agent)
      throws InterruptedException, ExecutionException {
    Policy policy = new Policy(agent);
    Asked asked = new Asked(agent, ROWS, 1);
    float[][] expected = new float[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      expected[i] = answers(new Policy(agent), asked, i);
    }
    float[] batch = new Policy(agent).act(asked.batch());
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Integer>> handlers = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int first = t * 7;
        handlers.add(
            () -> {
              int wrong = 0;
              for (int k = 0; k < ROUNDS * ROWS; k++) {
                int row = (first + k) % ROWS;
                wrong += Arrays.equals(answers(policy, asked, row), expected[row]) ? 0 : 1;
                if (row == 0) {
                  wrong += Arrays.equals(policy.act(asked.batch()), batch) ? 0 : 1;
                }
              }
              return wrong;
            });
      }
      for (Future<Integer> wrong : pool.invokeAll(handlers)) {
        assertThat(wrong.get()).isZero();
      }
    } finally {
      pool.shutdown();
    }
  }

  static List<SavedAgent> remembering() {
    return List.of(Agents.recurrent(), Agents.recurrentBranches(), Agents.dict());
  }

  /** In silence it would forget all but the present, or mix the episodes of its callers. */
  @ParameterizedTest
  @MethodSource("remembering")
  void anAgentWithAMemoryIsAskedInASession(SavedAgent agent) {
    Policy policy = new Policy(agent);
    Asked asked = new Asked(agent, 2, 1);
    int size = policy.description().distribution().actionSize();
    float[] action = new float[size];
    List<Runnable> calls =
        List.of(
            () -> policy.act(asked.observation(0)),
            () -> policy.act(asked.numbers(0), asked.images(0), null, action),
            () -> policy.sample(asked.observation(0), new SplittableRandom(1), action),
            () -> policy.value(asked.observation(0)),
            () -> policy.logProbability(asked.observation(0), action),
            () -> policy.act(asked.batch()),
            () -> policy.values(asked.batch()),
            () -> policy.logProbabilities(asked.batch(), new float[2 * size]));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("goes by the steps before")
          .hasMessageEndingWith("policy.session()");
    }
  }

  @Test
  void heldNoiseIsDrawnInASession() {
    Policy policy = new Policy(Agents.exploring(true));
    float[] action = new float[2];
    assertThatThrownBy(() -> policy.sample(new float[3], new SplittableRandom(1), action))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("noise that is held over steps")
        .hasMessageEndingWith("policy.session()");
    assertThat(policy.logProbability(new float[3], policy.act(new float[3]))).isFinite();
  }

  /**
   * The mask comes with the call, and a refused call leaves nothing behind: neither for the next
   * one nor for whoever gets its arrays.
   */
  @Test
  void aRefusedCallLeavesNothingBehind() {
    SavedAgent agent = Agents.masked();
    Policy policy = new Policy(agent);
    Asked asked = new Asked(agent, ROWS, 9);
    float[] expected = policy.act(asked.batch());
    float[] broken = asked.flat.clone();
    broken[20 * asked.size] = Float.NaN;
    for (int k = 0; k < 3; k++) {
      assertThatThrownBy(
              () ->
                  policy.act(
                      Observations.of(ROWS, broken).masked(Objects.requireNonNull(asked.masks))))
          .hasMessageContaining("row 20");
      assertThatThrownBy(() -> policy.act(asked.observation(0), new boolean[4]))
          .hasMessageContaining("is masked");
      assertThat(policy.act(asked.batch())).containsExactly(expected);
      assertThat(policy.choose(asked.observation(0), Objects.requireNonNull(asked.mask(0))))
          .isEqualTo((int) expected[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("agents")
  void callsWithArraysOfTheCallerAllocateNothing(SavedAgent agent) {
    Policy policy = new Policy(agent);
    Asked asked = new Asked(agent, ROWS, 3);
    Observations batch = asked.batch();
    float[] observation = asked.observation(0);
    boolean[] mask = asked.mask(0);
    int flags = policy.description().distribution().maskSize();
    int size = policy.description().distribution().actionSize();
    boolean critic = policy.description().network().hasCritic();
    boolean draws = draws(policy);
    PolicySession session = policy.session();
    SplittableRandom random = new SplittableRandom(1);
    float[] action = new float[size];
    float[] actions = new float[ROWS * size];
    float[] found = new float[ROWS];
    float[] probabilities = new float[flags];
    float[] all = new float[ROWS * flags];
    allocatesNothing(
        () -> {
          if (mask == null) {
            policy.act(observation, action);
            policy.logProbability(observation, action);
            session.sample(observation, random, action);
          } else {
            policy.act(observation, mask, action);
            policy.logProbability(observation, mask, action);
            session.sample(observation, mask, random, action);
          }
          policy.act(batch, actions);
          policy.logProbabilities(batch, actions, found);
          if (draws) {
            policy.sample(batch, random, actions, found);
          }
          if (critic) {
            session.value(observation);
            policy.values(batch, found);
          }
          if (flags > 0) {
            session.probabilities(observation, mask, probabilities);
            policy.probabilities(batch, all);
          }
        });
  }

  @Test
  void aSessionWithAMemoryAllocatesNothing() {
    PolicySession session = new Policy(Agents.recurrent()).session();
    float[] action = new float[2];
    float[] observation = new float[3];
    allocatesNothing(
        () -> {
          session.act(observation, action);
          session.reward(1);
          session.reset();
        });
  }

  private static void allocatesNothing(Runnable calls) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // A window may see the virtual machine's own allocations; what a call allocates it allocates in
    // every window.
    for (int window = 0; window < 8 && least > 0; window++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int k = 0; k < 40; k++) {
        calls.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }
}
