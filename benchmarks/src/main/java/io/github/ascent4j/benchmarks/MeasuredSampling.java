package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.ObservationNormalization;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.rollout.RolloutCollector;
import io.github.ascent4j.core.rollout.Sampler;
import io.github.ascent4j.core.rollout.SamplingConfig;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.simd.SimdEngine;
import java.util.Arrays;
import java.util.List;

/**
 * Collects with every sampler from an environment that computes for a given time in each step, and
 * prints how fast; run in a JVM of its own. Samplers take turns, so that a slow spell of the
 * machine hits all of them.
 */
public final class MeasuredSampling {
  /** B, copies of the environment. */
  static final int COPIES = 16;

  /** T, steps of a rollout. */
  static final int STEPS = 32;

  /** The hidden layers of actor and critic, large enough for acting to take a while. */
  static final List<Integer> HIDDEN = List.of(256, 256);

  static final int OBSERVATION = 8;

  private static final List<Integer> STEP_MICROS = List.of(5, 50, 500);

  private MeasuredSampling() {}

  /** Arguments: rounds, and the least time of a round in milliseconds. */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    long millis = Long.parseLong(arguments[1]);
    for (int micros : STEP_MICROS) {
      for (SamplingRow row : measure(micros, rounds, millis)) {
        System.out.println(row.toLine());
      }
    }
  }

  /** One round more than asked for warms everything up. */
  static List<SamplingRow> measure(int micros, int rounds, long millis) {
    List<Case> cases =
        List.of(
            new Case(micros, Sampler.SERIAL, 1),
            new Case(micros, Sampler.SERIAL, 2),
            new Case(micros, Sampler.ALTERNATING, 1),
            new Case(micros, Sampler.ALTERNATING, 2),
            new Case(micros, Sampler.ALTERNATING_NO_OVERLAP, 1));
    double[][] rates = new double[cases.size()][rounds];
    for (int round = -1; round < rounds; round++) {
      for (int k = 0; k < rates.length; k++) {
        double rate = cases.get(k).stepsPerSecond(millis);
        if (round >= 0) {
          rates[k][round] = rate;
        }
      }
    }
    SamplingRow[] rows = new SamplingRow[rates.length];
    for (int k = 0; k < rates.length; k++) {
      Arrays.sort(rates[k]);
      Case measured = cases.get(k);
      rows[k] = new SamplingRow(micros, measured.sampler, measured.threads, rates[k][rounds / 2]);
      measured.close();
    }
    return List.of(rows);
  }

  /** One sampler with its environment, made once and gone on with. */
  private static final class Case implements AutoCloseable {
    private final Sampler sampler;
    private final int threads;
    private final VectorEnvironment environment;
    private final SimdEngine engine = SimdEngine.create(1);
    private final RolloutCollector collector;
    private final RolloutBuffer buffer = new RolloutBuffer(STEPS, COPIES, OBSERVATION, 1);

    Case(int micros, Sampler sampler, int threads) {
      this.sampler = sampler;
      this.threads = threads;
      environment = VectorEnvironments.of(() -> new Computing(micros), COPIES, threads);
      PolicyConfig config = PolicyConfig.DEFAULT.withHiddenSizes(HIDDEN);
      AgentDescription description =
          new AgentDescription(
              environment.observationSpace(),
              environment.actionSpace(),
              config.network(environment.observationSpace(), environment.actionSpace()),
              config.actionMapping(environment.actionSpace()));
      ActorCriticPolicy policy =
          ActorCriticPolicy.initialize(
              description,
              engine,
              Optimization.of(Optimizer.Adam.withEpsilon(1e-5)),
              null,
              new TrainingRandom(1, 0));
      SamplingConfig sampling = SamplingConfig.DEFAULT.withSampler(sampler);
      collector =
          new RolloutCollector(
              environment,
              policy,
              null,
              new RolloutCollector.Options(sampling, true, ObservationNormalization.NONE),
              new TrainingRandom(1, 1));
      collector.reset(1);
    }

    double stepsPerSecond(long millis) {
      long start = System.nanoTime();
      long end = start + millis * 1_000_000;
      long before = collector.steps();
      do {
        collector.collect(buffer);
      } while (System.nanoTime() < end);
      return (collector.steps() - before) * 1e9 / (System.nanoTime() - start);
    }

    @Override
    public void close() {
      environment.close();
      engine.close();
    }
  }

  /** Keeps a processor busy for a time in every step. */
  private static final class Computing implements Environment {
    private static final Space OBSERVATIONS = Box.uniform(-1, 1, OBSERVATION);
    private static final Space ACTIONS = new Discrete(4);

    private final long nanos;

    Computing(int micros) {
      nanos = micros * 1000L;
    }

    @Override
    public Space observationSpace() {
      return OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
      return ACTIONS;
    }

    @Override
    public void reset(long seed, float[] observation) {
      Arrays.fill(observation, (seed & 0xff) / 255f);
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      long end = System.nanoTime() + nanos;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      observation[0] = action[0] / 4;
      return Outcome.running(0);
    }

    @Override
    public int timeLimit() {
      return 1000;
    }
  }
}
